"""Mutants: the specification with one small fault, made systematically from each of its rules.

The operators are those of DeMillo, Lipton and Sayward, "Hints on test data selection" (Computer 11/4, 1978), for
guarded transitions: what a guard asks, where a rule begins, where it ends, what it sets, and which of two comes first.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from podproof.spec.notation import Machine, Specification, Transition, transition_id

Rules = tuple[Transition, ...]


class Replacement(NamedTuple):
    """What is changed about a rule, in words, and the rules in place of it and perhaps of others."""

    change: str
    instead: tuple[tuple[Transition, Rules], ...]


class Mutant(NamedTuple):
    """A fault: by which operator, in which rule of which machine, and the rules in the place of others."""

    operator: str
    machine: type[Machine]
    rule: Transition
    change: str
    instead: tuple[tuple[Transition, Rules], ...]

    @property
    def name(self) -> str:
        """Where the fault is and what was changed: no two mutants of a specification have the same name."""
        return f"{transition_id(self.machine, self.rule)}: {self.change}"

    def edit(self, machine: type[Machine], rule: Transition) -> Rules:
        """The rule as the mutated specification has it."""
        if machine is self.machine:
            for old, new in self.instead:
                if rule is old:
                    return new
        return (rule,)

    def of(self, specification: Specification) -> Specification:
        """The specification with this fault."""
        return specification._replace(edit=self.edit)


def conjuncts(guard: str) -> list[str]:
    """The sentences that a guard joins by `and`."""
    if not guard:
        return []
    tree = ast.parse(guard, mode="eval").body
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return [f"({ast.unparse(part)})" if isinstance(part, ast.BoolOp) else ast.unparse(part) for part in parts]


def opposite(condition: str) -> str:
    """The negation of a sentence, without two negations in a row."""
    return condition.removeprefix("not ") if condition.startswith("not ") else f"not {condition}"


def _guarded(rule: Transition, parts: list[str]) -> Rules:
    return (rule._replace(guard=" and ".join(parts)),)


def drops_conjunct(machine: type[Machine], rule: Transition, others: Rules) -> Iterator[Replacement]:
    """One thing that the guard asks is not asked."""
    parts = conjuncts(rule.guard)
    if len(parts) > 1:
        for number, part in enumerate(parts):
            yield Replacement(f"without `{part}`", ((rule, _guarded(rule, parts[:number] + parts[number + 1 :])),))


def negates_predicate(machine: type[Machine], rule: Transition, others: Rules) -> Iterator[Replacement]:
    """One thing that the guard asks is asked the other way round."""
    parts = conjuncts(rule.guard)
    for number, part in enumerate(parts):
        turned = [*parts[:number], opposite(part), *parts[number + 1 :]]
        yield Replacement(f"with `{opposite(part)}`", ((rule, _guarded(rule, turned)),))


def drops_guard(machine: type[Machine], rule: Transition, others: Rules) -> Iterator[Replacement]:
    """The guard asks nothing."""
    if rule.guard:
        yield Replacement("without its guard", ((rule, _guarded(rule, [])),))


def widens_source(machine: type[Machine], rule: Transition, others: Rules) -> Iterator[Replacement]:
    """The event happens from another state too; what stays where it is stays there."""
    for state in machine.states:
        target = state.id if rule.source == rule.target else rule.target
        copy = rule._replace(source=state.id, target=target)
        if copy != rule and not any(copy == other for other in others):
            yield Replacement(f"also from {state.id}", ((rule, (rule, copy)),))


def redirects_target(machine: type[Machine], rule: Transition, others: Rules) -> Iterator[Replacement]:
    """The event leads to another state."""
    for state in machine.states:
        if state.id != rule.target:
            yield Replacement(f"to {state.id} instead", ((rule, (rule._replace(target=state.id),)),))


def omits_assignment(machine: type[Machine], rule: Transition, others: Rules) -> Iterator[Replacement]:
    """One field is not set."""
    for field in rule.changes:
        kept = {name: value for name, value in rule.changes.items() if name != field}
        yield Replacement(f"without setting {field}", ((rule, (rule._replace(changes=kept),)),))


def drops_rule(machine: type[Machine], rule: Transition, others: Rules) -> Iterator[Replacement]:
    """The rule is forgotten."""
    yield Replacement("left out", ((rule, ()),))


def swaps_order(machine: type[Machine], rule: Transition, others: Rules) -> Iterator[Replacement]:
    """Of two rules that may both apply, the later one takes precedence."""
    asked = conjuncts(rule.guard)
    for other in others[others.index(rule) + 1 :]:
        exclusive = any(opposite(part) in asked for part in conjuncts(other.guard))
        if (other.event, other.source) == (rule.event, rule.source) and not exclusive:
            yield Replacement(f"after the one to {other.target}", ((rule, (other,)), (other, (rule,))))


Operator = Callable[[type[Machine], Transition, Rules], Iterator[Replacement]]

OPERATORS: Mapping[str, Operator] = {
    "drop a conjunct": drops_conjunct,
    "negate a word": negates_predicate,
    "drop the guard": drops_guard,
    "widen the source": widens_source,
    "redirect the target": redirects_target,
    "omit an assignment": omits_assignment,
    "drop the rule": drops_rule,
    "swap the order": swaps_order,
}
"""What can be got wrong about a rule; each answers with every way to do so."""


def mutants(specification: Specification) -> Iterator[Mutant]:
    """Every mutant of the specification, machine by machine and rule by rule, always in the same order."""
    for machine in specification.machines:
        others = specification.transitions(machine)
        for rule in others:
            for name, operator in OPERATORS.items():
                for change, instead in operator(machine, rule, others):
                    yield Mutant(name, machine, rule, change, instead)
