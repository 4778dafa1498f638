"""Judge canonical configurations: each once in a run, in several processes, or from the cache."""

from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from functools import cached_property
from typing import NamedTuple

import msgspec

from podproof.checker.deadline import Overruns
from podproof.checker.exploration import Options, explore
from podproof.checker.gate import fingerprints
from podproof.checker.gate.answers import ModelAnswer, Questions, model_answer, pass_on_interrupt
from podproof.checker.gate.cache import Cache
from podproof.checker.processes import NewPool, Pool, WorkerPool
from podproof.spec.notation import Specification
from podproof.spec.pod.state import Pod

TOGETHER = 2
"""Killed processes after which the rest is asked one by one."""

FEW_CONTAINERS = 5
"""Containers up to which a Pod alone is not worth another process: its start takes as long as such a Pod (measured)."""


class RunSettings(NamedTuple):
    """The settings of a run: each process makes its own `specification`, and `laws` are the user's own."""

    specification: Callable[[], Specification]
    options: Options
    expect: Mapping[str, str]
    laws: tuple[str, ...] = ()


class Pending:
    """An answer of the model that may still be computed."""

    def __init__(self, done: Callable[[], bool], encoded: Callable[[], bytes]) -> None:
        self.done, self._encode = done, encoded

    @cached_property
    def _encoded(self) -> bytes:
        return self._encode()

    def answer(self) -> ModelAnswer:
        """The answer, computed or waited for if necessary."""
        return msgspec.json.decode(self._encoded, type=ModelAnswer)


class Task:
    """A question that a process answers; without a `future` it still has to be asked."""

    def __init__(self, key: bytes, pod: Pod, questions: Questions) -> None:
        self.key, self.pod, self.questions = key, pod, questions
        self.future: Future[ModelAnswer] | None = None

    @property
    def is_lost(self) -> bool:
        """Whether a process was killed before it had the answer."""
        return self.future is not None and self.future.done() and not self.is_finished

    @property
    def is_finished(self) -> bool:
        """Whether a process has the answer."""
        future = self.future
        return future is not None and future.done() and not future.cancelled() and future.exception() is None


class Workers:
    """Answers questions about canonical configurations, and counts the different ones and the explored ones."""

    def __init__(
        self, settings: RunSettings, cache: Cache, jobs: int | None, fingerprint: bytes, pool: NewPool = WorkerPool
    ) -> None:
        """Take this many processes of a pool; None: all is computed in this one."""
        self.settings, self.fingerprint = settings, fingerprint
        self.explored = 0
        self._cache, self._jobs = cache, jobs
        self._pending: dict[bytes, Pending] = {}
        self._new_pool = pool
        self._pool: Pool | None = None
        self._tasks: set[Task] = set()
        self._alone: Task | None = None
        self._breaks = 0
        self._overruns = Overruns(settings.options.bounds.seconds)

    @property
    def configurations(self) -> int:
        """The number of different configurations."""
        return len(self._pending)

    def ask(self, pod: Pod, questions: Questions) -> Pending:
        """The answer about a configuration, from the cache or from a process."""
        key = fingerprints.of(self.fingerprint, pod, questions)
        if key not in self._pending:
            self._pending[key] = self._known(key) or self._start(key, pod, questions)
        return self._pending[key]

    def close(self) -> None:
        """End the processes at once; what they have finished is kept."""
        for task in list(self._tasks):
            if task.is_finished:
                self._keep(task.key, self._outcome(task))
        self._end_pool()
        self._overruns.close()

    def _known(self, key: bytes) -> Pending | None:
        encoded = self._cache.get(key)
        return None if encoded is None or not _is_readable(encoded) else Pending(_now, lambda: encoded)

    def _start(self, key: bytes, pod: Pod, questions: Questions) -> Pending:
        self.explored += 1
        if self._jobs is None:
            return Pending(_now, lambda: self._keep(key, judge(self._specification, self.settings, pod, questions)))
        task = Task(key, pod, questions)
        if self.explored == 1 and self._may_be_judged_here(pod):
            self._alone = task
        else:
            self._start_together(task)
        return Pending(lambda: self._is_done(task), lambda: self._keep(key, self._outcome(task)))

    def _may_be_judged_here(self, pod: Pod) -> bool:
        """Whether the configuration needs no process of its own, which could be killed, if it stays the only one."""
        is_bounded = self.settings.options.bounds.seconds is not None
        return self._new_pool is WorkerPool and not is_bounded and len(pod.members) <= FEW_CONTAINERS

    def _start_together(self, task: Task) -> None:
        """Start the task, and before it the first one, which is no longer alone."""
        first, self._alone = self._alone, None
        for each in (first, task) if first else (task,):
            self._tasks.add(each)
            if self._breaks < TOGETHER:
                self._submit(each)

    def _is_done(self, task: Task) -> bool:
        return task is not self._alone and (task.future is None or task.future.done())

    def _outcome(self, task: "Task") -> ModelAnswer:
        """The answer of a process; what a killed process has not finished is tried again."""
        if task is self._alone:
            self._alone = None
            return judge(self._specification, self.settings, task.pod, task.questions)
        while task.future is not None:
            try:
                answer = task.future.result()
            except (BrokenProcessPool, CancelledError):
                self._recover()
            else:
                self._tasks.discard(task)
                return answer
        self._tasks.discard(task)
        return self._by_itself(task)

    def _recover(self) -> None:
        """Try all that is lost again together; if a process is killed once more, one by one, to find what kills it.

        What a process was killed for, because it took too long, is known, and not tried again.
        """
        self._end_pool()
        lost = [task for task in self._tasks if task.is_lost]
        overrun = [task for task in lost if task.key in self._overruns]
        self._breaks += not overrun
        for task in lost:
            task.future = None
            if task in overrun:
                task.future = Future()
                task.future.set_result(out_of_time(self.settings))
            elif self._breaks < TOGETHER:
                self._submit(task)

    def _by_itself(self, task: "Task") -> ModelAnswer:
        self._submit(task)
        assert task.future is not None
        try:
            return task.future.result()
        except (BrokenProcessPool, CancelledError):
            self._end_pool()
            if task.key in self._overruns:
                return out_of_time(self.settings)
            return ModelAnswer((), (), bound="the checker was killed, perhaps for its memory: try --jobs 1 or --memory")

    def _end_pool(self) -> None:
        if self._pool is not None:
            self._pool.end()
            self._pool = None

    @cached_property
    def _specification(self) -> Specification:
        return self.settings.specification()

    def _submit(self, task: "Task") -> None:
        if self._pool is None:
            jobs = self._jobs if self._breaks < TOGETHER else 1
            self._pool = self._new_pool(jobs, _prepare, self.settings, self._overruns)
        try:
            task.future = self._pool.submit(_judge, task.key, task.pod, task.questions)
        except BrokenProcessPool as error:
            task.future = Future()
            task.future.set_exception(error)

    def _keep(self, key: bytes, answer: ModelAnswer) -> bytes:
        """Encode the answer, and keep it unless a bound left something that another run may decide."""
        encoded = msgspec.json.encode(answer)
        if not answer.is_open:
            self._cache.put(key, encoded)
        return encoded


def judge(specification: Specification, settings: RunSettings, pod: Pod, questions: Questions) -> ModelAnswer:
    """The answer of the model about a configuration; if the checker fails, the answer has a bound that says so."""
    try:
        exploration = explore(specification, pod, settings.options)
        pass_on_interrupt(exploration.size)
        return model_answer(exploration, questions, settings.expect, settings.laws)
    except MemoryError:
        return ModelAnswer((), (), bound="the memory of this process")
    except Exception as error:
        return ModelAnswer((), (), bound=f"the checker failed: {type(error).__name__}: {error}")


def out_of_time(settings: RunSettings) -> ModelAnswer:
    """The answer about a configuration that takes longer than the bound."""
    return ModelAnswer((), (), bound=settings.options.bounds.out_of_time)


def _now() -> bool:
    return True


def _is_readable(encoded: bytes) -> bool:
    try:
        msgspec.json.decode(encoded, type=ModelAnswer)
    except msgspec.DecodeError:
        return False
    return True


_process: list[tuple[Specification, RunSettings, Overruns]] = []
"""What this process works with: a specification cannot be sent to another process."""


def _prepare(settings: RunSettings, overruns: Overruns) -> None:
    _process[:] = [(settings.specification(), settings, overruns)]


def _judge(key: bytes, pod: Pod, questions: Questions) -> ModelAnswer:
    specification, settings, overruns = _process[0]
    with overruns.kill(key):
        return judge(specification, settings, pod, questions)
