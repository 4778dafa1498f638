"""A specification compiled for one configuration: its model, and conditions as formulas over it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain

from podproof.checker.compile.actions import ActionBuilder
from podproof.checker.compile.lift import LiftedPredicates
from podproof.checker.compile.scope import Fields, Given, OwnType, Scope, Scopes, fields, record_of, settings
from podproof.checker.formulas import Formula, State, Value, conjunction, disjunction, negation
from podproof.checker.model import Model
from podproof.spec.conditions import Connectives, interpret, names
from podproof.spec.notation import (
    Configuration,
    MachineTable,
    Specification,
    Transition,
    apply,
    footprint,
    takes_part,
)

FORMULAS: Connectives[Formula] = Connectives(conjunction, disjunction, negation)


class Compiled:
    """The model of a configuration, with these classes of fault (None: all)."""

    def __init__(
        self, specification: Specification, configuration: Configuration, faults: Iterable[str] | None = None
    ) -> None:
        self.specification = specification
        self.configuration: OwnType = configuration
        self.faults = specification.faults if faults is None else frozenset(faults)
        self._settings = settings(configuration)
        self._formulas: dict[tuple[str, int | None], Formula] = {}
        self._predicates: dict[tuple[str, int | None], Formula] = {}
        self._concerned: dict[tuple[MachineTable, int | None], bool] = {}

    @cached_property
    def predicates(self) -> LiftedPredicates:
        """The predicates as functions that answer with formulas."""
        return LiftedPredicates(self.specification.predicates)

    @cached_property
    def fields(self) -> Fields:
        """The settings and the state of the whole and of each component."""
        return fields(self.specification, self._settings, self._given)

    @cached_property
    def scopes(self) -> Scopes:
        """What conditions may read."""
        return self.fields.scopes(self.specification.component)

    @cached_property
    def model(self) -> Model:
        """The variables of the state, and the actions that the machines lead."""
        return Model(self.fields.variables, tuple(ActionBuilder(self)))

    def replace_model(self, model: Model) -> None:
        """Let another model be that of the configuration, as a variant of the specification needs it."""
        vars(self)["model"] = model
        vars(self).pop("_by_name", None)  # a copy of another configuration has the numbers of its actions

    def actions_named(self, names: Iterable[str]) -> set[int]:
        """The actions of the model with one of these names: their event, or their actor (`scheduler's`)."""
        return set(chain.from_iterable(self._by_name.get(name, ()) for name in names))

    @cached_property
    def _by_name(self) -> Mapping[str, list[int]]:
        by_name: dict[str, list[int]] = {}
        for number, action in enumerate(self.model.actions):
            for name in (action.event, f"{action.actor}'s"):
                by_name.setdefault(name, []).append(number)
        return by_name

    def forget(self) -> None:
        """Free the memory of all that can be computed again."""
        self._formulas.clear()
        self._predicates.clear()
        self._concerned.clear()
        for name in ("predicates", "fields", "scopes", "model", "_by_name", "_settled", "_written", "_led"):
            vars(self).pop(name, None)

    def formula(self, condition: str, component: int | None = None) -> Formula:
        """A condition over predicates as a formula about a component or, if it reads none, about the whole (None)."""
        key = condition, component
        if key not in self._formulas:
            self._formulas[key] = interpret(condition, lambda name: self._lifted(name, component), FORMULAS)
        return self._formulas[key]

    def _lifted(self, name: str, component: int | None) -> Formula:
        key = name, component
        if key not in self._predicates:
            scope, predicate = self.scopes.at(component), self.specification.predicate(name)
            self._predicates[key] = self.predicates[name](*(scope[read] for read in footprint(predicate)))
        return self._predicates[key]

    def formula_of_any(self, condition: str) -> Formula:
        """The condition as a formula: of some component, if it is about components."""
        return disjunction(self.formula(condition, each) for each in self.subjects(condition))

    def subjects(self, *conditions: str) -> Iterable[int | None]:
        """What the conditions are about: each component, if one of them reads its fields, else the whole (None)."""
        predicates = {self.specification.predicate(name) for condition in conditions for name in names(condition)}
        is_local = any(not self.scopes.whole.keys() >= set(footprint(predicate)) for predicate in predicates)
        return self.components_of(self.specification.component if is_local else self.specification.whole)

    def components_of(self, scope: str) -> Iterable[int | None]:
        """The components, or the whole (None), by the name of the scope."""
        return range(len(self._settings.components)) if scope == self.specification.component else (None,)

    def concerned(self, machine: MachineTable, component: int | None) -> bool:
        """Whether the component, or the whole, has this machine."""
        key = machine, component
        known = self._concerned.get(key)
        if known is None:
            known = self._concerned[key] = self._concerns(machine, self.scopes.at(component))
        return known

    def instances(self, machine: MachineTable) -> Iterator[int | None]:
        """The components that have the machine, or the whole (None) if it has it."""
        return (each for each in self.components_of(machine.scope) if self.concerned(machine, each))

    def participants(self, machine: MachineTable, component: int | None) -> Iterator[int | None]:
        """Those of the machine's instances that take part in events of the component, or of the whole (None)."""
        if component is None or machine.scope == self.specification.whole:
            return self.instances(machine)
        return iter((component,) if self.concerned(machine, component) else ())

    def records(self, state: State) -> tuple[OwnType, tuple[OwnType, ...]]:
        """A state as the specification's records: that of the whole, and those of the components."""
        records = self.specification.records
        return record_of(records[self.specification.whole], self.fields.whole, state), tuple(
            record_of(records[self.specification.component], each, state) for each in self.fields.components
        )

    def _concerns(self, machine: MachineTable, scope: Scope) -> bool:
        return not machine.concerns or bool(apply(self.specification.predicate(machine.concerns), scope))

    def _given(self, name: str, component: int | None) -> Given:
        """For each field of a record the values that events which can happen give to it.

        A variant keeps those of the true specification: what it has lost is its defect, not a trait of the
        configuration.
        """
        scope = self._settled.at(component)
        given: dict[str, set[Value]] = {}
        for machine, written in self._written:
            if machine.scope == name and self._concerns(machine, scope):
                for field, values in written.items():
                    given.setdefault(field, set()).update(values)
        return given

    @cached_property
    def _written(self) -> list[tuple[MachineTable, Mapping[str, set[Value]]]]:
        """For each machine the values that events which can happen give to fields, wherever it is."""
        return [(machine, self._written_by(machine)) for machine in self.specification.machines]

    def _written_by(self, machine: MachineTable) -> Mapping[str, set[Value]]:
        written: dict[str, set[Value]] = {}
        for transition in self._transitions(machine):
            if transition.event in self._led:
                for field, value in ((machine.field, transition.target), *transition.changes.items()):
                    written.setdefault(field, set()).add(value)
        return written

    def _transitions(self, machine: MachineTable) -> Iterable[Transition]:
        """The transitions of the machine, those of the true specification and those of the variant."""
        changed = self.specification.transitions(machine)
        return machine.transitions if changed is machine.transitions else (*machine.transitions, *changed)

    @cached_property
    def _settled(self) -> Scopes:
        """What conditions about the configuration alone may read."""
        return self._settings.scopes(self.specification.component)

    @cached_property
    def _led(self) -> set[str]:
        """The events that some machine leads, of the whole or of one of the components."""
        return {
            transition.event
            for machine in self.specification.machines
            if takes_part(machine, self.faults)
            if any(self._concerns(machine, self._settled.at(each)) for each in self.components_of(machine.scope))
            for transition in self._transitions(machine)
            if transition.leading
        }
