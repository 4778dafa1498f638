"""The zone graph: symbolic states, each a state with a zone over the timers that matter there."""

from collections.abc import Callable, Iterator
from itertools import chain, combinations
from math import inf
from operator import itemgetter
from typing import NamedTuple

from podproof.checker.engines.zones.dbm import Constraint, Zone, constrained, delayed, extrapolated
from podproof.checker.engines.zones.locations import Location, Locations

Overdue = frozenset[int]
"""The actions whose deadline had passed when they became enabled: no time passes before they, or what disables them."""

NOTHING_OVERDUE: Overdue = frozenset()


class SymbolicState(NamedTuple):
    """A state, what is overdue in it, and a zone over its clocks: the values with which it is entered."""

    state: int
    overdue: Overdue
    zone: Zone


class Clocks(NamedTuple):
    """The clocks of a state, its constants and deadlines as the zones have them."""

    location: Location
    position: dict[int, int]
    """From a timer to its clock."""
    width: int
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    deadlines: tuple[tuple[int, int], ...]


class ZoneEdge(NamedTuple):
    """A step, as the zones have it."""

    action: int
    after: int
    windows: tuple[Constraint, ...]
    """When the action may be taken."""
    overdue_windows: tuple[Constraint, ...]
    """When it may be taken although it is overdue: its own timer is past what its first window allows."""
    moved: Callable[[Zone], Zone]
    """From the clocks before the step to those after it."""
    carried: frozenset[int]
    """The actions that stay overdue if they are."""
    exposed: tuple[tuple[int, int, int], ...]
    """A clock after the step, a deadline and its action, which may be overdue from now on."""


class Stopwatch(NamedTuple):
    """One more clock, the last of each zone, that no step resets, with the constants that matter for it."""

    lower: float
    upper: float


ELAPSED = Stopwatch(inf, inf)
"""The time since the question began, of which nothing is forgotten."""


class ZoneGraph:
    """The symbolic states of a timed model and the steps between them.

    A step is a delay within the deadlines, then an action.  The zones are those after the action; a search keeps them
    abstracted, so that there are finitely many.
    """

    def __init__(self, locations: Locations, stopwatch: Stopwatch | None = None) -> None:
        self.locations = locations
        self.stopwatch: tuple[Stopwatch, ...] = () if stopwatch is None else (stopwatch,)
        self._clocks: dict[int, Clocks] = {}
        self._edges: dict[int, tuple[ZoneEdge, ...]] = {}
        self._last: tuple[SymbolicState | None, Zone | None] = None, None

    @property
    def initial(self) -> SymbolicState:
        """The initial state, all clocks at 0."""
        state = self.locations.initial
        return SymbolicState(state, NOTHING_OVERDUE, (0,) * self.clocks(state).width ** 2)

    def clocks(self, state: int) -> Clocks:
        """The clocks of a state."""
        found = self._clocks.get(state)
        if found is None:
            found = self._clocks[state] = self._clocks_of(self.locations.of[state])
        return found

    def _clocks_of(self, location: Location) -> Clocks:
        timers = sorted(location.constants)
        position = {timer: clock for clock, timer in enumerate(timers, 1)}
        bounds = [location.constants[timer] for timer in timers] + list(self.stopwatch)
        lower, upper = zip((0, 0), *bounds, strict=True)
        deadlines = tuple((position[timer], due) for timer, due, _ in location.here.deadlines)
        return Clocks(location, position, len(bounds) + 1, lower, upper, deadlines)

    def anything(self, state: int) -> Iterator[SymbolicState]:
        """The state with all values that its clocks may have, if nothing is known of how it was reached."""
        clocks = self.clocks(state)
        width = clocks.width
        everything: list[float] = [inf] * width**2
        everything[:width] = [0] * width
        everything[:: width + 1] = [0] * width
        deadlines = [(clocks.position[timer], due, action) for timer, due, action in clocks.location.here.deadlines]
        late = [action for _, _, action in deadlines if action in self.locations.can_be_overdue]
        for overdue in chain.from_iterable(combinations(late, size) for size in range(len(late) + 1)):
            bounds = [
                (0, clock, -due - 1) if action in overdue else (clock, 0, due) for clock, due, action in deadlines
            ]
            zone = constrained(tuple(everything), width, bounds)
            if zone is not None:
                yield SymbolicState(state, frozenset(overdue), zone)

    def can_wait_forever(self, symbolic: SymbolicState) -> bool:
        """Whether nothing ever forces a step."""
        location = self.locations.of[symbolic.state]
        return not (symbolic.overdue or location.here.urgent or location.here.deadlines)

    def delayed(self, symbolic: SymbolicState) -> Zone | None:
        """The zone when the state is left: after any delay that is allowed; None where time is blocked."""
        if self._last[0] is not symbolic:
            clocks = self.clocks(symbolic.state)
            stands = symbolic.overdue or clocks.location.here.urgent
            zone = symbolic.zone if stands else delayed(symbolic.zone, clocks.width, clocks.deadlines)
            self._last = symbolic, zone
        return self._last[1]

    def successors(self, symbolic: SymbolicState) -> Iterator[tuple[ZoneEdge, SymbolicState]]:
        """The symbolic states after one delay and one action."""
        for edge in self.edges(symbolic.state):
            for after in self.taken(symbolic, edge):
                yield edge, after

    def taken(self, symbolic: SymbolicState, edge: ZoneEdge) -> Iterator[SymbolicState]:
        """The symbolic states after one delay and the action of the edge."""
        leaving = self.delayed(symbolic)
        windows = edge.overdue_windows if edge.action in symbolic.overdue else edge.windows
        taken = leaving and (constrained(leaving, self.clocks(symbolic.state).width, windows) if windows else leaving)
        if taken is None:
            return
        width = self.clocks(edge.after).width
        for overdue, zone in self._split(edge, symbolic.overdue & edge.carried, edge.moved(taken), width):
            yield SymbolicState(edge.after, overdue, zone)

    def abstracted(self, symbolic: SymbolicState) -> SymbolicState:
        """The symbolic state without what nothing can see of its zone."""
        clocks = self.clocks(symbolic.state)
        return symbolic._replace(zone=extrapolated(symbolic.zone, clocks.width, clocks.lower, clocks.upper))

    def _split(self, edge: ZoneEdge, overdue: Overdue, zone: Zone, width: int) -> Iterator[tuple[Overdue, Zone]]:
        """The parts of the zone in which different actions are overdue."""
        parts: list[tuple[Overdue, Zone]] = [(overdue, zone)]
        for clock, due, action in edge.exposed:
            split = []
            for late, part in parts:
                if in_time := constrained(part, width, [(clock, 0, due)]):
                    split.append((late, in_time))
                if too_late := constrained(part, width, [(0, clock, -due - 1)]):
                    split.append((late | {action}, too_late))
            parts = split
        yield from parts

    def edges(self, state: int) -> tuple[ZoneEdge, ...]:
        """The steps from a state."""
        found = self._edges.get(state)
        if found is None:
            steps = self.locations.of[state].steps
            found = self._edges[state] = tuple(self.edge(state, *step) for step in steps)
        return found

    def edge(self, state: int, action: int, target: int) -> ZoneEdge:
        """A step from a state."""
        before, after = self.clocks(state), self.clocks(target)
        kept, exposed = self.locations.crossed(before.location, action, after.location)
        return ZoneEdge(
            action,
            target,
            tuple(self._windows(before, action, overdue=False)),
            tuple(self._windows(before, action, overdue=True)),
            self._moved(before, after, kept),
            frozenset(each for timer, _, each in after.location.here.deadlines if timer in kept),
            tuple((after.position[timer], due, each) for timer, due, each in exposed),
        )

    def _windows(self, clocks: Clocks, action: int, overdue: bool) -> Iterator[Constraint]:
        for rank, (timer, least, most) in enumerate(self.locations.timed.timings[action].windows):
            clock = clocks.position.get(timer)
            if clock is None:
                continue
            if least > 0:
                yield 0, clock, -least
            if most is not None and not (overdue and rank == 0):
                yield clock, 0, most

    def _moved(self, before: Clocks, after: Clocks, kept: frozenset[int]) -> Callable[[Zone], Zone]:
        sources = [0, *(before.position[timer] if timer in kept else 0 for timer in after.position)]
        sources += range(before.width - len(self.stopwatch), before.width)
        entries = [i * before.width + j for i in sources for j in sources]
        return itemgetter(*entries) if len(entries) > 1 else lambda zone: zone[:1]
