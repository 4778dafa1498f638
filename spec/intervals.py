"""Intervals of time, in seconds: what is known of how long something takes."""

from typing import NamedTuple


class Interval(NamedTuple):
    """From `least` to `most` seconds, both included; `most` None: no bound."""

    least: float = 0
    most: float | None = None

    def plus(self, other: "Interval") -> "Interval":
        """How long both take, one after the other."""
        most = None if self.most is None or other.most is None else self.most + other.most
        return Interval(self.least + other.least, most)

    def later(self, seconds: float) -> "Interval":
        """The same interval with its end this much later."""
        return Interval(self.least, None if self.most is None else self.most + seconds)


ANY_TIME = Interval()
"""Nothing is known: it may happen at once, later, or never."""

AT_ONCE = Interval(0, 0)
"""It takes no time."""


def exactly(seconds: float) -> Interval:
    """It takes this long."""
    return Interval(seconds, seconds)


def up_to(seconds: float) -> Interval:
    """It takes no longer than this."""
    return Interval(0, seconds)
