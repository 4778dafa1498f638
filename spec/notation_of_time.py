"""The notation of time: how long something takes, and when a transition happens.

    backoff_over = leads("5.2", CrashLoopBackOff.to(Elapsed), after="crash_wait", since="has_exited")

A specification without a clock is the same one with these names left out.
"""

from typing import NamedTuple


class Interval(NamedTuple):
    """From `least` to `most` seconds, both included; `most` None: no bound."""

    least: float = 0
    most: float | None = None

    def plus(self, other: "Interval") -> "Interval":
        """How long both take, one after the other."""
        most = None if self.most is None or other.most is None else self.most + other.most
        return Interval(self.least + other.least, most)

    def times(self, count: int) -> "Interval":
        """How long it takes so many times, one after the other."""
        return Interval(self.least * count, None if self.most is None else self.most * count)


ANY_TIME = Interval()
"""Nothing is known: it may happen at once, later, or never."""

AT_ONCE = Interval(0, 0)
"""It takes no time."""


def exactly(seconds: float) -> Interval:
    """It takes this long."""
    return Interval(seconds, seconds)


RESOLUTION = 0.1
"""Moments that are closer than this, in seconds, count as the same moment: `a < b` is `a <= b - RESOLUTION`."""


def less_than(seconds: float) -> Interval | None:
    """It takes less than this; None: nothing takes less than no time."""
    return Interval(0, seconds - RESOLUTION) if seconds > 0 else None


def up_to(seconds: float | None) -> Interval:
    """It takes no longer than this; None: no bound."""
    return Interval(0, seconds)


class Times(NamedTuple):
    """When a transition happens, as names; all empty: at any time.

    `after` and `within` name functions that answer an interval, or None if the event does not happen at all.  Like
    predicates, they read what their parameters name.
    """

    after: str = ""
    """The event happens when this much time has passed, from the least to the most."""
    since: str = ""
    """The predicate from whose beginning the time counts; empty: since the event became able to happen."""
    again: str = ""
    """The events that start to count the time again."""
    every: str = ""
    """As `after`, and every event that names the same function starts to count again."""
    within: str = ""
    """The event happens only in this interval of the same time, and need not happen in it."""
    unless: str = ""
    """The predicate while which nothing forces the event: the time until it must happen starts when this ends."""
