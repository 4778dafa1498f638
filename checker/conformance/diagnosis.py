"""Why no state agrees with an observation: the fewest facts that would have to differ, and what forbids them."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from podproof.checker.conformance.automaton import Belief, Symbol
from podproof.checker.conformance.observer import Observer
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.formulas import And, Atom, Formula, Or, Value
from podproof.spec.conditions import conjuncts
from podproof.spec.notation import Law, MachineTable, Transition
from podproof.spec.observation.notation import Explanation
from podproof.spec.pod.printer import Fact

Alternatives = Callable[[Fact], Iterable[Fact]]
"""What else could be visible in the place of a fact."""

MOST_CHANGES = 3
"""Facts that are taken to be wrong at once, at most."""


class Conflict(NamedTuple):
    """Facts that can't be visible together; for a single one, the values that could be in its place."""

    facts: tuple[Fact, ...]
    instead: tuple[str, ...]


class BlockedTransition(NamedTuple):
    """A transition to what an observation shows, with the conditions of its guard that are false in every state."""

    event: str
    site: int | None
    cites: tuple[str, ...]
    conditions: tuple[str, ...]


class Diagnosis(NamedTuple):
    """Everything that is known about an illegal observation."""

    conflicts: tuple[Conflict, ...]
    laws: tuple[Law, ...]
    blocked: tuple[BlockedTransition, ...]


class Diagnostician:
    """Says why an observer rejects an observation; a few fixpoints for each combination of facts."""

    def __init__(self, observer: Observer, alternatives: Alternatives) -> None:
        self.observer, self.alternatives = observer, alternatives
        self.compiled, self.operations = observer.compiled, observer.operations
        self._outcomes: dict[Hashable, Set] = {}

    def diagnose(self, belief: Belief, symbol: Symbol) -> Diagnosis:
        """The fewest facts without which the observation is legal, and the laws and guards that forbid them."""
        # What holds throughout only follows from the other facts, one of which may be wrong.
        explanations = [each._replace(throughout=()) for each in self.observer.explanations(belief.symbol, symbol)]
        base = self.operations.eventually(belief.states, self.operations.where(True))
        wrong = [(explanation, facts) for explanation in explanations for facts in self._fewest(belief, explanation)]
        fewest = min((len(facts) for _, facts in wrong), default=0)
        nearest = [(explanation, facts) for explanation, facts in wrong if len(facts) == fewest]
        facts = dict.fromkeys(fact for _, facts in nearest for fact in facts)
        return Diagnosis(
            tuple(dict.fromkeys(Conflict(each, self._instead(belief, how, each)) for how, each in nearest)),
            tuple(dict.fromkeys(law for explanation in explanations for law in self._laws(belief, explanation))),
            tuple(dict.fromkeys(each for fact in facts for each in self._blocked(base, fact))),
        )

    def _fewest(self, belief: Belief, explanation: Explanation) -> list[tuple[Fact, ...]]:
        """The smallest sets of facts without which the explanation is possible."""
        facts = list(dict.fromkeys((*explanation.before, *explanation.after, *explanation.shown)))
        for size in range(1, MOST_CHANGES + 1):
            sets = [each for each in combinations(facts, size) if self._is_legal(belief, without(explanation, each))]
            if sets:
                return sets
        return []

    def _is_legal(self, belief: Belief, explanation: Explanation) -> bool:
        """Whether the explanation is possible; what does not depend on the facts in question is computed once."""
        key = belief, explanation._replace(shown=())
        if key not in self._outcomes:
            self._outcomes[key] = self.observer.outcome(self.observer.enabled(belief, explanation), key[1]).states
        return bool((self._outcomes[key] & self.observer.where(explanation.shown)).satisfiable())

    def _instead(self, belief: Belief, explanation: Explanation, facts: tuple[Fact, ...]) -> tuple[str, ...]:
        if len(facts) != 1:
            return ()
        (wrong,) = facts
        others = (fact for fact in self.alternatives(wrong) if fact.value != wrong.value)
        return tuple(fact.value for fact in others if self._is_legal(belief, replaced(explanation, wrong, fact)))

    def _laws(self, belief: Belief, explanation: Explanation) -> Iterator[Law]:
        """The laws that every state with these facts violates, or that the states before forbid to leave."""
        claimed = self.observer.where((*explanation.before, *explanation.after, *explanation.shown))
        if not claimed.satisfiable():
            return
        for law in self.compiled.specification.laws:
            subjects = self.compiled.subjects(law.given, law.when, law.then)
            if any(self._forbids(law, site, belief, claimed, explanation.event) for site in subjects):
                yield law

    def _forbids(self, law: Law, site: int | None, belief: Belief, claimed: Set, event: str) -> bool:
        if self.compiled.formula(law.given, site) is False:
            return False
        when = self.operations.where(self.compiled.formula(law.when, site))
        then = self.operations.where(self.compiled.formula(law.then, site))
        if law.kind == "stable":
            return not (belief.states & ~when).satisfiable() and not (claimed & when).satisfiable()
        if law.kind == "always" or (law.kind == "after" and event in law.events.split()):
            return not (claimed & (then | ~when)).satisfiable()
        return False

    def _blocked(self, base: Set, fact: Fact) -> Iterator[BlockedTransition]:
        """The transitions to what the fact says, if a condition of their guard is false in every state."""
        wanted = set(atoms_in(self.compiled.formula(fact.condition, fact.site)))
        for machine in self.compiled.specification.machines:
            site = fact.site if machine.scope == "container" else None
            if (site is None and machine.scope == "container") or not self.compiled.concerned(machine, site):
                continue
            for transition in self.compiled.specification.transitions(machine):
                if self._leads_to(machine, transition, site, wanted):
                    yield from self._if_blocked(transition, site, base)

    def _leads_to(
        self, machine: MachineTable, transition: Transition, site: int | None, wanted: set[tuple[int, Value]]
    ) -> bool:
        scope = self.compiled.scopes.at(site)
        changes = dict(transition.changes) | ({machine.field: transition.target} if machine.field else {})
        return transition.source != transition.target and any(
            (getattr(scope[field], "variable", None), value) in wanted for field, value in changes.items()
        )

    def _if_blocked(self, transition: Transition, site: int | None, base: Set) -> Iterator[BlockedTransition]:
        if any(self.compiled.formula(each, site) is False for each in conjuncts(transition.guard)):
            return  # this Pod, by its configuration or its version, never takes the transition
        conditions = tuple(each for each in conjuncts(transition.guard) if not self._is_possible(each, site, base))
        if conditions:
            yield BlockedTransition(transition.event, site, transition.cites, conditions)

    def _is_possible(self, condition: str, site: int | None, base: Set) -> bool:
        return bool((base & self.operations.where(self.compiled.formula(condition, site))).satisfiable())


def atoms_in(formula: Formula) -> Iterator[tuple[int, Value]]:
    """Every `variable == value` that a formula asks for, without those under a `not`."""
    match formula:
        case Atom():
            yield formula.variable, formula.value
        case And() | Or():
            for operand in formula.operands:
                yield from atoms_in(operand)


def without(explanation: Explanation, facts: tuple[Fact, ...]) -> Explanation:
    """The explanation without some of its facts."""
    rows = explanation.before, explanation.after, explanation.shown
    before, after, shown = (tuple(each for each in row if each not in facts) for row in rows)
    return explanation._replace(before=before, after=after, shown=shown)


def replaced(explanation: Explanation, old: Fact, new: Fact) -> Explanation:
    """The explanation with one fact in the place of another."""
    rows = explanation.before, explanation.after, explanation.shown
    before, after, shown = (tuple(new if each == old else each for each in row) for row in rows)
    return explanation._replace(before=before, after=after, shown=shown)
