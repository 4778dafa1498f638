"""Warnings about fields that Kubernetes ignores: the intended field, and the value that applies instead."""

from podproof.spec.manifest.edits import Repair
from podproof.spec.manifest.fields import FIELDS, HOMES, home
from podproof.spec.manifest.place import known
from podproof.spec.manifest.problems import Diagnostic, quoted, quoted_path
from podproof.spec.manifest.spelling import nearest
from podproof.spec.manifest.syntax import Entry, MappingNode, ScalarNode

ALIKE = 0.7
"""The least similarity of two names, from 0 to 1, for one to count as a misspelling of the other."""


def unknown_field(
    name: str, entry: Entry, node: MappingNode, type: str, path: str, kubernetes: int, names: tuple[str, ...]
) -> Diagnostic:
    """Return the warning for a field that the API does not have there, or that the version ignores by default."""
    line, column = entry.key.line, entry.key.column
    field, place = known(type, name), quoted_path(path) if path else HOMES.get(type, "this object")
    if not field.since:
        message = f"unknown field {quoted(name)} in {place}"
        right = nearest(name, names, ALIKE)
        fix = (Repair((line, column), right),) if right and right not in node.entries else ()
        advice = _advice(name, right, node, type)
        return Diagnostic(line, column, message, advice, "warning", "unknown-field", fix)
    if kubernetes < field.since:
        message = f"Kubernetes 1.{kubernetes} has no {quoted(name)} in {place} and ignores it"
        return Diagnostic(
            line,
            column,
            message,
            f"remove it, or set the version to 1.{field.since} or newer",
            "warning",
            "ignored-field",
        )
    message = f"Kubernetes 1.{kubernetes} reads {quoted(name)} in {place} only with the feature gate {field.gate}"
    return Diagnostic(line, column, message, "podproof assumes that the gate is enabled", "warning", "gated-field")


def _advice(name: str, right: str, node: MappingNode, type: str) -> str:
    if right:
        return f"did you mean {quoted(right)}? Kubernetes ignores it{_consequence(right, node, type)}"
    belongs = home(name)
    if belongs:
        return f"it belongs in {belongs}; here Kubernetes ignores it"
    return "Kubernetes ignores it; remove it, or correct its indentation"


def _consequence(right: str, node: MappingNode, type: str) -> str:
    if right in node.entries:
        other = node.entries[right]
        value = other.node.value if isinstance(other.node, ScalarNode) else "what it is"
        return f": {right} is {value}, from line {other.key.line}"
    if right not in FIELDS.get(type, {}):
        return ""
    default = FIELDS[type][right].default
    return f": {right} is not set" if default in (None, "", ()) else f": {right} stays at its default {_shown(default)}"


def _shown(default: object) -> str:
    return str(default).lower() if isinstance(default, bool) else str(default)
