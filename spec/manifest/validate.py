"""Apply the validations of the API server to each place of a manifest."""

from collections.abc import Callable, Iterator, Mapping

from podproof.spec.manifest import predicates
from podproof.spec.manifest.fields import CONTAINERS, FIELDS, Field
from podproof.spec.manifest.place import Place, join, known
from podproof.spec.manifest.problems import RENDER_HELM, Diagnostic, quoted
from podproof.spec.manifest.syntax import MappingNode as Tree
from podproof.spec.manifest.syntax import ScalarNode
from podproof.spec.manifest.validations import INNER, VALIDATIONS, Validation

GAPS: Mapping[str, Callable[[Place], object]] = {
    "path": lambda place: quoted(place.path),
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


def value(place: Place, field: str) -> object:
    """Return the scalar in a field, or None."""
    node = place.get(field)
    return node.value if isinstance(node, ScalarNode) else None


def refusals(place: Place) -> Iterator[Diagnostic]:
    """Yield the refusals of the API server in a place and below it."""
    for validation in VALIDATIONS.get(place.type, ()):
        if validation.predicate(place):
            yield _refused(validation, place)
    for name, field in FIELDS.get(place.type, {}).items():
        yield from _bounds(place, name, field)
    for name, type in INNER.get(place.type, {}).items():
        for inner in _inner(place, name, type):
            yield from refusals(inner)
    if place.type == "PodSpec":
        yield from _namesakes(place, CONTAINERS)
        yield from _namesakes(place, ("schedulingGates",))


def _refused(validation: Validation, place: Place) -> Diagnostic:
    values = MessageValues(place, validation.field)
    message, advice = validation.message.format_map(values), validation.advice.format_map(values)
    return Diagnostic(*place.where(validation.field), message, advice)


def _inner(place: Place, name: str, type: str) -> Iterator[Place]:
    inner = place.inner(name, type)
    return iter([inner]) if inner else place.each(name, type)


def _bounds(place: Place, name: str, field: Field) -> Iterator[Diagnostic]:
    path, number, choice = join(place.path, name), place.integer(name), place.text(name)
    if predicates.is_out_of_bounds(number, field.smallest, field.largest):
        advice = f"write a number from {field.smallest} to {field.largest}"
        yield Diagnostic(*place.where(name), f"{quoted(path)} must not be {number}", advice)
    if choice and field.choices and choice not in field.choices:
        advice = f"write {' or '.join(field.choices)}"
        yield Diagnostic(*place.where(name), f"{quoted(path)} must not be {quoted(choice)}", advice)


def _namesakes(spec: Place, lists: tuple[str, ...]) -> Iterator[Diagnostic]:
    lines: dict[str, int] = {}
    for item in (item for name in lists for item in spec.each(name, INNER["PodSpec"][name])):
        name, (line, column) = item.text("name"), item.where("name")
        if name in lines:
            message = f"the name {quoted(name)} of {quoted(item.path)} is already taken on line {lines[name]}"
            yield Diagnostic(line, column, message, "rename one of the two")
        elif name:
            lines[name] = line


def names(metadata: Tree, at: tuple[int, int]) -> Iterator[Diagnostic]:
    """Yield the mistakes in the name and the namespace of an object."""
    name, namespace = metadata.text("name"), metadata.text("namespace")
    if metadata.get("name") is None and not metadata.text("generateName"):
        yield Diagnostic(*at, "the object has no name", "add `metadata.name`")
    if name and not predicates.SUBDOMAIN.fullmatch(name):
        yield _bad_name(metadata, "name", name, "at most 253 of a-z, 0-9, and inner `-` and `.`")
    if namespace and not predicates.LABEL.fullmatch(namespace):
        yield _bad_name(metadata, "namespace", namespace, "at most 63 of a-z, 0-9 and inner `-`")


def _bad_name(metadata: Tree, key: str, name: str, allowed: str) -> Diagnostic:
    advice = RENDER_HELM if "{{" in name else f"use {allowed}"
    return Diagnostic(*metadata.where(key), f"{quoted(name)} is not a valid {key}", advice)
