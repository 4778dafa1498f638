"""A walk with a clock: the least and the most time that it can take, and how long the state in which it ends can last.

The zones of all its timed executions are carried along: between two events of the walk, events that only the model with
a clock has may happen.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import inf
from typing import NamedTuple

from podproof.checker.compile import TooManyValues
from podproof.checker.compile.timed import TimedCompiled
from podproof.checker.engines.zones.dbm import with_stopwatch_restarted
from podproof.checker.engines.zones.locations import Location, Locations, Situated, Timers
from podproof.checker.engines.zones.steps import TimedSteps
from podproof.checker.engines.zones.zone_graph import ELAPSED, SymbolicState, ZoneEdge, ZoneGraph
from podproof.checker.explorer.walk import EventWalk, Walker
from podproof.checker.model import Action
from podproof.checker.timed_model import UNITS_PER_SECOND, TimedModel
from podproof.checker.times.answers import between, number
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.timed.lifecycle import TIMED_LIFECYCLE, TimedPod

HIDDEN = frozenset(
    each.event
    for machine in TIMED_LIFECYCLE.machines
    if machine not in LIFECYCLE.machines
    for each in machine.transitions
    if each.leading
)
"""Events that only the model with a clock has."""

MOST = 300
"""Symbolic states that are carried along at once, at most."""


class WalkTimes(NamedTuple):
    """Times in seconds: how long the walk takes, and how long the state lasts at most; None: without an upper bound.

    `undecided` says why nothing is known; empty if it is decided.
    """

    least: float = 0.0
    most: float | None = None
    lasts: float | None = None
    undecided: str = ""

    def text(self) -> str:
        """The times in plain English."""
        if self.undecided:
            return f"With a clock: not decided, {self.undecided}."
        lasts = (
            "nothing forces a next step" if self.lasts is None else f"this state lasts {number(self.lasts)} s at most"
        )
        return f"With a clock: {between(self.least, self.most)} since the Pod was created; {lasts}."


class _Undecided(Exception):
    """Why the times are not known."""


class _WalkLocations(Locations):
    """The states of a timed model, made when they are met; nothing is forgotten of the timers that count."""

    def __init__(self, timed: TimedModel) -> None:
        self.timed, self.steps = timed, TimedSteps(timed)
        self.initial = self.steps.encoding.pack(timed.model.initial)
        self._situated, self._crossed = {}, {}
        self.of = _Lazy(self)

    def location(self, state: int) -> Location:
        """The location of a state."""
        return self._location(state, 0)

    def _situate(self, enabled: frozenset[int], counting: Timers) -> Situated:
        everything = dict.fromkeys(counting, (inf, inf))
        return super()._situate(enabled, counting)._replace(constants=everything)  # type: ignore[arg-type]


class _Lazy(dict[int, Location]):
    def __init__(self, locations: _WalkLocations) -> None:
        super().__init__()
        self._locations = locations

    def __missing__(self, state: int) -> Location:
        self[state] = self._locations.location(state)
        return self[state]


class WalkClock:
    """The clock of one Pod."""

    def __init__(self, walker: Walker, timed: TimedPod) -> None:
        self.walker, self.timed = walker, timed

    @cached_property
    def _model(self) -> TimedModel:
        compiled = TimedCompiled(TIMED_LIFECYCLE, self.timed, self.walker.compiled.faults)
        return compiled.timed_model()

    @cached_property
    def _graph(self) -> ZoneGraph:
        graph = ZoneGraph(_WalkLocations(self._model), ELAPSED)
        graph.stopwatch = (ELAPSED, ELAPSED)  # since the creation, and since the last event of the walk
        return graph

    def times(self, walk: EventWalk) -> WalkTimes:
        """The times of a walk."""
        try:
            front = [self._graph.initial]
            before = walk.stops[0]
            for step, name, stop in zip(walk.trace.steps, walk.names, walk.stops[1:], strict=True):
                if stop.state != before.state:  # a status that changes nothing at the node takes no time of its own
                    front = self._after(front, step.action, name)
                before = stop
            return self._measured(front)
        except (_Undecided, TooManyValues) as why:
            return WalkTimes(undecided=str(why))

    def _after(self, front: Sequence[SymbolicState], action: Action, name: str) -> list[SymbolicState]:
        """The symbolic states after one event of the walk."""
        found: dict[SymbolicState, None] = {}
        for symbolic in self._with_hidden(front):
            for edge in self._edges(symbolic, (action.event, action.component)):
                found.update(dict.fromkeys(map(self._entered, self._graph.taken(symbolic, edge))))
        if not found:
            raise _Undecided(f"the model with a clock does not know {name} here")
        return list(found)

    def _with_hidden(self, front: Sequence[SymbolicState]) -> Iterable[SymbolicState]:
        """The symbolic states, and those after events that only the clock knows."""
        found = dict.fromkeys(front)
        queue = list(front)
        for symbolic in queue:
            for edge in self._graph.edges(symbolic.state):
                if self._model.model.actions[edge.action].event in HIDDEN:
                    new = [each for each in self._graph.taken(symbolic, edge) if each not in found]
                    found.update(dict.fromkeys(new))
                    queue += new
            if len(found) > MOST:
                raise _Undecided(f"more than {MOST} cases must be distinguished")
        return found

    def _edges(self, symbolic: SymbolicState, event: tuple[str, int | None]) -> Iterator[ZoneEdge]:
        for edge in self._graph.edges(symbolic.state):
            action = self._model.model.actions[edge.action]
            if (action.event, action.component) == event:
                yield edge

    def _entered(self, symbolic: SymbolicState) -> SymbolicState:
        """The same with its last stopwatch, since the last event, at 0."""
        width = self._graph.clocks(symbolic.state).width
        return symbolic._replace(zone=with_stopwatch_restarted(symbolic.zone, width))

    def _measured(self, front: Sequence[SymbolicState]) -> WalkTimes:
        least, most, lasts = inf, 0.0, 0.0
        for symbolic in front:
            width = self._graph.clocks(symbolic.state).width
            since = width - 2
            least = min(least, -symbolic.zone[since])
            most = max(most, symbolic.zone[since * width])
        for symbolic in self._with_hidden(front):
            width = self._graph.clocks(symbolic.state).width
            left = self._graph.delayed(symbolic)
            lasts = max(lasts, left[(width - 1) * width] if left is not None else 0.0)
        return WalkTimes(least / UNITS_PER_SECOND, _seconds(most), _seconds(lasts))


def _seconds(units: float) -> float | None:
    return None if units == inf else units / UNITS_PER_SECOND
