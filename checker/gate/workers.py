"""Shapes of Pods judged: each once in a run, by several processes, or not at all where the cache knows the answer."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import cached_property
from typing import NamedTuple

import msgspec

from podproof.checker.exploration import Options, explore
from podproof.checker.gate import fingerprints
from podproof.checker.gate.answers import Asked, ModelAnswer, decided
from podproof.checker.gate.cache import Cache
from podproof.checker.processes import WorkerPool
from podproof.spec.notation import Specification
from podproof.spec.pod.state import Pod


class Settings(NamedTuple):
    """How everything is decided in a run; `specification` makes it, in each process, and `laws` are one's own."""

    specification: Callable[[], Specification]
    options: Options
    expect: Mapping[str, str]
    laws: tuple[str, ...] = ()


class Pending:
    """What the model says of a shape, once it is wanted."""

    def __init__(self, done: Callable[[], bool], answer: Callable[[], bytes]) -> None:
        self.done, self._answer = done, answer

    @cached_property
    def _written(self) -> bytes:
        return self._answer()

    def said(self) -> ModelAnswer:
        """The answer; it is waited for, or found out, if need be."""
        return msgspec.json.decode(self._written, type=ModelAnswer)


class Workers:
    """Answers what the model says of shapes; counts those that were asked and those that had to be explored."""

    def __init__(self, terms: Settings, cache: Cache, jobs: int, fingerprint: bytes) -> None:
        self.terms, self.fingerprint = terms, fingerprint
        self.explored = 0
        self._cache, self._jobs = cache, jobs
        self._pending: dict[bytes, Pending] = {}
        self._pool: WorkerPool | None = None

    @property
    def shapes(self) -> int:
        """How many different shapes were asked about."""
        return len(self._pending)

    def ask(self, shape: Pod, asked: Asked) -> Pending:
        """The answer for a shape: known, or to come."""
        key = fingerprints.of(self.fingerprint, shape, asked)
        if key not in self._pending:
            self._pending[key] = self._known(key) or self._begun(key, shape, asked)
        return self._pending[key]

    def close(self) -> None:
        """Let the processes go, if need be in the middle of what they do."""
        if self._pool is not None:
            self._pool.end()

    def _known(self, key: bytes) -> Pending | None:
        written = self._cache.get(key)
        return None if written is None or not _is_readable(written) else Pending(_now, lambda: written)

    def _begun(self, key: bytes, shape: Pod, asked: Asked) -> Pending:
        self.explored += 1
        if self._jobs == 1:
            return Pending(_now, lambda: self._kept(key, judged(self._here, self.terms, shape, asked)))
        future = self._submitted(shape, asked)
        return Pending(future.done, lambda: self._kept(key, _outcome(future)))

    @cached_property
    def _here(self) -> Specification:
        return self.terms.specification()

    def _submitted(self, shape: Pod, asked: Asked) -> Future[ModelAnswer]:
        if self._pool is None:
            self._pool = WorkerPool(self._jobs, _prepare, self.terms)
        try:
            return self._pool.submit(_judged, shape, asked)
        except BrokenProcessPool as error:
            broken: Future[ModelAnswer] = Future()
            broken.set_exception(error)
            return broken

    def _kept(self, key: bytes, said: ModelAnswer) -> bytes:
        """The answer as it is written; what a bound left open, another run may decide."""
        written = msgspec.json.encode(said)
        if not said.is_open:
            self._cache.put(key, written)
        return written


def judged(specification: Specification, terms: Settings, shape: Pod, asked: Asked) -> ModelAnswer:
    """What the model says of a shape; a checker that fails has decided nothing, and says so."""
    try:
        exploration = explore(specification, shape, terms.options)
        return decided(exploration, asked, terms.expect, terms.laws, terms.options.bounds)
    except Exception as error:
        return ModelAnswer((), (), bound=f"the checker failed: {type(error).__name__}: {error}")


def _outcome(future: Future[ModelAnswer]) -> ModelAnswer:
    try:
        return future.result()
    except BrokenProcessPool:
        return ModelAnswer((), (), bound="the checker was killed, perhaps for its memory: try --jobs 1 or --memory")


def _now() -> bool:
    return True


def _is_readable(written: bytes) -> bool:
    try:
        msgspec.json.decode(written, type=ModelAnswer)
    except msgspec.DecodeError:
        return False
    return True


_process: list[tuple[Specification, Settings]] = []
"""What a process judges by: a specification does not travel between processes."""


def _prepare(terms: Settings) -> None:
    _process.append((terms.specification(), terms))


def _judged(shape: Pod, asked: Asked) -> ModelAnswer:
    return judged(*_process[0], shape, asked)
