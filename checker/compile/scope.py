"""Scopes: the names that predicates read, and the constants, variables and views that they stand for.

A field of the state that no event can change is a constant; every other one is a variable of the model.  A machine of
the whole reads the fields of the whole, and views of all components, under the plural of their name.  A machine of a
component reads its own fields too, and knows its view and its `index`.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, cast, get_args, get_origin, get_type_hints

from podproof.checker.compile.lift import Reference
from podproof.checker.formulas import State, Value
from podproof.checker.model import Variable
from podproof.spec.notation import Configuration, Predicate, Record, Specification, footprint

Scope = Mapping[str, Any]
"""Names with what they stand for: a setting, a constant, a `Reference` to a variable, or a view."""

OwnType = Any
"""A value of one of the specification's own types, a configuration or a record, which the checker only passes on."""

Given = Mapping[str, Collection[Value | Predicate]]
"""For each field the values that events may give to it, and the functions that compute one."""

MOST_VALUES = 3_600
"""Values of a variable: with a clock each result of a probe in a row is counted, and this is an hour of seconds."""


class TooManyValues(Exception):
    """A variable has so many values that its model is not made; the message names both."""


class ComponentView:
    """A component as predicates see it from elsewhere: its settings and its state as attributes."""

    def __init__(self, fields: Scope):
        vars(self).update(fields)


class Scopes(NamedTuple):
    """The names that a machine of the whole may read, and those that a machine of each component may read."""

    whole: Scope
    components: tuple[Scope, ...]

    def at(self, component: int | None) -> Scope:
        """What a machine of this component, or of the whole (None), may read."""
        return self.whole if component is None else self.components[component]


class Fields(NamedTuple):
    """The settings and the state of the whole and of each component, and the variables that they refer to."""

    whole: Scope
    components: tuple[Scope, ...]
    variables: tuple[Variable, ...] = ()

    def scopes(self, component_name: str) -> Scopes:
        """The fields with the views by which predicates see across components."""
        views = tuple(map(ComponentView, self.components))
        whole = {**self.whole, f"{component_name}s": views}
        return Scopes(
            whole,
            tuple(
                {**whole, **fields, "index": index, component_name: views[index]}
                for index, fields in enumerate(self.components)
            ),
        )

    def valued(self, state: State) -> "Fields":
        """The same fields with the values that they have in one state."""
        return Fields(_valued(self.whole, state), tuple(_valued(each, state) for each in self.components))


def _valued(scope: Scope, state: State) -> Scope:
    return {name: state[value.variable] if isinstance(value, Reference) else value for name, value in scope.items()}


def settings(configuration: Configuration) -> Fields:
    """The configuration alone."""
    return Fields(configuration.settings, tuple(configuration.components))


def fields(specification: Specification, settings: Fields, given: Callable[[str, int | None], Given]) -> Fields:
    """The settings, and each field of the state as a constant or as a reference to a new variable."""
    variables: list[Variable] = []
    known = settings.scopes(specification.component)

    def state_of(name: str, component: int | None) -> Scope:
        made: dict[str, Value] = {}
        scope, values = known.at(component), given(name, component)
        for field, domain, initial in domains(specification.records[name], scope, specification.predicate):
            possible = _possible(domain, initial, values.get(field, ()))
            if len(possible) == 1:
                made[field] = initial
                continue
            full = field if component is None else f"{scope['name']}.{field}"
            made[field] = Reference(len(variables), full, possible, domain)
            variables.append(Variable(full, possible, initial, component))
        return made

    whole = {**settings.whole, **state_of(specification.whole, None)}
    components = tuple(
        {**each, **state_of(specification.component, index)} for index, each in enumerate(settings.components)
    )
    return Fields(whole, components, tuple(variables))


def _possible(domain: State, initial: Value, given: Collection[Value | Predicate]) -> State:
    """The values of the domain that the field can have; all of them if some function computes its value."""
    is_computed = any(map(callable, given))
    return tuple(value for value in domain if is_computed or value == initial or value in given)


def domains(
    record: Record, settled: Scope, predicate: Callable[[str], Predicate]
) -> list[tuple[str, tuple[Value, ...], Value]]:
    """The fields of a record of state with their domains and initial values; raises `TooManyValues`."""
    hints, found = _hints(cast(Hashable, record)), []
    for field in record._fields:
        values = domain(hints[field], settled, predicate)
        if len(values) > MOST_VALUES:
            raise TooManyValues(f"{MOST_VALUES:,} values of {field}")
        found.append((field, tuple(values), record._field_defaults[field]))
    return found


@cache
def _hints(record: Hashable) -> Mapping[str, Any]:
    return get_type_hints(cast(Record, record), include_extras=True)


def domain(hint: object, settled: Scope, predicate: Callable[[str], Predicate]) -> Sequence[Value]:
    """`Literal[...]` lists the values; `Annotated[int, "limit"]` counts from 0 to below what that predicate says."""
    if get_origin(hint) is Literal:
        return tuple(get_args(hint))
    assert get_origin(hint) is Annotated, hint
    limit = predicate(get_args(hint)[1])
    return range(limit(*(settled[name] for name in footprint(limit))))


def record_of(record: Record, fields: Scope, state: State) -> OwnType:
    """The record with the values that its fields have in the state."""
    values: Sequence[object] = [fields[name] for name in record._fields]
    return record(*(state[value.variable] if isinstance(value, Reference) else value for value in values))
