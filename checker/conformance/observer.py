"""The observer: the set of states that agree with all observations so far, computed once for each path."""

from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.conformance.automaton import Automaton, Belief, Symbol
from podproof.checker.engines.symbolic.belief import BeliefOperations
from podproof.checker.engines.symbolic.diagrams import Set, Table
from podproof.checker.formulas import conjunction
from podproof.spec.observation.notation import Explanation
from podproof.spec.pod.printer import Fact

Explanations = Callable[[Symbol | None, Symbol], Iterable[Explanation]]
"""How an observation can follow the one before it; None before the first."""

Missed = Callable[[Symbol], Iterable[Symbol]]
"""The observations that may have been missed right before another; none of them leads back to it."""


class ExplanationStep(NamedTuple):
    """What one explanation leads to: the states before its event, and the states at the observation."""

    explanation: Explanation
    before: Set
    states: Set


class Observer(Automaton):
    """Reads the observations of Pods that have one configuration.

    `uses` is called with the observer before it uses its model.
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
        super().__init__()
        self.compiled, self.explanations, self.missed = compiled, explanations, missed
        self.visible, self.announced, self.table, self._uses = visible, announced, table, uses
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
        vars(self).pop("ordinary", None)
        self.compiled.forget()

    @cached_property
    def ordinary(self) -> "Observer":
        """The observer for which no fault happens, except those that an observation names; over the same states."""
        other = Observer(
            self.compiled, self.explanations, self.visible, self.announced, self.missed, uses=lambda _: self._uses(self)
        )
        other.operations = self.operations.without(lambda action: bool(action.kind))
        return other

    def initial_states(self) -> Set:
        """The initial state."""
        return self.operations.start

    def states_after(self, belief: Belief, symbol: Symbol) -> Set:
        """The states to which some explanation of the observation leads."""
        self._uses(self)
        return self.operations.union(outcome.states for outcome in self.outcomes(belief, symbol))

    def clear(self) -> None:
        """Forget what was learned."""
        super().clear()
        self._enabled.clear()

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
