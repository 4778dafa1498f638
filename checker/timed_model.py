"""A timed model: a model, the timers that run in it, and for each action the interval in which it may happen.

A timed transition system (Henzinger, Manna and Pnueli 1991) with named timers.  All bounds are closed integers of one
unit, tenths of a second, so that the extremes of a path are integers too (Popova-Zeugmann).  This is all that the
timed engines know.
"""

from typing import NamedTuple

from podproof.checker.formulas import Formula
from podproof.checker.model import Model

UNITS_PER_SECOND = 10


class Timer(NamedTuple):
    """A stopwatch: it counts while its formula holds, and starts at 0 when that becomes true and at each restart."""

    name: str
    runs: Formula
    restarts: frozenset[int] = frozenset()
    """The actions, by position, that start it again while it counts."""


class Window(NamedTuple):
    """When a timer allows something: from `least` to `most` units, both included; None: no bound."""

    timer: int
    least: int = 0
    most: int | None = None


class Timing(NamedTuple):
    """When an action may happen, and until when it must; without a timer, at any time.

    The action may be taken while each of its windows holds.  Where it is enabled, time does not pass `due` on the
    first window's timer (None: it may wait forever); if it becomes enabled later than that, it is overdue, and no
    time passes before it, or what disables it, happens.
    """

    windows: tuple[Window, ...] = ()
    due: int | None = None


class TimedModel(NamedTuple):
    """The model, its timers, and the timing of each action, by position."""

    model: Model
    timers: tuple[Timer, ...]
    timings: tuple[Timing, ...]
