"""Apply the validations of the API server to each place of a manifest."""

from collections.abc import Callable, Iterator, Mapping

from podproof.spec.manifest import predicates
from podproof.spec.manifest.edits import Repair
from podproof.spec.manifest.fields import FIELDS, Field
from podproof.spec.manifest.place import Place, join, known
from podproof.spec.manifest.problems import RENDER_HELM, Diagnostic, quoted, quoted_path
from podproof.spec.manifest.spelling import nearest
from podproof.spec.manifest.syntax import ScalarNode, SequenceNode
from podproof.spec.manifest.validations import (
    ALTERNATIVES,
    CHECKS,
    INNER,
    REFUSED,
    UNIQUE,
    Alternatives,
    Unique,
    Validation,
)
from podproof.spec.manifest.values import VALUES

GAPS: Mapping[str, Callable[[Place], object]] = {
    "path": lambda place: quoted_path(place.path),
    "kubernetes": lambda place: place.kubernetes,
    "owner": lambda place: place.owner.name,
    "policy": predicates.policy,
    "policies": lambda place: " or ".join(f"`restartPolicy: {policy}`" for policy in place.owner.policies),
    "handlers": lambda place: " and ".join(predicates.handlers(place)) or "none",
    "choices": lambda place: ", ".join(
        name for name in predicates.ACTIONS[place.type] if known(place.type, name).since <= place.kubernetes
    ),
    "seconds": predicates.seconds,
    "grace": predicates.grace,
}
"""The values of the gaps in the messages of validations."""


class MessageValues(dict[str, object]):
    """The values that fill the gaps of a message, computed on demand."""

    def __init__(self, place: Place, field: str) -> None:
        super().__init__()
        self.place, self.field = place, field

    def __missing__(self, gap: str) -> object:
        return quoted(value(self.place, self.field)) if gap == "value" else GAPS[gap](self.place)


BOUNDED: Mapping[str, tuple[tuple[str, Field], ...]] = {
    type: tuple(
        (name, field)
        for table in (FIELDS, VALUES)
        for name, field in table.get(type, {}).items()
        if field.required or field.choices or field.form or field.is_number
    )
    for type in {*FIELDS, *VALUES}
}
"""The fields of each type whose values are restricted."""


MISSPELT = 0.8
"""The least similarity of a value to an allowed one, from 0 to 1, for it to count as its misspelling."""


def value(place: Place, field: str) -> object:
    """Return the scalar in a field, or None."""
    node = place.get(field)
    return node.value if isinstance(node, ScalarNode) else None


def refusals(place: Place) -> Iterator[Diagnostic]:
    """Yield the refusals of the API server in a place and below it."""
    for validation in REFUSED.get(place.type, ()):
        if validation.predicate(place):
            yield _refused(validation, place)
    for check in CHECKS.get(place.type, ()):
        yield from check(place)
    for name, field in BOUNDED.get(place.type, ()):
        if field.required or name in place.node.entries:
            yield from _value(place, name, field)
    for unique in UNIQUE.get(place.type, ()):
        yield from _repeated(place, unique)
    if place.type in ALTERNATIVES:
        yield from _alternatives(place, ALTERNATIVES[place.type])
    types = INNER.get(place.type, {})
    for name in types.keys() & place.node.entries.keys():
        for inner in _inner(place, name, types[name]):
            yield from refusals(inner)


def _refused(validation: Validation, place: Place) -> Diagnostic:
    values = MessageValues(place, validation.field)
    message, advice = validation.message.format_map(values), validation.advice.format_map(values)
    return Diagnostic(*place.where(validation.field), message, advice)


def _inner(place: Place, name: str, type: str) -> Iterator[Place]:
    inner = place.inner(name, type)
    return iter([inner]) if inner else place.each(name, type)


def _value(place: Place, name: str, field: Field) -> Iterator[Diagnostic]:
    """Yield what is wrong with the value of one field; a wrong type is not reported again."""
    number, text = place.integer(name), place.text(name)
    is_given = bool(text) or (field.pointer and place.is_text(name))
    if field.required and _is_absent(place, name, field):
        message = f"{quoted_path(place.path or 'the spec')} has no {quoted(name)}"
        yield Diagnostic(*place.where(name), message, f"add `{name}:`, it is required")
    elif predicates.is_out_of_bounds(number, field.smallest, field.largest):
        bounds = f"from {field.smallest} to" if field.smallest is not None else "of at most"
        yield _not_allowed(place, name, number, f"write a number {bounds} {field.largest}")
    elif is_given and field.choices and text not in field.choices:
        right = nearest(text, field.choices, MISSPELT)
        fix = (Repair(place.where(name), right),) if right else ()
        refusal = _not_allowed(place, name, quoted(text), f"write {' or '.join(field.choices)}")
        yield refusal._replace(repairs=fix)
    elif is_given and field.form and not field.form.accepts(text):
        yield _not_allowed(place, name, quoted(text), field.form.advice)


def _not_allowed(place: Place, name: str, shown: object, advice: str) -> Diagnostic:
    message = f"{quoted_path(join(place.path, name))} must not be {shown}"
    return Diagnostic(*place.where(name), message, RENDER_HELM if "{{" in message else advice)


def _is_absent(place: Place, name: str, field: Field) -> bool:
    node = place.get(name)
    if isinstance(node, ScalarNode):
        return node.value == "" or (field.zero_is_absent and place.integer(name) == 0)
    return node is None or not (node.items if isinstance(node, SequenceNode) else node.entries)


def _repeated(place: Place, unique: Unique) -> Iterator[Diagnostic]:
    lines: dict[tuple[str, ...], int] = {}
    first, *_ = unique.keys
    for item in (item for name in unique.lists for item in place.each(name, INNER[place.type][name])):
        key, (line, column) = tuple(map(item.text, unique.keys)), item.where(first)
        if not key[0]:
            continue
        if key in lines:
            message = f"the {first} {quoted(key[0])} of {quoted_path(item.path)} is already taken on line {lines[key]}"
            yield Diagnostic(line, column, message, "rename one of the two")
        lines.setdefault(key, line)


def _alternatives(place: Place, alternatives: Alternatives) -> Iterator[Diagnostic]:
    found = [name for name in place.node.entries if name in alternatives.fields and place.get(name) is not None]
    if len(found) > 1:
        message = f"{quoted_path(place.path)} must not have both {quoted(found[0])} and {quoted(found[1])}"
        yield Diagnostic(*place.where(found[1]), message, "keep one of the two")
    elif not found and alternatives.required:
        message = f"{quoted_path(place.path)} must have one of {', '.join(map(quoted, alternatives.fields))}"
        yield Diagnostic(*place.where(), message, "add one")
