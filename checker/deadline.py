"""A bound on time that holds whatever the program is doing: compiling, exploring, or asking laws."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

SLACK = 0.5
"""Seconds after the bound in which an engine may stop by itself, which keeps what it has found."""

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
    signal.setitimer(signal.ITIMER_REAL, seconds + SLACK, AGAIN)
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
