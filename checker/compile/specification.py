"""A specification and a Pod give a model: each event becomes one action, with what befalls every machine."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import product
from typing import Any

from podproof.checker.compile.lift import Reference, equal, lifted
from podproof.checker.compile.scope import Scope, SymbolicScopes, scopes
from podproof.checker.model import Action, Case, Formula, Model, State, Value, atom, conjunction, disjunction, negation
from podproof.spec.conditions import Connectives, interpret, names
from podproof.spec.notation import Machine, Specification, Transition, apply, footprint, takes_part, transitions

FORMULAS: Connectives[Formula] = Connectives(conjunction, disjunction, negation)
"""What `and`, `or` and `not` of a condition do to formulas."""


class Compiled:
    """The model of a Pod, and conditions as formulas over it."""

    def __init__(self, specification: Specification, configuration: Any, faults: Iterable[str] | None = None):
        self.specification = specification
        self.configuration = configuration
        self.faults = specification.faults if faults is None else frozenset(faults)
        self.predicates = lifted(specification.predicates)
        self.scopes: SymbolicScopes = scopes(configuration, specification.records, self._given, self._word)
        self._formulas: dict[tuple[str, int | None], Formula] = {}

    @cached_property
    def model(self) -> Model:
        """The variables of the Pod and the actions that its machines lead."""
        return Model(self.scopes.variables, tuple(ActionBuilder(self)))

    def formula(self, condition: str, component: int | None = None) -> Formula:
        """A condition, such as `runs and not is_init`, as a formula about a component, or about the Pod (None)."""
        key = condition, component
        if key not in self._formulas:
            self._formulas[key] = interpret(condition, lambda name: self._predicate(name, component), FORMULAS)
        return self._formulas[key]

    def concerned(self, machine: type[Machine], component: int | None) -> bool:
        """Whether the Pod, or the container at the site, has this machine."""
        return self._concerns(machine, self.scopes.at(component))

    def components_of(self, scope: str) -> Iterable[int | None]:
        """Where a machine of this scope may stand."""
        return range(len(self.scopes.components)) if scope == "container" else (None,)

    def subjects(self, *conditions: str) -> Iterable[int | None]:
        """What the conditions are about: each component, if one of them reads its state, else the whole (None)."""
        return self.components_of("container" if any(map(self._is_local, filter(None, conditions))) else "pod")

    def _is_local(self, condition: str) -> bool:
        reads = {read for name in names(condition) for read in footprint(self._word(name))}
        return not reads <= self.scopes.shared.keys()

    def records(self, values: State) -> tuple[Any, tuple[Any, ...]]:
        """A state as the specification's records: that of the Pod and those of its containers."""
        pod, container = self.specification.records["pod"], self.specification.records["container"]
        return _record(pod, self.scopes.shared, values), tuple(
            _record(container, scope, values) for scope in self.scopes.components
        )

    def _predicate(self, name: str, component: int | None) -> Formula:
        scope = self.scopes.at(component)
        formula: Formula = self.predicates[name](*(scope[read] for read in footprint(self._word(name))))
        return formula

    def _word(self, name: str) -> Any:
        return getattr(self.specification.predicates, name)

    def _concerns(self, machine: type[Machine], scope: Scope) -> bool:
        return not machine.concerns or bool(apply(self._word(machine.concerns), scope))

    def _given(self, scope: str, field: str, settled: Scope) -> set[Value] | None:
        """The values that events which can happen give to the field; None if a word computes one.

        A variant keeps those of the true specification: what it has lost is a fault of it, not a trait of the Pod.
        """
        values: set[Value] = set()
        for machine in self.specification.machines:
            if machine.scope == scope and self._concerns(machine, settled):
                for rule in (*transitions(machine), *self.specification.transitions(machine)):
                    if rule.event in self._led:
                        values.update([rule.target] if machine.field == field else [])
                        values.update([rule.changes[field]] if field in rule.changes else [])
        return None if any(map(callable, values)) else values

    @cached_property
    def _led(self) -> set[str]:
        """The events that some machine leads, in the Pod or in one of its containers."""
        configured = self.configuration._asdict()
        members = configured.pop("members")
        shared = configured | {"containers": members}
        scopes = {"pod": [shared], "container": [shared | member._asdict() for member in members]}
        return {
            rule.event
            for machine in self.specification.machines
            if takes_part(machine, self.faults)
            if any(self._concerns(machine, scope) for scope in scopes[machine.scope])
            for rule in (*transitions(machine), *self.specification.transitions(machine))
            if rule.leading
        }


def compile_pod(specification: Specification, configuration: Any, faults: Iterable[str] | None = None) -> Compiled:
    """The model of a Pod, with these classes of fault (None: all)."""
    return Compiled(specification, configuration, faults)


class ActionBuilder:
    """Every event that some machine leads, as an action of the model."""

    def __init__(self, compiled: Compiled):
        self.compiled = compiled
        self.rules: dict[str, list[tuple[type[Machine], list[Transition]]]] = {}
        for machine in compiled.specification.machines:
            by_event: dict[str, list[Transition]] = {}
            for rule in compiled.specification.transitions(machine):
                by_event.setdefault(rule.event, []).append(rule)
            for event, those in by_event.items():
                self.rules.setdefault(event, []).append((machine, those))

    def __iter__(self) -> Iterator[Action]:
        for event, parties in self.rules.items():
            for machine, those in parties:
                if those[0].leading and takes_part(machine, self.compiled.faults):
                    for component in self.compiled.components_of(machine.scope):
                        if self.compiled.concerned(machine, component):
                            yield from self._action(event, machine, those, component)

    def _action(
        self, event: str, leader: type[Machine], those: list[Transition], component: int | None
    ) -> Iterator[Action]:
        guard = disjunction(condition for condition, _ in self.cases(leader, those, component, component))
        if guard is False:
            return
        updates: dict[int, dict[Any, Formula]] = {}
        for machine, party, where in self.parties(event, component):
            for condition, rule in self.cases(machine, party, where, component):
                self._update(updates, condition, machine, rule, where)
        yield Action(
            leader.actor,
            event,
            component,
            guard,
            {
                variable: tuple(Case(condition, value) for value, condition in cases.items())
                for variable, cases in sorted(updates.items())
            },
            leader.fault,
        )

    def parties(
        self, event: str, component: int | None
    ) -> Iterator[tuple[type[Machine], list[Transition], int | None]]:
        """The machines that take part in the event of a site, with their rules for it and where they stand."""
        for machine, those in self.rules[event]:
            components = (
                self.compiled.components_of(machine.scope)
                if component is None or machine.scope == "pod"
                else (component,)
            )
            for where in components:
                if self.compiled.concerned(machine, where):
                    yield machine, those, where

    def cases(
        self, machine: type[Machine], those: list[Transition], where: int | None, component: int | None
    ) -> Iterator[tuple[Formula, Transition]]:
        """When each rule is the one taken: from its source, its guard true and no earlier one's."""
        taken: dict[str, list[Formula]] = {}
        speaker = component if where is None else where
        for rule in those:
            here = self._source(machine, rule, where)
            guard = self.compiled.formula(rule.guard, speaker)
            earlier = taken.setdefault(rule.source, [])
            condition = conjunction([here, guard, *map(negation, earlier)])
            earlier.append(guard)
            if condition is not False:
                yield condition, rule

    def _source(self, machine: type[Machine], rule: Transition, where: int | None) -> Formula:
        if not machine.field:
            return True
        return equal(self.compiled.scopes.at(where)[machine.field], rule.source)

    def _update(
        self,
        updates: dict[int, dict[Any, Formula]],
        condition: Formula,
        machine: type[Machine],
        rule: Transition,
        where: int | None,
    ) -> None:
        scope = self.compiled.scopes.at(where)
        changes = dict(rule.changes)
        if machine.field and rule.source != rule.target:
            changes[machine.field] = rule.target
        for field, to in changes.items():
            if isinstance(scope[field], Reference):
                for case, value in computed(to, scope) if callable(to) else [(True, to)]:
                    _add(updates, scope[field], conjunction([condition, case]), value)


def computed(predicate: Any, scope: Scope) -> Iterator[tuple[Formula, Any]]:
    """The value that a word computes, for each combination of values of the variables that it reads."""
    names = footprint(predicate)
    symbols = [scope[name] for name in names if isinstance(scope[name], Reference)]
    for values in product(*(symbol.domain for symbol in symbols)):
        known = dict(zip(symbols, values, strict=True))
        condition = conjunction(atom(symbol.variable, value) for symbol, value in known.items())
        yield condition, predicate(*(known.get(scope[name], scope[name]) for name in names))


def _add(updates: dict[int, dict[Any, Formula]], field: Reference, condition: Formula, value: Any) -> None:
    if value not in field.domain:
        if condition is not False and value not in field.spelled:
            raise ValueError(f"{field.name} would become {value!r}, which is not in its domain {field.domain}")
        return
    cases = updates.setdefault(field.variable, {})
    cases[value] = disjunction([cases.get(value, False), condition])


def _record(record: Any, scope: Scope, values: State) -> Any:
    return record(
        *(
            values[scope[field].variable] if isinstance(scope[field], Reference) else scope[field]
            for field in record._fields
        )
    )
