"""The set of states that are consistent with all observations so far, memoised into an automaton."""

from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines.symbolic.belief import BeliefOperations
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.model import conjunction
from podproof.spec.observation.notation import Explanation
from podproof.spec.pod.kubectl import Fact

Symbol = Hashable
"""One observation, with everything folded away that does not matter."""

Ways = Callable[[Symbol | None, Symbol], Iterable[Explanation]]
"""How an observation may follow on the one before."""

MOST = 200_000
"""Steps of the automaton that are remembered; beyond that it begins to learn anew."""


class Belief:
    """A state of the automaton: the last observation, and the states in which the Pod may be."""

    __slots__ = ("__weakref__", "states", "symbol")

    def __init__(self, symbol: Symbol | None, states: Set) -> None:
        self.symbol, self.states = symbol, states


class Taken(NamedTuple):
    """A way that was taken: the states before its event and those at the observation."""

    way: Explanation
    before: Set
    states: Set


class Observer:
    """Reads the observations of Pods of one shape.

    The subset construction of Rabin and Scott (1959) over the hidden steps of the model, taken lazily: an observation
    met before in the same state costs one look-up, a new one a few fixpoints over sets of states.
    """

    def __init__(
        self, compiled: Compiled, ways: Ways, visible: frozenset[str], announced: frozenset[str] = frozenset()
    ) -> None:
        self.compiled, self.ways = compiled, ways
        self.visible, self._announced = visible, announced
        self._steps: dict[tuple[Belief, Symbol], Belief | None] = {}
        self._states: dict[tuple[Set, Symbol], Belief] = {}

    @cached_property
    def tracking(self) -> BeliefOperations:
        """The sets of states of this shape."""
        return BeliefOperations(
            self.compiled.model,
            lambda action: action.event in self.visible,
            lambda action: action.event in self._announced,
        )

    @cached_property
    def start(self) -> Belief:
        """Before the first observation: the one state in which every life begins."""
        return Belief(None, self.tracking.start)

    def after(self, state: Belief, symbol: Symbol) -> Belief | None:
        """The state after one more observation; None if no state of the state leads to it."""
        key = state, symbol
        try:
            return self._steps[key]
        except KeyError:
            return self._learn(key)

    def _learn(self, key: tuple[Belief, Symbol]) -> Belief | None:
        if len(self._steps) >= MOST:
            self._steps.clear()
            self._states.clear()
        state, symbol = key
        states = self.tracking.union(taken.states for taken in self.taken(state, symbol))
        after = self._states.setdefault((states, symbol), Belief(symbol, states)) if states.satisfiable() else None
        self._steps[key] = after
        return after

    def taken(self, state: Belief, symbol: Symbol) -> list[Taken]:
        """All ways of the observation with the states that they lead to, empty sets included."""
        return [self.take(state, way) for way in self.ways(state.symbol, symbol)]

    def take(self, state: Belief, way: Explanation) -> Taken:
        """One way, from a state."""
        return self.taken_from(self.able(state, way), way)

    def able(self, state: Belief, way: Explanation) -> Set:
        """The states of the state, and if the way has an event all in which that may happen."""
        states = self.announced(state.states, way)
        return self.tracking.eventually(states, self.where(way.throughout)) if way.event else states

    def taken_from(self, able: Set, way: Explanation) -> Taken:
        """One way, from the states that are able to take it."""
        tracking, states = self.tracking, able
        if way.event:
            able &= self.where(way.before)
            states = tracking.after(able, way.event)
        states &= self.where(way.after)
        if way.late:
            states = tracking.unseen(states, self.where(way.throughout))
        return Taken(way, able, states & self.where(way.shown))

    def announced(self, states: Set, way: Explanation) -> Set:
        """The states after the events that are known to have happened."""
        for event, site in way.announced if self._announced else ():
            able = self.tracking.eventually(states, self.tracking.where(True))
            states = self.tracking.after(able, event, site)
        return states

    def where(self, facts: Iterable[Fact]) -> Set:
        """The states in which all the facts are true."""
        return self.tracking.where(conjunction(self.compiled.formula(fact.condition, fact.site) for fact in facts))
