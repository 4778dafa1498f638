"""The zone graph: symbolic states, each a state with a zone over the timers that matter there."""

from collections.abc import Callable, Iterator
from itertools import chain, combinations
from math import inf
from operator import itemgetter
from typing import NamedTuple

from podproof.checker.engines.zones.dbm import Constraint, Zone, constrained, delayed, extrapolated
from podproof.checker.engines.zones.locations import Locations, Situated

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

    here: Situated
    position: dict[int, int]
    """From a timer to its clock."""
    width: int
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    deadlines: tuple[tuple[int, int], ...]


class Crossing(NamedTuple):
    """What a step does to zones."""

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


class ZoneEdge(NamedTuple):
    """A step, as the zones have it."""

    action: int
    after: int
    crossing: Crossing


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
        self._crossings: dict[tuple[int, int, int], Crossing] = {}
        self._edges: dict[int, tuple[ZoneEdge, ...]] = {}
        self._last: tuple[SymbolicState | None, Zone | None] = None, None

    @property
    def initial(self) -> SymbolicState:
        """The initial state, all clocks at 0."""
        state = self.locations.initial
        return SymbolicState(state, NOTHING_OVERDUE, (0,) * self.clocks(state).width ** 2)

    def clocks(self, state: int) -> Clocks:
        """The clocks of a state."""
        here = self.locations.of[state].here
        found = self._clocks.get(here.number)
        if found is None:
            found = self._clocks[here.number] = self._clocks_of(here)
        return found

    def _clocks_of(self, here: Situated) -> Clocks:
        timers = sorted(here.constants)
        position = {timer: clock for clock, timer in enumerate(timers, 1)}
        bounds = [here.constants[timer] for timer in timers] + list(self.stopwatch)
        lower, upper = zip((0, 0), *bounds, strict=True)
        deadlines = tuple((position[timer], due) for timer, due, _ in here.deadlines)
        return Clocks(here, position, len(bounds) + 1, lower, upper, deadlines)

    def anything(self, state: int) -> Iterator[SymbolicState]:
        """The state with all values that its clocks may have, if nothing is known of how it was reached."""
        clocks = self.clocks(state)
        width = clocks.width
        everything: list[float] = [inf] * width**2
        everything[:width] = [0] * width
        everything[:: width + 1] = [0] * width
        deadlines = [(clocks.position[timer], due, action) for timer, due, action in clocks.here.deadlines]
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
            stands = symbolic.overdue or clocks.here.urgent
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
        crossing = edge.crossing
        windows = crossing.overdue_windows if edge.action in symbolic.overdue else crossing.windows
        taken = leaving and (constrained(leaving, self.clocks(symbolic.state).width, windows) if windows else leaving)
        if taken is None:
            return
        width = self.clocks(edge.after).width
        for overdue, zone in self._split(crossing, symbolic.overdue & crossing.carried, crossing.moved(taken), width):
            yield SymbolicState(edge.after, overdue, zone)

    def abstracted(self, symbolic: SymbolicState) -> SymbolicState:
        """The symbolic state without what nothing can see of its zone."""
        clocks = self.clocks(symbolic.state)
        return symbolic._replace(zone=extrapolated(symbolic.zone, clocks.width, clocks.lower, clocks.upper))

    def _split(self, crossing: Crossing, overdue: Overdue, zone: Zone, width: int) -> Iterator[tuple[Overdue, Zone]]:
        """The parts of the zone in which different actions are overdue."""
        parts: list[tuple[Overdue, Zone]] = [(overdue, zone)]
        for clock, due, action in crossing.exposed:
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
        key = before.here.number, action, after.here.number
        crossing = self._crossings.get(key)
        if crossing is None:
            crossing = self._crossings[key] = self._crossing(before, action, after)
        return ZoneEdge(action, target, crossing)

    def _crossing(self, before: Clocks, action: int, after: Clocks) -> Crossing:
        kept, exposed = self.locations.crossed(before.here, action, after.here)
        return Crossing(
            tuple(self._windows(before, action, overdue=False)),
            tuple(self._windows(before, action, overdue=True)),
            self._moved(before, after, kept),
            frozenset(each for timer, _, each in after.here.deadlines if timer in kept),
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
