"""Why no state shows an observation: the least that would have to be different, and what forbids it."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from podproof.checker.conformance.observer import Belief, Observer, Symbol
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.model import And, Atom, Formula, Or, Value
from podproof.spec.conditions import conjuncts
from podproof.spec.notation import Law, Transition
from podproof.spec.observation.notation import Explanation
from podproof.spec.pod.kubectl import Fact

Others = Callable[[Fact], Iterable[Fact]]
"""What could be visible in the place of a fact."""

MOST_CHANGES = 3
"""Facts that are taken to be wrong at once, at most."""


class Miss(NamedTuple):
    """Facts that together cannot be; for a single one, what could be in its place."""

    facts: tuple[Fact, ...]
    instead: tuple[str, ...]


class Hindrance(NamedTuple):
    """A transition that would bring it about: the words of its guard that are false in every state."""

    event: str
    site: int | None
    cites: tuple[str, ...]
    predicates: tuple[str, ...]


class Diagnosis(NamedTuple):
    """Everything that is known of an illegal observation."""

    misses: tuple[Miss, ...]
    laws: tuple[Law, ...]
    hindrances: tuple[Hindrance, ...]


class Diagnostician:
    """Explains what a filter refused."""

    def __init__(self, filter: Observer, others: Others) -> None:
        self.filter, self.others = filter, others
        self.compiled, self.tracking = filter.compiled, filter.tracking
        self._able: dict[Hashable, Set] = {}
        self._made: dict[Hashable, Set] = {}

    def diagnose(self, state: Belief, symbol: Symbol) -> Diagnosis:
        """The fewest facts without which the observation were legal, and the laws and guards in their way."""
        # What holds throughout only follows from the other facts, one of which may be wrong.
        ways = [way._replace(throughout=()) for way in self.filter.ways(state.symbol, symbol)]
        base = self.tracking.eventually(state.states, self.tracking.where(True))
        found = [(way, combination) for way in ways for combination in self._least(state, way)]
        fewest = min((len(facts) for _, facts in found), default=0)
        nearest = [(way, facts) for way, facts in found if len(facts) == fewest]
        wrong = {fact for _, facts in nearest for fact in facts}
        return Diagnosis(
            tuple(dict.fromkeys(Miss(facts, self._instead(state, way, facts)) for way, facts in nearest)),
            tuple(dict.fromkeys(law for way in ways for law in self._laws(state, way))),
            tuple(dict.fromkeys(each for fact in wrong for each in self._hindrances(base, fact))),
        )

    def _least(self, state: Belief, way: Explanation) -> list[tuple[Fact, ...]]:
        facts = list(dict.fromkeys((*way.before, *way.after, *way.shown)))
        for size in range(1, MOST_CHANGES + 1):
            found = [each for each in combinations(facts, size) if self._legal(state, without(way, each))]
            if found:
                return found
        return []

    def _legal(self, state: Belief, way: Explanation) -> bool:
        """Whether the way leads anywhere; what does not depend on the facts in question is found once."""
        start = state, bool(way.event), way.announced
        if start not in self._able:
            self._able[start] = self.filter.able(state, way)
        made = state, way._replace(shown=())
        if made not in self._made:
            self._made[made] = self.filter.taken_from(self._able[start], made[1]).states
        return bool((self._made[made] & self.filter.where(way.shown)).satisfiable())

    def _instead(self, state: Belief, way: Explanation, facts: tuple[Fact, ...]) -> tuple[str, ...]:
        if len(facts) != 1:
            return ()
        (wrong,) = facts
        others = (fact for fact in self.others(wrong) if fact.value != wrong.value)
        return tuple(fact.value for fact in others if self._legal(state, replaced(way, wrong, fact)))

    def _laws(self, state: Belief, way: Explanation) -> Iterator[Law]:
        """Laws that no state with these facts obeys, or that the states before it end."""
        claimed = self.filter.where((*way.before, *way.after, *way.shown))
        if not claimed.satisfiable():
            return
        for law in self.compiled.specification.laws:
            if any(self._forbids(law, site, state, claimed, way) for site in self._sites(law)):
                yield law

    def _sites(self, law: Law) -> Iterable[int | None]:
        return self.compiled.subjects(law.given, law.when, law.then)

    def _forbids(self, law: Law, site: int | None, state: Belief, claimed: Set, way: Explanation) -> bool:
        if self.compiled.formula(law.given, site) is False:
            return False
        when = self.tracking.where(self.compiled.formula(law.when, site))
        then = self.tracking.where(self.compiled.formula(law.then, site))
        if law.kind == "stable":
            return not (state.states & ~when).satisfiable() and not (claimed & when).satisfiable()
        if law.kind == "always" or (law.kind == "after" and way.event in law.events.split()):
            return not (claimed & (then | ~when)).satisfiable()
        return False

    def _hindrances(self, base: Set, fact: Fact) -> Iterator[Hindrance]:
        """Transitions to what the fact asks for, and the words of their guards that are false in every state."""
        wanted = set(atoms_in(self.compiled.formula(fact.condition, fact.site)))
        for machine in self.compiled.specification.machines:
            site = fact.site if machine.scope == "container" else None
            if (site is None and machine.scope == "container") or not self.compiled.concerned(machine, site):
                continue
            scope = self.compiled.scopes.at(site)
            for rule in self.compiled.specification.transitions(machine):
                changed = dict(rule.changes) | ({machine.field: rule.target} if machine.field else {})
                if rule.source != rule.target and any(
                    (getattr(scope[field], "variable", None), value) in wanted for field, value in changed.items()
                ):
                    yield from self._hindered(rule, site, base)

    def _hindered(self, rule: Transition, site: int | None, base: Set) -> Iterator[Hindrance]:
        predicates = tuple(
            predicate for predicate in conjuncts(rule.guard) if not self._somewhere(predicate, site, base)
        )
        if predicates:
            yield Hindrance(rule.event, site, rule.cites, predicates)

    def _somewhere(self, condition: str, site: int | None, base: Set) -> bool:
        return bool((base & self.tracking.where(self.compiled.formula(condition, site))).satisfiable())


def atoms_in(formula: Formula) -> Iterator[tuple[int, Value]]:
    """Every `variable == value` that a formula asks for, what stands under a `not` left out."""
    match formula:
        case Atom():
            yield formula.variable, formula.value
        case And() | Or():
            for operand in formula.operands:
                yield from atoms_in(operand)


def without(way: Explanation, facts: tuple[Fact, ...]) -> Explanation:
    """The way without some of its facts."""
    rows = way.before, way.after, way.shown
    before, after, shown = (tuple(each for each in row if each not in facts) for row in rows)
    return way._replace(before=before, after=after, shown=shown)


def replaced(way: Explanation, old: Fact, new: Fact) -> Explanation:
    """The way with one fact in the place of another."""
    rows = way.before, way.after, way.shown
    before, after, shown = (tuple(new if each == old else each for each in row) for row in rows)
    return way._replace(before=before, after=after, shown=shown)
