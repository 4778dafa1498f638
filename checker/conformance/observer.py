"""The observer automaton: the set of states that agree with all observations so far, computed once for each path."""

from collections.abc import Callable, Hashable, Iterable
from functools import cache, cached_property, partial
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines.symbolic.belief import BeliefOperations
from podproof.checker.engines.symbolic.diagrams import Set, Table
from podproof.checker.model import conjunction
from podproof.spec.observation.notation import Explanation
from podproof.spec.pod.printer import Fact

Symbol = Hashable
"""One observation, without the details that the specification abstracts."""

Explanations = Callable[[Symbol | None, Symbol], Iterable[Explanation]]
"""How an observation can follow the one before it; None before the first."""

Missed = Callable[[Symbol], Iterable[Symbol]]
"""The observations that may have been missed right before another; none of them leads back to it."""

MOST_STEPS = 200_000
"""Transitions of the automaton that are remembered; beyond that it starts again from nothing."""


class Belief:
    """A state of the automaton: the last observation, and the states in which the Pod may be."""

    __slots__ = ("__weakref__", "_find", "symbol")

    def __init__(self, symbol: Symbol | None, find: Callable[[], Set]) -> None:
        self.symbol, self._find = symbol, cache(find)

    @property
    def states(self) -> Set:
        """The states in which the Pod may be, found when they are first asked for."""
        return self._find()


Edges = list[tuple[int, Symbol, int]]
"""An automaton as plain numbers: belief, observation, and the belief after it (-1 for none), new ones in order."""


class ExplanationStep(NamedTuple):
    """What one explanation leads to: the states before its event, and the states at the observation."""

    explanation: Explanation
    before: Set
    states: Set


class Observer:
    """Reads the observations of Pods that have one configuration.

    The subset construction of Rabin and Scott (1959) over the hidden steps of the model, on demand: an observation
    that was met in the same belief costs one look-up, a new one a few fixpoints over sets of states. `uses` is called
    with the observer before it uses its model.
    """

    def __init__(
        self,
        compiled: Compiled,
        explanations: Explanations,
        visible: frozenset[str],
        announced: frozenset[str] = frozenset(),
        missed: Missed = lambda symbol: (),
        table: Table | None = None,
        uses: Callable[["Observer"], None] = lambda observer: None,
    ) -> None:
        self.compiled, self.explanations, self.missed = compiled, explanations, missed
        self.visible, self.announced, self.table, self._uses = visible, announced, table, uses
        self._steps: dict[tuple[Belief, Symbol], Belief | None] = {}
        self._beliefs: dict[tuple[Set, Symbol], Belief] = {}
        self._enabled: dict[Hashable, Set] = {}

    @cached_property
    def operations(self) -> BeliefOperations:
        """The operations on sets of states of this configuration."""
        self._uses(self)
        return BeliefOperations(
            self.compiled.model,
            lambda action: action.event in self.visible,
            lambda action: action.event in self.announced,
            self.table,
        )

    def forget(self) -> None:
        """Free the memory of the model, which is compiled again when something new is observed.

        Its variables are numbered as before, so that the sets of states in the automaton stay as they are.
        """
        self._enabled.clear()
        vars(self).pop("operations", None)
        self.compiled.forget()

    @cached_property
    def start(self) -> Belief:
        """The belief before the first observation: the initial state."""
        return Belief(None, lambda: self.operations.start)

    @property
    def edges(self) -> Edges:
        """What was learned so far; belief 0 is the start."""
        numbers, edges = {self.start: 0}, []
        for (belief, symbol), after in self._steps.items():
            if belief in numbers:  # others are older than what is remembered
                edges.append(
                    (numbers[belief], symbol, -1 if after is None else numbers.setdefault(after, len(numbers)))
                )
        return edges

    def learn(self, edges: Edges) -> None:
        """Take up what another observer of the same configuration has learned; sets of states are found when needed."""
        beliefs = [self.start]
        for number, symbol, after in edges:
            if after == len(beliefs):
                beliefs.append(Belief(symbol, partial(self._states_after, beliefs[number], symbol)))
            self._steps[beliefs[number], symbol] = None if after < 0 else beliefs[after]

    @property
    def size(self) -> int:
        """How many transitions of the automaton are known."""
        return len(self._steps)

    def _states_after(self, belief: Belief, symbol: Symbol) -> Set:
        self._uses(self)
        return self.operations.union(outcome.states for outcome in self.outcomes(belief, symbol))

    def after(self, belief: Belief, symbol: Symbol) -> Belief | None:
        """The belief after one more observation; None if none of its states leads to it."""
        key = belief, symbol
        try:
            return self._steps[key]
        except KeyError:
            return self._compute(key)

    def _compute(self, key: tuple[Belief, Symbol]) -> Belief | None:
        if len(self._steps) >= MOST_STEPS:
            self._steps.clear()
            self._beliefs.clear()
            self._enabled.clear()
        belief, symbol = key
        states = self._states_after(belief, symbol)
        new = Belief(symbol, lambda: states)
        after = self._beliefs.setdefault((states, symbol), new) if states.satisfiable() else None
        self._steps[key] = after
        return after

    def outcomes(self, belief: Belief, symbol: Symbol) -> list[ExplanationStep]:
        """What each explanation of the observation leads to, empty sets included."""
        return [
            self.outcome(self.enabled(source, explanation), explanation)
            for source in (belief, *self.detours(belief, symbol))
            for explanation in self.explanations(source.symbol, symbol)
        ]

    def detours(self, belief: Belief, symbol: Symbol) -> list[Belief]:
        """The beliefs after each observation that may have been missed before this one."""
        beliefs = (self.after(belief, missed) for missed in self.missed(symbol))
        return [each for each in beliefs if each is not None]

    def enabled(self, belief: Belief, explanation: Explanation) -> Set:
        """The states in which the event of the explanation can happen; those of the belief if it has no event."""
        if not explanation.event:
            return self.after_announced(belief.states, explanation)
        key = belief, explanation.throughout, explanation.announced  # few, beside all that may be observed next
        if key not in self._enabled:
            states = self.after_announced(belief.states, explanation)
            self._enabled[key] = self.operations.eventually(states, self.where(explanation.throughout))
        return self._enabled[key]

    def outcome(self, states: Set, explanation: Explanation) -> ExplanationStep:
        """What one explanation leads to, from states in which its event can happen."""
        after = states
        if explanation.event:
            states &= self.where(explanation.before)
            after = self.operations.after(states, explanation.event)
        after &= self.where(explanation.after)
        if explanation.late:
            after = self.operations.unseen(after, self.where(explanation.throughout))
        return ExplanationStep(explanation, states, after & self.where(explanation.shown))

    def after_announced(self, states: Set, explanation: Explanation) -> Set:
        """The states after the events that are known to have happened."""
        for event, site in explanation.announced:
            if event in self.announced:
                states = self._once_or_more(states, event, site)
        return states

    def _once_or_more(self, states: Set, event: str, site: int) -> Set:
        """Where an event of this site leads that was announced once, and may have happened more often."""
        reached = self.operations.union(())
        while True:
            able = self.operations.eventually(states, self.operations.where(True))
            states = self.operations.after(able, event, site) & ~reached
            if not states.satisfiable():
                return reached
            reached |= states

    def where(self, facts: Iterable[Fact]) -> Set:
        """The states in which all the facts are true."""
        return self.operations.where(conjunction(self.compiled.formula(fact.condition, fact.site) for fact in facts))
