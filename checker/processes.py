"""Worker processes that import nothing from the working directory, and that an interrupt ends without a trace."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, parent_process
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.popen_spawn_posix import Popen
from multiprocessing.process import BaseProcess
from threading import Thread, current_thread, main_thread
from types import TracebackType
from typing import Any, Protocol

INTERRUPTS = signal.SIGINT, signal.SIGTERM


class Pool(Protocol):
    """Worker processes, each prepared once, on this machine or others."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Have a process call the function."""

    def end(self) -> None:
        """End the processes at once."""


NewPool = Callable[..., Pool]
"""Makes a pool of this many processes (None: one for each processor) from what prepares each, and its arguments."""


class SafePathProcess(SpawnProcess):
    """A spawned process whose interpreter starts in safe-path mode, and which no interrupt reaches."""

    def start(self) -> None:
        """Start the process; an interrupt meanwhile would leave it with half of its orders, or unknown to us."""
        with uninterrupted():
            super().start()

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Popen:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # inherited by the new process
        try:
            with safe_path():
                return Popen(process_obj)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class SafePathContext(SpawnContext):
    """Spawned processes, each in safe-path mode.

    The interpreter of a spawned process runs `python -c …`, which puts the working directory first on `sys.path`: a
    `random.py` in a checked repository would run there.
    """

    Process = SafePathProcess


class WorkerPool(ProcessPoolExecutor):
    """Spawned processes that are each prepared once; leaving the `with` block ends them, whatever they are doing.

    They are spawned because a forked process has the decision diagrams of its parent without the threads that work on
    them, and crashes.
    """

    def __init__(
        self, processes: int | None = None, prepare: Callable[..., None] | None = None, *arguments: Any
    ) -> None:
        """Take this many processes (None: one for each processor); `prepare` runs with the arguments in each."""
        with safe_path():  # the queues of the pool start a process of their own, which tracks resources
            super().__init__(processes or processors(), SafePathContext(), _begin, (prepare, arguments))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Have a process call the function; an interrupt waits until the call is in the books of the pool."""
        with uninterrupted():
            return super().submit(fn, *args, **kwargs)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def end(self) -> None:
        """End the processes at once, and wait until the pool has noticed.

        A pool that is not waited for may close its pipes while the interpreter, at its own end, writes into them.
        """
        with uninterrupted():
            for process in active_children():
                process.terminate()
            self.shutdown(cancel_futures=True)


def processors() -> int:
    """How many processors this process may use; where the system does not say, how many there are."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _begin(prepare: Callable[..., None] | None, arguments: tuple[Any, ...]) -> None:
    Thread(target=_end_with_the_first, daemon=True).start()
    if prepare is not None:
        prepare(*arguments)


def _end_with_the_first() -> None:
    first = parent_process()
    assert first is not None
    first.join()
    os._exit(1)


@contextmanager
def safe_path() -> Iterator[None]:
    """Interpreters that are started meanwhile keep the working directory off their `sys.path`."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before


@contextmanager
def uninterrupted() -> Iterator[None]:
    """An interrupt (Ctrl-C) or the end that another process asks for is delivered at the end of the block."""
    if current_thread() is not main_thread() or None in map(signal.getsignal, INTERRUPTS):
        yield
        return
    interrupts: list[int] = []
    before = [signal.signal(each, lambda number, _: interrupts.append(number)) for each in INTERRUPTS]
    try:
        yield
    finally:
        for each, handler in zip(INTERRUPTS, before, strict=True):
            signal.signal(each, handler)
        if interrupts:
            signal.raise_signal(interrupts[0])
