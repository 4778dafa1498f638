"""A bound on time that holds whatever the program is doing: compiling, exploring, or asking laws."""

import faulthandler
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import current_thread, main_thread

SLACK = 0.5
"""Seconds after the bound in which an engine may stop by itself, which keeps what it has found."""

KILLED = 1.0
"""Seconds after the bound at which a process is killed: a long call into a library is never interrupted before."""

LONGEST = 1e8
"""Seconds, some years, that a timer of the system can count."""

AGAIN = 0.05
"""Seconds after which it is raised once more: a finalizer ignores whatever is raised in it."""


class DeadlinePassed(BaseException):
    """The time of a block is over; not an `Exception`, so that no handler in the block takes it for a failure."""


@contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """Raise `DeadlinePassed` in the block a little after this time; works only in the main thread of a process."""
    if seconds is None or current_thread() is not main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, min(seconds + SLACK, LONGEST), AGAIN)
    try:
        yield
    finally:
        _disarm()
        signal.signal(signal.SIGALRM, before)


def _disarm() -> None:
    try:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        signal.setitimer(signal.ITIMER_REAL, 0)
    except DeadlinePassed:  # the last one, which was on its way
        _disarm()


def _stop(number: int, frame: object) -> None:
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
