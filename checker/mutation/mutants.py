"""Mutants: the specification with one small fault, made systematically from each of its transitions.

The operators are those of DeMillo, Lipton and Sayward, "Hints on test data selection" (Computer 11/4, 1978), for
guarded transitions: what the guard asks, the source, the target, what is set, and which of two comes first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from podproof.spec.conditions import conjuncts
from podproof.spec.notation import MachineTable, Specification, Transition, transition_id

Transitions = tuple[Transition, ...]


class Replacement(NamedTuple):
    """The change in words, and each transition that it replaces with those that take its place."""

    change: str
    instead: tuple[tuple[Transition, Transitions], ...]


class Mutant(NamedTuple):
    """A fault: the operator, the machine and its transition, the change in words, and what replaces what."""

    operator: str
    machine: MachineTable
    transition: Transition
    change: str
    instead: tuple[tuple[Transition, Transitions], ...]

    @property
    def name(self) -> str:
        """The transition and the change: no two mutants of a specification have the same name."""
        return f"{transition_id(self.machine, self.transition)}: {self.change}"

    def edit(self, machine: MachineTable, transition: Transition) -> Transitions:
        """The transition as the mutant has it."""
        if machine.name == self.machine.name:
            for old, new in self.instead:
                if transition is old:
                    return new
        return (transition,)

    def of(self, specification: Specification) -> Specification:
        """The specification with this fault."""
        return specification._replace(edit=self.edit)


def transition_of(name: str) -> str:
    """The transition in the name of a mutant."""
    return name.partition(": ")[0]


def opposite(condition: str) -> str:
    """The negation of a condition, without two negations in a row."""
    return condition.removeprefix("not ") if condition.startswith("not ") else f"not {condition}"


def _guarded(transition: Transition, parts: Iterable[str]) -> Transitions:
    return (transition._replace(guard=" and ".join(parts)),)


def drops_conjunct(machine: MachineTable, transition: Transition, others: Transitions) -> Iterator[Replacement]:
    """The guard loses one conjunct."""
    parts = conjuncts(transition.guard)
    if len(parts) > 1:
        for number, part in enumerate(parts):
            rest = _guarded(transition, parts[:number] + parts[number + 1 :])
            yield Replacement(f"without `{part}`", ((transition, rest),))


def negates_conjunct(machine: MachineTable, transition: Transition, others: Transitions) -> Iterator[Replacement]:
    """One conjunct of the guard is negated."""
    parts = conjuncts(transition.guard)
    for number, part in enumerate(parts):
        turned = [*parts[:number], opposite(part), *parts[number + 1 :]]
        yield Replacement(f"with `{opposite(part)}`", ((transition, _guarded(transition, turned)),))


def drops_guard(machine: MachineTable, transition: Transition, others: Transitions) -> Iterator[Replacement]:
    """The guard is dropped."""
    if transition.guard:
        yield Replacement("without its guard", ((transition, _guarded(transition, ())),))


def widens_source(machine: MachineTable, transition: Transition, others: Transitions) -> Iterator[Replacement]:
    """The event happens from another state too; a self-transition becomes one of that state."""
    for state in machine.states:
        target = state if transition.source == transition.target else transition.target
        copy = transition._replace(source=state, target=target)
        if copy != transition and not any(copy == other for other in others):
            yield Replacement(f"also from {state}", ((transition, (transition, copy)),))


def redirects_target(machine: MachineTable, transition: Transition, others: Transitions) -> Iterator[Replacement]:
    """The event leads to another state."""
    for state in machine.states:
        if state != transition.target:
            yield Replacement(f"to {state} instead", ((transition, (transition._replace(target=state),)),))


def omits_assignment(machine: MachineTable, transition: Transition, others: Transitions) -> Iterator[Replacement]:
    """One field is not set."""
    for field in transition.changes:
        kept = {name: value for name, value in transition.changes.items() if name != field}
        yield Replacement(f"without setting {field}", ((transition, (transition._replace(changes=kept),)),))


def drops_transition(machine: MachineTable, transition: Transition, others: Transitions) -> Iterator[Replacement]:
    """The transition is left out."""
    yield Replacement("left out", ((transition, ()),))


def swaps_order(machine: MachineTable, transition: Transition, others: Transitions) -> Iterator[Replacement]:
    """Of two transitions that may both be enabled, the later one takes precedence."""
    asked = conjuncts(transition.guard)
    for other in others[others.index(transition) + 1 :]:
        exclusive = any(opposite(part) in asked for part in conjuncts(other.guard))
        if (other.event, other.source) == (transition.event, transition.source) and not exclusive:
            yield Replacement(f"after the one to {other.target}", ((transition, (other,)), (other, (transition,))))


Operator = Callable[[MachineTable, Transition, Transitions], Iterator[Replacement]]

OPERATORS: Mapping[str, Operator] = {
    "drop a conjunct": drops_conjunct,
    "negate a conjunct": negates_conjunct,
    "drop the guard": drops_guard,
    "widen the source": widens_source,
    "redirect the target": redirects_target,
    "omit an assignment": omits_assignment,
    "drop the transition": drops_transition,
    "swap the order": swaps_order,
}
"""Mutation operators by name; each yields every replacement that it can make of a transition."""


def mutants(specification: Specification) -> Iterator[Mutant]:
    """Every mutant of the specification, by machine, transition and operator, always in the same order."""
    for machine in specification.machines:
        others = specification.transitions(machine)
        for transition in others:
            for name, operator in OPERATORS.items():
                for change, instead in operator(machine, transition, others):
                    yield Mutant(name, machine, transition, change, instead)
