"""Questions of time: at least and at most how long from one situation to another, with an execution for each answer."""

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple, TypeVar

from podproof.checker.engines.collector import without_collector
from podproof.checker.engines.zones.approach import approach
from podproof.checker.engines.zones.beginnings import Beginnings
from podproof.checker.engines.zones.completion import Completion
from podproof.checker.engines.zones.endless import Avoiding, Endless
from podproof.checker.engines.zones.extremes import (
    EVERYTHING,
    Extreme,
    Longest,
    LoopSuspected,
    TimeHorizon,
    lasting,
    shortest,
)
from podproof.checker.engines.zones.limits import LimitReached, Limits, Work
from podproof.checker.engines.zones.locations import Locations
from podproof.checker.engines.zones.measure import BEFORE, Measure, Situation
from podproof.checker.engines.zones.schedule import Difference, begins_at, exactly, schedule
from podproof.checker.engines.zones.slicing import sliced
from podproof.checker.engines.zones.steps import TimedSteps
from podproof.checker.engines.zones.tree import ZoneNode
from podproof.checker.timed_model import TimedModel
from podproof.checker.trace import TimedTrace

Found = TypeVar("Found")

DEFAULT_LIMITS = Limits()

EAGER = 1500
"""Zones among which the beginnings are sought before they are assumed: about a quarter of a second."""

FEW = 4000
"""States before the beginnings with which there is a hope to find them so."""

ROUNDS = 3
"""How often a loop is gone through so that the rest of the model, too, is seen to repeat itself."""


class TimeBounds(NamedTuple):
    """The least and the most time, in units, from the start of a question until its end is met.

    If `exact`, executions take both; otherwise they are safe, but it is not known whether any takes them, or whether
    the start is reachable at all.

    `begins`: whether the start is reachable.  `least` is None where the end is never met after it.  `most` is
    None where the end is never met, or where there is no upper bound: then `endless` says why.  What a limit left
    open is named in `undecided`: "begins", "least" or "most", each with the limit.
    """

    begins: bool
    least: int | None
    most: int | None
    endless: Endless | None
    exact: bool
    undecided: dict[str, str]


class Question:
    """How long from a start (None: the beginning of the execution) until an end is met, for the first to n-th time.

    The time begins whenever the start becomes true (or happens) while the end does not hold; with `first`, only when
    it does so for the first time.  It is over when the end next becomes true (or happens) for the given time.  With a
    horizon, later times are not asked about.
    """

    def __init__(
        self,
        timed: TimedModel,
        start: Situation | None,
        end: Situation,
        *,
        first: bool = False,
        times: int = 1,
        limits: Limits = DEFAULT_LIMITS,
        slicing: bool = True,
        analysis: bool = True,
        eager: int = EAGER,
        horizon: TimeHorizon = EVERYTHING,
    ) -> None:
        self.timed, self.start, self.end = timed, start, end
        self.first, self.times, self.limits = first, times, limits
        self.slicing, self.analysis, self.eager, self.horizon = slicing, analysis, eager, horizon
        self.undecided: dict[str, str] = {}

    @cached_property
    def cone(self) -> TimedModel:
        """What can influence the answer."""
        if not self.slicing:
            return self.timed
        asked = [each for each in (self.start, self.end) if each is not None]
        events = frozenset[int]().union(*(each for each in asked if isinstance(each, frozenset)))
        return sliced(self.timed, [each for each in asked if not isinstance(each, frozenset)], events)

    @cached_property
    def beginnings(self) -> Beginnings | None:
        """Where the time begins; assumed where it takes too long to find out, None where even that does."""
        return self._within_limits("begins", self._beginnings)

    def _beginnings(self, work: Work) -> Beginnings:
        steps = TimedSteps(self.cone)
        measure = Measure(steps, self.start, self.end, self.first, self.times)
        locations = Locations(self.cone, steps, measure, work, self.analysis)
        zones = self.limits.zones
        if len(locations.before) > FEW:
            return Beginnings(locations, work).assume()
        try:
            explored = Work(self.limits._replace(zones=self.eager if zones is None else min(zones, self.eager)))
            return Beginnings(locations, explored).explore()
        except LimitReached:
            return Beginnings(locations, work).assume()

    def _within_limits(self, what: str, search: Callable[[Work], Found]) -> Found | None:
        try:
            with without_collector():
                return search(Work(self.limits))
        except LimitReached as limit:
            self.undecided[what] = str(limit)
            return None

    @cached_property
    def shortest(self) -> list[Extreme]:
        """The least times, as far as they are decided."""
        begun = self.beginnings
        if begun is None:
            return []
        found = self._within_limits("least", lambda work: shortest(begun, self.times, work, self.horizon)) or []
        return self._reached(begun, found)

    @cached_property
    def _greatest(self) -> tuple[list[Extreme], Endless | None]:
        begun = self.beginnings
        if begun is None:
            return [], None
        return self._within_limits("most", lambda work: self._search_most(begun, work)) or ([], None)

    def _search_most(self, begun: Beginnings, work: Work) -> tuple[list[Extreme], Endless | None]:
        times = self.times if self.horizon == EVERYTHING or "least" in self.undecided else len(self.shortest)
        search, endless = Longest(begun, times, work), None
        try:
            found = search.run(suspect=True)
        except LoopSuspected:
            endless = Avoiding(begun, search.times, work).loop() or search.endless
            search = Longest(begun, endless.met if endless else search.times, work)
            found = search.run(suspect=False)
        endless = search.endless or endless
        if endless and begun.assumed:
            path = self._approach(begun, endless.path, []) if not endless.loop else []
            endless = endless._replace(path=path)
        return self._reached(begun, found), endless

    def _reached(self, begun: Beginnings, found: list[Extreme]) -> list[Extreme]:
        """The extremes, with paths from the initial state: without one where none is known."""
        if not begun.assumed:
            return found
        return [Extreme(units, self._approach(begun, path, exactly(path, units))) for units, path in found]

    def _approach(self, begun: Beginnings, path: list[ZoneNode], also: list[Difference]) -> list[ZoneNode]:
        if path[0].met != BEFORE:
            return path
        return self._within_limits("trace", lambda work: approach(begun.locations, path, also, work)) or []

    @property
    def longest(self) -> list[Extreme]:
        """The greatest times, as far as there are such and they are decided."""
        return self._greatest[0]

    @property
    def endless(self) -> Endless | None:
        """An execution that avoids the end forever."""
        return self._greatest[1]

    def bounds(self, time: int = 1) -> TimeBounds:
        """The bounds of the time until the end is met for the given time."""
        begun, least, most = self.beginnings, _at(self.shortest, time), _at(self.longest, time)
        endless = self.endless if most is None else None
        found = [each for each in (least, most, endless) if each is not None]
        return TimeBounds(
            begun is not None and bool(begun.roots),
            least and least.units,
            most and most.units,
            endless,
            begun is not None and all(each.path for each in found) and (bool(found) or not begun.assumed),
            dict(self.undecided),
        )

    def trace_of_least(self, time: int = 1) -> TimedTrace | None:
        """An execution in which the end is met after the least time."""
        extreme = _at(self.shortest, time)
        return extreme and self._trace(extreme.path, extreme.units)

    def trace_of_most(self, time: int = 1) -> TimedTrace | None:
        """An execution in which the end is met after the most time, or forever avoided."""
        extreme = _at(self.longest, time)
        if extreme is not None:
            return self._trace(extreme.path, extreme.units)
        return self._endless_trace(self.endless) if self.endless and self.endless.met < time else None

    def trace_of(self, units: int, time: int = 1) -> TimedTrace | None:
        """An execution in which the end is met after exactly this time; None where there is none, or none was found."""
        for extreme in (_at(self.shortest, time), _at(self.longest, time)):
            if extreme is not None and (trace := self._trace(extreme.path, units)):
                return trace
        begun = self.beginnings
        if begun is None:
            return None
        path = self._within_limits("trace", lambda work: lasting(begun, units, time, work)) or []
        if begun.assumed and path:
            path = self._approach(begun, path, exactly(path, units))
        return self._trace(path, units)

    def _trace(self, path: list[ZoneNode], units: int) -> TimedTrace | None:
        if not path:
            return None
        completion = self._complete(path, exactly(path, units))
        return None if completion is None else completion.trace(begins_at(path), None)

    def _complete(self, path: list[ZoneNode], also: list[Difference]) -> Completion | None:
        begun = self.beginnings
        if begun is None:
            return None
        moments = schedule(begun.locations, path, also)
        if not moments:
            return None
        completion = Completion(self.timed, self.cone)
        steps = zip(path[1:], moments[1:], strict=True)
        return completion if all(completion.take(node.action, moment) for node, moment in steps) else None

    def _endless_trace(self, endless: Endless) -> TimedTrace | None:
        if not endless.path:
            return None
        path, size = endless.path + endless.loop * ROUNDS, len(endless.loop)
        starts = range(len(endless.path) - 1, len(path) - 1, size) if size else ()
        completion = self._complete(path, [(start + size, start, -1) for start in starts])
        if completion is None:
            return None
        if not size:
            return completion.trace(begins_at(path), 0 if completion.settle(None) else None)
        return completion.trace(begins_at(path), completion.close(starts, size))


def _at(extremes: list[Extreme], time: int) -> Extreme | None:
    return extremes[time - 1] if time <= len(extremes) else None
