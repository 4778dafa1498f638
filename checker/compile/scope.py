"""Names and what they stand for: the configuration, the variables, and the views of each site."""

from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from podproof.checker.compile.lift import Reference
from podproof.checker.model import Value, Variable

Scope = Mapping[str, Any]


class View:
    """A container as the words of others see it: its configuration and its state under their names."""

    def __init__(self, fields: Scope):
        vars(self).update(fields)


class SymbolicScopes(NamedTuple):
    """The scope of the Pod and of each of its sites, and the variables that they name."""

    shared: Scope
    components: tuple[Scope, ...]
    variables: tuple[Variable, ...]

    def at(self, component: int | None) -> Scope:
        """What a machine at this site, or of the Pod, may name."""
        return self.shared if component is None else self.components[component]


def scopes(
    configuration: Any,
    records: Mapping[str, Any],
    given: Callable[[str, str, Scope], Collection[Value] | None],
    predicate: Callable[[str], Any],
) -> SymbolicScopes:
    """The scopes of a Pod; a field that is never `given` another value than its initial one is a constant."""
    variables: list[Variable] = []

    def fields(scope: str, component: int | None, settled: Scope) -> dict[str, Any]:
        found = {}
        for field, domain, initial in domains(records[scope], settled, predicate):
            values = given(scope, field, settled)
            possible = tuple(value for value in domain if values is None or value == initial or value in values)
            if len(possible) == 1:
                found[field] = initial
                continue
            name = field if component is None else f"{settled['name']}.{field}"
            found[field] = Reference(len(variables), name, possible, domain)
            variables.append(Variable(name, possible, initial, component))
        return found

    settled = {name: value for name, value in configuration._asdict().items() if name not in ("name", "members")}
    shared = settled | fields("pod", None, settled | {"containers": configuration.members})
    members = [
        member._asdict() | fields("container", component, member._asdict())
        for component, member in enumerate(configuration.members)
    ]
    views = tuple(map(View, members))
    shared["containers"] = views
    components = tuple(
        {**shared, **member, "index": component, "container": views[component]}
        for component, member in enumerate(members)
    )
    return SymbolicScopes(shared, components, tuple(variables))


def domains(record: Any, settled: Scope, predicate: Callable[[str], Any]) -> list[tuple[str, tuple[Value, ...], Value]]:
    """The fields of a record of state with their domains and initial values, read off its annotations."""
    hints = get_type_hints(record, include_extras=True)
    return [
        (field, domain(hints[field], settled, predicate), record._field_defaults[field]) for field in record._fields
    ]


def domain(hint: Any, settled: Scope, predicate: Callable[[str], Any]) -> tuple[Value, ...]:
    """`Literal[...]` lists the values; `Annotated[int, "limit"]` counts below what that word says."""
    if get_origin(hint) is Literal:
        return tuple(get_args(hint))
    assert get_origin(hint) is Annotated, hint
    limit = predicate(get_args(hint)[1])
    return tuple(
        range(limit(**{name: settled[name] for name in limit.__code__.co_varnames[: limit.__code__.co_argcount]}))
    )
