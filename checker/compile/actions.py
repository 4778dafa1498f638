"""Each event that some machine leads, as one action: its guard, and its effect on every machine that takes part."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Protocol

from podproof.checker.compile.lift import Reference, equal
from podproof.checker.compile.scope import Scope, Scopes
from podproof.checker.formulas import Formula, Value, atom, conjunction, disjunction, negation
from podproof.checker.model import Action, Case
from podproof.spec.notation import MachineTable, Predicate, Specification, Transition, footprint, takes_part

Updates = dict[int, dict[Value, Formula]]
"""For each variable its new values, each with the condition under which it gets that value."""


class Instances(Protocol):
    """What the actions are built from: the machines, who has them, and conditions as formulas."""

    specification: Specification
    faults: frozenset[str]

    @property
    def scopes(self) -> Scopes:
        """What conditions may read."""

    def formula(self, condition: str, component: int | None = None) -> Formula:
        """A condition over predicates as a formula."""

    def instances(self, machine: MachineTable) -> Iterator[int | None]:
        """The components that have the machine, or the whole (None)."""

    def participants(self, machine: MachineTable, component: int | None) -> Iterator[int | None]:
        """The machine's instances that take part in events of the component."""


class ActionBuilder:
    """The actions of a model, an event of a machine's instance each."""

    def __init__(self, compiled: Instances):
        self.compiled = compiled
        self.parties_of: dict[str, list[tuple[MachineTable, list[Transition]]]] = {}
        for machine in compiled.specification.machines:
            by_event: dict[str, list[Transition]] = {}
            for transition in compiled.specification.transitions(machine):
                by_event.setdefault(transition.event, []).append(transition)
            for event, transitions in by_event.items():
                self.parties_of.setdefault(event, []).append((machine, transitions))

    def __iter__(self) -> Iterator[Action]:
        return (action for event in self.parties_of for action in self.of(event))

    def of(self, event: str) -> Iterator[Action]:
        """The actions of one event: one for each instance of the machine that leads it."""
        return (action for action, _ in self.led(event))

    def led(self, event: str) -> Iterator[tuple[Action, list[tuple[Formula, Transition]]]]:
        """The actions of one event, each with the leading transitions and when each of them is taken."""
        for machine, transitions in self.parties_of.get(event, ()):
            if transitions[0].leading and takes_part(machine, self.compiled.faults):
                for component in self.compiled.instances(machine):
                    cases = list(self.cases(machine, transitions, component, component))
                    if cases:
                        yield self._action(event, machine, cases, component), cases

    def _action(
        self, event: str, leader: MachineTable, cases: list[tuple[Formula, Transition]], component: int | None
    ) -> Action:
        guard = disjunction(condition for condition, _ in cases)
        updates: Updates = {}
        for machine, own, where in self.parties(event, component):
            known = cases if machine is leader and where == component else None
            for condition, transition in known or self.cases(machine, own, where, component):
                self._update(updates, condition, machine, transition, where)
        return Action(
            leader.actor,
            event,
            component,
            guard,
            _cases(updates),
            leader.fault,
            self.compiled.specification.unlikely if event in leader.finitely_often.split() else 1,
            event in leader.shows.split(),
        )

    def parties(self, event: str, component: int | None) -> Iterator[tuple[MachineTable, list[Transition], int | None]]:
        """The machines that take part in the event of a component, their transitions for it, and where they stand."""
        for machine, transitions in self.parties_of[event]:
            for where in self.compiled.participants(machine, component):
                yield machine, transitions, where

    def cases(
        self, machine: MachineTable, transitions: list[Transition], where: int | None, component: int | None
    ) -> Iterator[tuple[Formula, Transition]]:
        """When each transition is the one taken: from its source, its guard true and that of no earlier one.

        A machine of the whole reads the component whose event it takes part in.
        """
        earlier: dict[str, list[Formula]] = {}
        reader = component if where is None else where
        for transition in transitions:
            guard = self.compiled.formula(transition.guard, reader)
            before = earlier.setdefault(transition.source, [])
            condition = conjunction([self._source(machine, transition, where), guard, *map(negation, before)])
            before.append(guard)
            if condition is not False:
                yield condition, transition

    def _source(self, machine: MachineTable, transition: Transition, where: int | None) -> Formula:
        if not machine.field:
            return True
        return equal(self.compiled.scopes.at(where)[machine.field], transition.source)

    def _update(
        self,
        updates: Updates,
        condition: Formula,
        machine: MachineTable,
        transition: Transition,
        where: int | None,
    ) -> None:
        scope = self.compiled.scopes.at(where)
        changes = dict(transition.changes)
        if machine.field and transition.source != transition.target:
            changes[machine.field] = transition.target
        for field, to in changes.items():
            if isinstance(scope[field], Reference):
                for case, value in _computed(to, scope) if callable(to) else [(True, to)]:
                    _add(updates, scope[field], conjunction([condition, case]), value)


def _cases(updates: Updates) -> Mapping[int, tuple[Case, ...]]:
    return {
        variable: tuple(Case(condition, value) for value, condition in cases.items())
        for variable, cases in sorted(updates.items())
    }


def _computed(predicate: Predicate, scope: Scope) -> Iterator[tuple[Formula, Value]]:
    """The value that a function computes, for each combination of values of the variables that it reads."""
    reading = [scope[name] for name in footprint(predicate)]
    references = [read for read in reading if isinstance(read, Reference)]
    for values in product(*(reference.domain for reference in references)):
        known = dict(zip(references, values, strict=True))
        condition = conjunction(atom(reference.variable, value) for reference, value in known.items())
        yield condition, predicate(*(known[read] if isinstance(read, Reference) else read for read in reading))


def _add(updates: Updates, field: Reference, condition: Formula, value: Value) -> None:
    if value not in field.domain:
        if condition is not False and value not in field.declared:
            raise ValueError(f"{field.name} would become {value!r}, which is not in its domain {field.domain}")
        return
    cases = updates.setdefault(field.variable, {})
    cases[value] = disjunction([cases.get(value, False), condition])
