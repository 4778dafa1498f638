"""A place in a Pod manifest, read by the field names of one version of the Kubernetes API."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from podproof.spec.manifest.fields import FIELDS, Field, Plain
from podproof.spec.manifest.kinds import Kind
from podproof.spec.manifest.schemas import has_field
from podproof.spec.manifest.syntax import MappingNode, Node, ScalarNode, SequenceNode

NOTHING = MappingNode({}, 0, 0)

UNKNOWN = Field()


class Place(NamedTuple):
    """A map of the manifest with its API type; fields that its version does not know are absent."""

    type: str
    node: MappingNode
    path: str
    field: str
    kubernetes: int
    owner: Kind
    outer: "Place | None" = None

    def get(self, name: str) -> Node | None:
        """Return the value of a field, or None if it is absent, null or unknown to the version."""
        node = self.node.get(name)
        if node is None:
            return None
        return node if _is_known(self.type, name, self.kubernetes) else None

    def integer(self, name: str) -> int | None:
        """Return a whole number, or None if the field has none."""
        return whole(self.get(name))

    def text(self, name: str) -> str:
        """Return a text, empty if the field has none."""
        node = self.get(name)
        return node.value if isinstance(node, ScalarNode) and isinstance(node.value, str) else ""

    def is_text(self, name: str) -> bool:
        """Return whether a field has a text, even an empty one."""
        node = self.get(name)
        return isinstance(node, ScalarNode) and isinstance(node.value, str)

    def flag(self, name: str) -> bool:
        """Return whether a field is true."""
        node = self.get(name)
        return isinstance(node, ScalarNode) and node.value is True

    def nodes(self, name: str) -> list[Node]:
        """Return the items of a list, empty if the field has none."""
        node = self.get(name)
        return node.items if isinstance(node, SequenceNode) else []

    def integers(self, name: str) -> tuple[int, ...]:
        """Return the whole numbers of a list."""
        return tuple(number for node in self.nodes(name) if (number := whole(node)) is not None)

    def inner(self, name: str, type: str) -> "Place | None":
        """Return the place that a field of a structured type holds, or None if it is absent."""
        node = self.get(name)
        return self._place(node, type, join(self.path, name), name) if isinstance(node, MappingNode) else None

    def each(self, name: str, type: str) -> "Iterator[Place]":
        """Yield the places of a list; the path of each has its `name`, or its number."""
        for index, node in enumerate(self.nodes(name)):
            if isinstance(node, MappingNode):
                yield self._place(node, type, f"{join(self.path, name)}[{label(node, index)}]", name)

    def where(self, name: str = "") -> tuple[int, int]:
        """Return line and column of a field, or of the whole place if the field is absent."""
        return self.node.where(name)

    def setting(self, name: str) -> tuple[Plain, bool]:
        """Return the effective value of a field, and whether it is from the manifest."""
        field = known(self.type, name)
        value = self._typed(name, field)
        if value is None or value == "" or (value == 0 and field.zero_is_absent):
            return field.default, False
        return value, True

    def _typed(self, name: str, field: Field) -> Plain:
        """Return a scalar of the type that the field has; a value of another type counts as absent."""
        node = self.get(name)
        if isinstance(field.default, bool):
            return node.value if isinstance(node, ScalarNode) and isinstance(node.value, bool) else None
        return whole(node) if field.is_number else self.text(name)

    def _place(self, node: MappingNode, type: str, path: str, field: str) -> "Place":
        return Place(type, node, path, field, self.kubernetes, self.owner, self)


@cache
def _is_known(type: str, name: str, kubernetes: int) -> bool:
    """Return whether the version knows the field; types and names are those that the code asks for."""
    if kubernetes < known(type, name).since:
        return False
    return name in FIELDS.get(type, {}) or has_field(type, name, kubernetes)


def known(type: str, name: str) -> Field:
    """Return the facts about a field; they are empty if it does not affect the lifecycle."""
    return FIELDS.get(type, {}).get(name, UNKNOWN)


def whole(node: Node | None) -> int | None:
    """Return a value as a whole number, also if it is written as 3.0; else None."""
    value = node.value if isinstance(node, ScalarNode) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return None
    return int(value)


def label(node: Node, index: int) -> str | int:
    """Return the label of an item in a list: its name, else its number."""
    return (node.text("name") if isinstance(node, MappingNode) else "") or index


def join(path: str, name: str) -> str:
    """Return the path of a field below a path, which may be empty."""
    return f"{path}.{name}" if path else name
