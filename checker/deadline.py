"""A bound on time that holds whatever the program is doing: compiling, exploring, or asking laws."""

import faulthandler
import gc
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import current_thread, main_thread
from time import perf_counter
from types import FrameType

KILLED = 1.0
"""Seconds after the bound at which a process is killed: a long call into a library is never interrupted before."""

SHORTEST, LONGEST = 1e-3, 1e8
"""Seconds that a timer is set to, at least; at most some years, as many as a timer of the system can count."""

AGAIN = 0.05
"""Seconds after which it is raised once more: a finalizer ignores whatever is raised in it."""


class DeadlinePassed(BaseException):
    """The time of a block is over; not an `Exception`, so that no handler in the block takes it for a failure."""


@contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """Raise `DeadlinePassed` in the block after this time, or after that of a block around it; only in a main thread.

    The main thread of a process is the only one that signals reach.
    """
    if seconds is None or current_thread() is not main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    began, before = perf_counter(), signal.signal(signal.SIGALRM, _stop)
    around = signal.getitimer(signal.ITIMER_REAL)[0] or LONGEST
    signal.setitimer(signal.ITIMER_REAL, min(max(seconds, SHORTEST), around), AGAIN)
    try:
        yield
    finally:
        _disarm()
        signal.signal(signal.SIGALRM, before)
        if around < LONGEST:
            signal.setitimer(signal.ITIMER_REAL, max(around - perf_counter() + began, SHORTEST), AGAIN)


class Allowance:
    """Seconds that several blocks share; None: no bound."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds = self.left = seconds
        self._is_running = False

    @contextmanager
    def spend(self, keep: float = 0.0) -> Iterator[None]:
        """End the block quietly when the seconds are spent, but for that part of them, which is kept for later blocks.

        The code behind the block can tell by what is missing.
        """
        if self.seconds is None or self.left is None or self._is_running:
            yield  # without a bound, or within a block that has one
            return
        began, self._is_running = perf_counter(), True
        try:
            with suppress(DeadlinePassed), deadline(self.left - keep * self.seconds):
                yield
        finally:
            self._is_running = False
            self.left -= perf_counter() - began


def _disarm() -> None:
    try:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        signal.setitimer(signal.ITIMER_REAL, 0)
    except DeadlinePassed:  # the last one, which was on its way
        _disarm()


def _stop(number: int, frame: FrameType | None) -> None:
    """Raise, but not in a callback of the garbage collector, where it would be printed and ignored: `AGAIN` follows."""
    callbacks = {getattr(each, "__code__", None) for each in gc.callbacks}
    while frame is not None:
        if frame.f_code in callbacks:
            return
        frame = frame.f_back
    raise DeadlinePassed


class Overruns:
    """Kills processes that take longer than the bound, whatever they are doing, and knows by its key what they did.

    A thread of `faulthandler`, which needs no interpreter, writes a note and ends the process.
    """

    def __init__(self, seconds: float | None) -> None:
        self._seconds = seconds
        self._folder = None if seconds is None else TemporaryDirectory(prefix="podproof-")
        self._path = Path(self._folder.name if self._folder else "")

    def __getstate__(self) -> dict[str, object]:
        """Without the folder, which only the first process removes."""
        return self.__dict__ | {"_folder": None}

    def __contains__(self, key: bytes) -> bool:
        note = self._path / key.hex()
        return self._folder is not None and note.exists() and note.stat().st_size > 0

    @contextmanager
    def kill(self, key: bytes) -> Iterator[None]:
        """Kill this process if the block takes too long."""
        if self._seconds is None:
            yield
            return
        with open(self._path / key.hex(), "wb") as note:
            faulthandler.dump_traceback_later(min(self._seconds + KILLED, LONGEST), exit=True, file=note)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()

    def close(self) -> None:
        """Remove the notes."""
        if self._folder is not None:
            self._folder.cleanup()
