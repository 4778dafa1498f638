"""Compare an object with the published schema of the API: unknown fields, and values of a wrong type.

What the schema calls required is left to the validations: the API server does not enforce it for its own types.

The schemas are from the library `kubernetes-validate`, read one type at a time. Its own validator is not used because
it stops at the first error, knows no lines, and takes a fifth of a second to start.
"""

from collections.abc import Callable, Iterator

from podproof.spec.manifest import scalars
from podproof.spec.manifest.edits import Repair
from podproof.spec.manifest.place import join, known, label, whole
from podproof.spec.manifest.problems import RENDER_HELM, Diagnostic, quoted, quoted_path
from podproof.spec.manifest.quantity import quantity
from podproof.spec.manifest.schemas import Schema, read_schema, referenced
from podproof.spec.manifest.syntax import MappingNode, Node, ScalarNode, SequenceNode, is_null
from podproof.spec.manifest.unknown import unknown_field

FREE = frozenset({"Quantity", "FieldsV1"})
"""Types whose values do not affect the lifecycle and have several forms."""

WRITTEN_BY_KUBERNETES = frozenset({"status"})
"""Fields that the API server overwrites, so that they cannot have mistakes."""

BITS = {"int32": 31, "int64": 63}

NAMES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a map",
    "Quantity": "a quantity such as `500m` or `1Gi`",
}

FITS: dict[str, Callable[[Node], bool]] = {
    "string": lambda node: isinstance(node, ScalarNode) and isinstance(node.value, str),
    "integer": lambda node: whole(node) is not None,
    "number": lambda node: isinstance(node, ScalarNode) and type(node.value) in (int, float),
    "boolean": lambda node: isinstance(node, ScalarNode) and isinstance(node.value, bool),
    "array": lambda node: isinstance(node, SequenceNode),
    "object": lambda node: isinstance(node, MappingNode),
}


def diagnostics(node: Node, schema: str, kubernetes: int) -> Iterator[Diagnostic]:
    """Yield the differences between an object, with everything below it, and the schema of that name."""
    yield from _check(node, read_schema(kubernetes, schema), "", "", kubernetes)


def _check(node: Node, schema: Schema, type: str, path: str, kubernetes: int) -> Iterator[Diagnostic]:
    if reference := schema.get("$ref"):
        type, file = referenced(reference)
        schema = {} if type in FREE else read_schema(kubernetes, file)
    if is_null(node):
        return
    if type == "Quantity" and quantity(node) is None:
        yield _mistyped(node, [type], path)
    allowed = _types(schema)
    if not any(FITS[name](node) for name in allowed):
        if allowed:
            yield _mistyped(node, allowed, path)
    elif isinstance(node, MappingNode):
        yield from _fields(node, schema, type, "" if type == "PodSpec" else path, kubernetes)
    elif isinstance(node, SequenceNode):
        yield from _items(node, schema, path, kubernetes)
    else:
        yield from _range(node, schema, path)


def _types(schema: Schema) -> list[str]:
    if "oneOf" in schema:
        return [name for choice in schema["oneOf"] for name in _types(choice)]
    names = schema.get("type", [])
    return [name for name in ([names] if isinstance(names, str) else names) if name != "null"]


def _fields(node: MappingNode, schema: Schema, type: str, path: str, kubernetes: int) -> Iterator[Diagnostic]:
    yield from map(_repeated, node.repeated)
    properties: Schema = schema.get("properties", {})
    others = schema.get("additionalProperties", {} if properties else {"additionalProperties": {}})
    for name, entry in node.entries.items():
        inner = properties.get(name, others)
        if not type and name in WRITTEN_BY_KUBERNETES:
            continue
        if not inner or kubernetes < known(type, name).settled:
            yield unknown_field(name, entry, node, type, path, kubernetes, tuple(properties))
        elif inner is not others or isinstance(inner, dict):
            yield from _check(entry.node, inner, type, join(path, name), kubernetes)


def _repeated(repeated: tuple[str, ScalarNode, ScalarNode]) -> Diagnostic:
    name, key, overwritten = repeated
    message = f"the key {quoted(name)} repeats that of line {overwritten.line}; only the last one counts"
    return Diagnostic(key.line, key.column, message, "keep one of the two", "warning", "duplicate-key")


def _items(node: SequenceNode, schema: Schema, path: str, kubernetes: int) -> Iterator[Diagnostic]:
    inner: Schema = schema.get("items", {})
    for index, item in enumerate(node.items):
        if "$ref" in inner and is_null(item):
            message = f"item {index + 1} of {quoted_path(path)} is empty"
            yield Diagnostic(item.line, item.column, message, "remove its `-`, or write the item")
        yield from _check(item, inner, "", f"{path}[{label(item, index)}]", kubernetes)


def _mistyped(node: Node, allowed: list[str], path: str) -> Diagnostic:
    wanted = " or ".join(NAMES[name] for name in allowed)
    value = node.value if isinstance(node, ScalarNode) else None
    found = {MappingNode: "a map", SequenceNode: "a list"}.get(type(node)) or _shown(value)
    advice, fix = f"write {wanted}", tuple[Repair, ...]()
    if isinstance(value, str) and "{{" in value:
        advice = RENDER_HELM
    elif isinstance(value, str) and wanted == NAMES["integer"]:
        advice, fix = f"{advice}, without quotes or unit", (Repair(node[1:3], quotes="drop"),)
    elif not isinstance(value, str | None) and "string" in allowed:
        advice, fix = "quote it", (Repair(node[1:3], quotes="add"),)
    message = f"{quoted_path(path or 'the object')} must be {wanted}, not {found}"
    return Diagnostic(node.line, node.column, message, advice, repairs=fix)


def _shown(value: scalars.Value) -> str:
    return f"the text {quoted(value)}" if isinstance(value, str) else quoted(value)


def _range(node: Node, schema: Schema, path: str) -> Iterator[Diagnostic]:
    bits, number = BITS.get(schema.get("format", "")), whole(node)
    if bits and number is not None and not -(2**bits) <= number < 2**bits:
        value = node.value if isinstance(node, ScalarNode) else number
        message = f"{quoted_path(path)} must fit {bits + 1} bits, not {quoted(value)}"
        yield Diagnostic(node.line, node.column, message, f"write a number from {-(2**bits)} to {2**bits - 1}")
