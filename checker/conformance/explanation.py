"""The shortest trace of hidden steps that explains a row of observations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from time import perf_counter
from typing import NamedTuple

from podproof.checker.conformance.observer import Observer, Symbol
from podproof.checker.engines.successors import Successors
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.model import State, evaluate
from podproof.checker.trace import Step, Trace
from podproof.spec.observation.notation import Explanation

SECONDS = 20.0
"""How long a trace is sought."""

Rings = Mapping[int, Set]
"""States by the number of steps that lead from them to the last observation."""


class ExplainedHistory(NamedTuple):
    """A trace, and how many of its steps were taken when each observation is made."""

    trace: Trace
    made: tuple[int, ...]


class Segment(NamedTuple):
    """What may lie between two observations.

    `made` are the states when the earlier one is made, `before` those from there to the event of a way, and `after`
    those of each way from its event (or from the earlier observation, where it has none) to the later one, which is
    made in `later`.
    """

    made: Rings
    before: Rings
    after: tuple[tuple[Explanation, Rings], ...]
    later: Rings


class Explainer:
    """Breadth-first search backwards through the observations, then a walk forwards along the distances.

    The rings of Coudert, Berthet and Madre (1989), segment by segment; exact, and as costly as a few dozen images for
    each observation.
    """

    def __init__(self, filter: Observer) -> None:
        # In a trace an announced event is a step like any other, which it takes where it needs it.
        self.filter = Observer(filter.compiled, filter.ways, filter.visible)
        self.tracking = self.filter.tracking
        self.successors = Successors(filter.compiled.model)
        self._latest = 0.0

    def explain(self, symbols: Sequence[Symbol]) -> ExplainedHistory | None:
        """A shortest trace that shows these observations; None if it is not found in time."""
        self._latest = perf_counter() + SECONDS
        beliefs = [self.filter.start]
        for symbol in symbols:
            after = self.filter.after(beliefs[-1], symbol)
            assert after is not None, "only legal observations have a trace"
            beliefs.append(after)
        segments: list[Segment] = []
        rings: Rings = {0: beliefs[-1].states}
        try:
            for belief, symbol in zip(reversed(beliefs[:-1]), reversed(symbols), strict=True):
                segments.append(self._segment(belief.states, list(self.filter.ways(belief.symbol, symbol)), rings))
                rings = segments[-1].made
        except TimeoutError:
            return None
        return self._walk(segments[::-1])

    def _segment(self, states: Set, ways: Iterable[Explanation], later: Rings) -> Segment:
        after = tuple((way, self._after(states, way, later)) for way in ways)
        before = self._before(states, after)
        direct = [rings for way, rings in after if not way.event]
        return Segment(merged([before, *direct], states), before, after, later)

    def _after(self, states: Set, way: Explanation, later: Rings) -> Rings:
        """From the event of a way, or from the observation before, to the one that it leads to."""
        tracking, shown, within = self.tracking, self.filter.where(way.shown), self.filter.where(way.throughout)
        start = states
        if way.event:
            start = tracking.after(tracking.eventually(states, within) & self.filter.where(way.before), way.event)
        start &= self.filter.where(way.after)
        inside = tracking.unseen(start, within) if way.late else start
        entries = {distance: ring & shown for distance, ring in later.items()}
        return self._grown(entries, inside, hidden=True, goal=start)

    def _before(self, states: Set, after: Iterable[tuple[Explanation, Rings]]) -> Rings:
        """From the observation before to the event of a way."""
        entries: dict[int, Set] = {}
        for way, rings in after:
            if way.event:
                before, landing = self.filter.where(way.before), self.filter.where(way.after)
                for distance, ring in rings.items():
                    found = self.tracking.leading_to(ring & landing, way.event) & before
                    entries[distance + 1] = entries.get(distance + 1, found) | found
        return self._grown(
            entries, self.tracking.eventually(states, self.tracking.where(True)), hidden=False, goal=states
        )

    def _grown(self, entries: Rings, inside: Set, *, hidden: bool, goal: Set) -> Rings:
        """The rings around the entries, until the goal is covered or nothing is new."""
        rings: dict[int, Set] = {}
        ring = seen = self.tracking.union(())
        last = max(entries, default=0)
        for distance in count(min(entries, default=0)):
            if perf_counter() > self._latest:
                raise TimeoutError
            ring = self.tracking.steps_to(ring, hidden=hidden) if ring.satisfiable() else ring
            ring = (ring | entries.get(distance, ring)) & inside & ~seen
            if ring.satisfiable():
                rings[distance] = ring
                seen |= ring
            elif distance > last:
                return rings
            if distance >= last and not (goal & ~seen).satisfiable():
                return rings
        raise AssertionError("unreachable")

    def _walk(self, segments: Sequence[Segment]) -> ExplainedHistory:
        start = state = self.filter.compiled.model.initial
        distance = next(distance for distance in count() if self._holds(segments[0].made, distance, state))
        steps: list[Step] = []
        made = []
        for segment in segments:
            for step in self._through(segment, distance, state):
                steps.append(step)
                state, distance = step.state, distance - 1
            made.append(len(steps))
        return ExplainedHistory(Trace(start, tuple(steps), shortest=True), tuple(made))

    def _through(self, segment: Segment, distance: int, state: State) -> Iterator[Step]:
        """The steps of a shortest path through a segment."""
        way = next((way for way, rings in segment.after if not way.event and self._holds(rings, distance, state)), None)
        while way is None:
            step, way = self._towards_event(segment, distance, state)
            yield step
            state, distance = step.state, distance - 1
        rings, shown = dict(segment.after)[way], self.filter.where(way.shown)
        while not (self.tracking.contains(shown, state) and self._holds(segment.later, distance, state)):
            step = next(step for step in self._steps(state, True) if self._holds(rings, distance - 1, step.state))
            yield step
            state, distance = step.state, distance - 1

    def _towards_event(self, segment: Segment, distance: int, state: State) -> tuple[Step, Explanation | None]:
        """The event of a way if this is the moment, else a step that comes nearer to one."""
        for way, rings in segment.after:
            if way.event and self.tracking.contains(self.filter.where(way.before), state):
                for step in self._events(state, way.event):
                    landed = self.tracking.contains(self.filter.where(way.after), step.state)
                    if landed and self._holds(rings, distance - 1, step.state):
                        return step, way
        steps = self._steps(state, False)
        return next(step for step in steps if self._holds(segment.before, distance - 1, step.state)), None

    def _steps(self, state: State, hidden: bool) -> Iterator[Step]:
        pack, unpack = self.successors.encoding.pack, self.successors.encoding.unpack
        for number, after in self.successors.of(pack(state)):
            action = self.filter.compiled.model.actions[number]
            if not (hidden and action.event in self.filter.visible):
                yield Step(action, unpack(after))

    def _events(self, state: State, event: str) -> Iterator[Step]:
        """Steps of this name, those that change nothing included: a status may be written again as it was."""
        for action in self.filter.compiled.model.actions:
            if action.event == event and evaluate(action.guard, state):
                yield Step(action, self.filter.compiled.model.successor(action, state) or state)

    def _holds(self, rings: Rings, distance: int, state: State) -> bool:
        return distance in rings and self.tracking.contains(rings[distance], state)


def merged(parts: Iterable[Rings], within: Set) -> Rings:
    """The rings of several searches together, as far as they lie within a set."""
    found: dict[int, Set] = {}
    for rings in parts:
        for distance, ring in rings.items():
            found[distance] = found[distance] | ring & within if distance in found else ring & within
    return found
