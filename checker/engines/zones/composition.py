"""Bounds of a whole from those of its parts, each of which was asked about alone: sums and maxima.

Each function grows with each of the times that it is made of, so that its least is that of the leasts and its most
that of the mosts.  Where the parts influence each other, what comes out still contains every time that is possible, if
the bounds of the parts do; `exact` is False where its ends need not be taken.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import accumulate
from typing import NamedTuple


class TimeSpan(NamedTuple):
    """From `least` to `most` units, both included; None: no upper bound.  `exact`: both ends are taken."""

    least: int
    most: int | None
    exact: bool = True


NO_TIME = TimeSpan(0, 0)
"""What takes no time."""


def in_turn(spans: Iterable[TimeSpan]) -> TimeSpan:
    """How long all take if each begins when the one before it ends."""
    return reduce(_plus, spans, NO_TIME)


def together(spans: Iterable[TimeSpan]) -> TimeSpan:
    """How long it takes until all are over that begin at the same time."""
    whole = NO_TIME
    for span in spans:
        most = None if whole.most is None or span.most is None else max(whole.most, span.most)
        whole = TimeSpan(max(whole.least, span.least), most, whole.exact and span.exact)
    return whole


def staggered(starts: Sequence[TimeSpan], then: Sequence[TimeSpan]) -> TimeSpan:
    """How long it takes until all are over of which each begins, with `then`, when its start is over.

    The starts take turns: containers start one after the other, and become ready side by side.
    """
    begun = list(accumulate(starts, _plus))
    return together(_plus(start, rest) for start, rest in zip(begun, then, strict=True))


def disturbed(span: TimeSpan, most: int | None) -> TimeSpan:
    """The span if others can hold it up for up to so long in all; None: for any time.  It need not come to that."""
    longer = None if span.most is None or most is None else span.most + most
    return span if most == 0 else TimeSpan(span.least, longer, exact=False)


def _plus(one: TimeSpan, other: TimeSpan) -> TimeSpan:
    most = None if one.most is None or other.most is None else one.most + other.most
    return TimeSpan(one.least + other.least, most, one.exact and other.exact)
