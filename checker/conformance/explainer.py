"""The shortest trace of hidden steps that explains a sequence of observations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, pairwise
from typing import NamedTuple

from podproof.checker.conformance.automaton import Belief, Symbol
from podproof.checker.conformance.observer import Observer
from podproof.checker.engines.successors import Successors
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.formulas import State, evaluate
from podproof.checker.trace import Step, Trace
from podproof.spec.observation.notation import Explanation

MOST_LAYERS = 2_000
"""Layers that are computed for one trace; a count, not a time, so that the answer does not depend on the machine."""

Layers = Mapping[int, Set]
"""States by the number of steps that lead from them to the last observation."""


class Explained(NamedTuple):
    """A trace, and how many of its steps are taken when each observation is made."""

    trace: Trace
    made: tuple[int, ...]


class Segment(NamedTuple):
    """What can lie between two observations.

    `made` has the states in which the earlier observation is made, `before` the states from there to the event of an
    explanation, and `after`, for each explanation, the states from its event (or from the earlier observation, if it
    has none) to the later observation, which is made in `later`.  `detours` lead over an observation that was missed.
    """

    made: Layers
    direct: Layers
    before: Layers
    after: tuple[tuple[Explanation, Layers], ...]
    later: Layers
    detours: tuple[tuple["Segment", "Segment"], ...] = ()


class TooManyLayers(Exception):
    """The search for a trace has reached its bound."""


class Explainer:
    """Breadth-first search backwards through the observations, then a walk forwards along the distances.

    The layers of Coudert, Berthet and Madre (1989), segment by segment; exact, a few dozen images for each observation.
    """

    def __init__(self, observer: Observer) -> None:
        self.observer, self.operations = observer, observer.operations
        self.successors = Successors(observer.compiled.model)
        self._computed = 0

    def explain(self, symbols: Sequence[Symbol]) -> Explained | None:
        """A shortest trace that shows these observations, which are legal; None if it takes too many layers."""
        self._computed = 0
        self.observer = _with_steps(self.observer, symbols)
        self.operations = self.observer.operations
        beliefs = [self.observer.start]
        for symbol in symbols:
            after = self.observer.after(beliefs[-1], symbol)
            assert after is not None, "only legal observations have a trace"
            beliefs.append(after)
        segments: list[Segment] = []
        layers: Layers = {0: beliefs[-1].states}
        try:
            for belief, symbol in zip(reversed(beliefs[:-1]), reversed(symbols), strict=True):
                segments.append(self._segment(belief, symbol, layers))
                layers = segments[-1].made
        except TooManyLayers:
            return None
        return self._walk(segments[::-1])

    def _segment(self, belief: Belief, symbol: Symbol, later: Layers) -> Segment:
        direct = self._direct(belief, symbol, later)
        detours = tuple(self._detours(belief, symbol, later))
        made = merged([direct.made, *(first.made for first, _ in detours)], belief.states)
        return direct._replace(made=made, detours=detours)

    def _detours(self, belief: Belief, symbol: Symbol, later: Layers) -> Iterator[tuple[Segment, Segment]]:
        for source in self.observer.detours(belief, symbol):
            last = self._direct(source, symbol, later)
            yield self._segment(belief, source.symbol, last.made), last

    def _direct(self, belief: Belief, symbol: Symbol, later: Layers) -> Segment:
        states, explanations = belief.states, self.observer.explanations(belief.symbol, symbol)
        after = tuple((explanation, self._after(states, explanation, later)) for explanation in explanations)
        before = self._before(states, after)
        made = merged([before, *(layers for explanation, layers in after if not explanation.event)], states)
        return Segment(made, made, before, after, later)

    def _after(self, states: Set, explanation: Explanation, later: Layers) -> Layers:
        """From the event of an explanation, or from the observation before, to the observation that it leads to."""
        operations, where = self.operations, self.observer.where
        shown, within, start = where(explanation.shown), where(explanation.throughout), states
        if explanation.event:
            able = operations.eventually(states, within) & where(explanation.before)
            start = operations.after(able, explanation.event)
        start &= where(explanation.after)
        inside = operations.unseen(start, within) if explanation.late else start
        entries = {distance: layer & shown for distance, layer in later.items()}
        return self._grow(entries, inside, hidden=True, goal=start)

    def _before(self, states: Set, after: Iterable[tuple[Explanation, Layers]]) -> Layers:
        """From the observation before to the event of an explanation."""
        entries: dict[int, Set] = {}
        for explanation, layers in after:
            if explanation.event:
                before, landing = self.observer.where(explanation.before), self.observer.where(explanation.after)
                for distance, layer in layers.items():
                    entry = self.operations.leading_to(layer & landing, explanation.event) & before
                    entries[distance + 1] = entries.get(distance + 1, entry) | entry
        inside = self.operations.eventually(states, self.operations.where(True))
        return self._grow(entries, inside, hidden=False, goal=states)

    def _grow(self, entries: Layers, inside: Set, *, hidden: bool, goal: Set) -> Layers:
        """The layers around the entries, until they cover the goal or nothing is new."""
        layers: dict[int, Set] = {}
        layer = seen = self.operations.union(())
        last = max(entries, default=0)
        for distance in count(min(entries, default=0)):
            self._computed += 1
            if self._computed > MOST_LAYERS:
                raise TooManyLayers
            layer = self.operations.steps_to(layer, hidden=hidden) if layer.satisfiable() else layer
            layer = (layer | entries.get(distance, layer)) & inside & ~seen
            if layer.satisfiable():
                layers[distance] = layer
                seen |= layer
            elif distance > last:
                return layers
            if distance >= last and not (goal & ~seen).satisfiable():
                return layers
        raise AssertionError("unreachable")

    def _walk(self, segments: Sequence[Segment]) -> Explained:
        start = state = self.observer.compiled.model.initial
        distance = next(distance for distance in count() if self._holds(segments[0].made, distance, state))
        steps: list[Step] = []
        made = []
        for segment in segments:
            for step in self._through(segment, distance, state):
                steps.append(step)
                state, distance = step.state, distance - 1
            made.append(len(steps))
        return Explained(Trace(start, tuple(steps), minimality="shortest"), tuple(made))

    def _through(self, segment: Segment, distance: int, state: State) -> Iterator[Step]:
        """The steps of a shortest path through a segment."""
        detours = () if self._holds(segment.direct, distance, state) else segment.detours
        for first, last in detours:
            if self._holds(first.made, distance, state):
                steps = list(self._through(first, distance, state))
                yield from steps
                yield from self._through(last, distance - len(steps), steps[-1].state if steps else state)
                return
        direct = (each for each, layers in segment.after if not each.event and self._holds(layers, distance, state))
        explanation = next(direct, None)
        while explanation is None:
            step, explanation = self._towards_event(segment, distance, state)
            yield step
            state, distance = step.state, distance - 1
        layers, shown = dict(segment.after)[explanation], self.observer.where(explanation.shown)
        while not (self.operations.contains(shown, state) and self._holds(segment.later, distance, state)):
            step = next(step for step in self._steps(state, True) if self._holds(layers, distance - 1, step.state))
            yield step
            state, distance = step.state, distance - 1

    def _towards_event(self, segment: Segment, distance: int, state: State) -> tuple[Step, Explanation | None]:
        """The event of an explanation if it can happen now, else a step that comes nearer to one."""
        for explanation, layers in segment.after:
            before = self.observer.where(explanation.before)
            if explanation.event and self.operations.contains(before, state):
                after = self.observer.where(explanation.after)
                for step in self._events(state, explanation.event):
                    if self.operations.contains(after, step.state) and self._holds(layers, distance - 1, step.state):
                        return step, explanation
        steps = self._steps(state, False)
        return next(step for step in steps if self._holds(segment.before, distance - 1, step.state)), None

    def _steps(self, state: State, hidden: bool) -> Iterator[Step]:
        """The steps from a state, the most plausible ones first."""
        pack, unpack = self.successors.encoding.pack, self.successors.encoding.unpack
        actions = self.observer.compiled.model.actions
        for number, after in sorted(self.successors.of(pack(state)), key=lambda each: actions[each[0]].rank):
            action = actions[number]
            if not (hidden and action.event in self.observer.visible):
                yield Step(action, unpack(after))

    def _events(self, state: State, event: str) -> Iterator[Step]:
        """Steps of this event, those that change nothing included: a status may be written again as it was."""
        for action in self.observer.compiled.model.actions:
            if action.event == event and evaluate(action.guard, state):
                yield Step(action, self.observer.compiled.model.successor(action, state) or state)

    def _holds(self, layers: Layers, distance: int, state: State) -> bool:
        return distance in layers and self.operations.contains(layers[distance], state)


def _with_steps(observer: Observer, symbols: Sequence[Symbol]) -> Observer:
    """The observer for which the events that these observations announce are steps like any other."""
    announced = {
        event
        for before, now in pairwise((None, *symbols))
        for explanation in observer.explanations(before, now)
        for event, _ in explanation.announced
    }
    return Observer(
        observer.compiled,
        observer.explanations,
        observer.visible,
        observer.announced - announced,
        observer.missed,
        observer.table,
    )


def merged(parts: Iterable[Layers], within: Set) -> Layers:
    """The layers of several searches together, as far as they lie within a set."""
    union: dict[int, Set] = {}
    for layers in parts:
        for distance, layer in layers.items():
            union[distance] = union[distance] | layer & within if distance in union else layer & within
    return union
