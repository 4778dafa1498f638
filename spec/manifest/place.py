"""A place in a Pod manifest, read by the names of the Kubernetes API with the eyes of one version."""

from collections.abc import Iterator
from typing import NamedTuple

from podproof.spec.manifest.fields import FIELDS, Field, Plain
from podproof.spec.manifest.kinds import Kind
from podproof.spec.manifest.syntax import MappingNode, Node, ScalarNode, SequenceNode

NOTHING = MappingNode({}, 0, 0)

UNKNOWN = Field()


class Place(NamedTuple):
    """A map of the manifest that has a type of the API; whatever its version does not know is absent."""

    type: str
    node: MappingNode
    path: str
    field: str
    kubernetes: int
    owner: Kind
    outer: "Place | None" = None

    def get(self, name: str) -> Node | None:
        """Return the value of a field, or None where it is absent, null or unknown to the version."""
        return None if self.kubernetes < known(self.type, name).since else self.node.get(name)

    def integer(self, name: str) -> int | None:
        """Return a whole number, or None where there is none."""
        return whole(self.get(name))

    def text(self, name: str) -> str:
        """Return a text, or the empty one where there is none."""
        node = self.get(name)
        return node.value if isinstance(node, ScalarNode) and isinstance(node.value, str) else ""

    def flag(self, name: str) -> bool:
        """Say whether a field is set to true."""
        node = self.get(name)
        return isinstance(node, ScalarNode) and node.value is True

    def nodes(self, name: str) -> list[Node]:
        """Return the values of a list, or none."""
        node = self.get(name)
        return node.items if isinstance(node, SequenceNode) else []

    def integers(self, name: str) -> tuple[int, ...]:
        """Return the whole numbers of a list."""
        return tuple(number for node in self.nodes(name) if (number := whole(node)) is not None)

    def inner(self, name: str, type: str) -> "Place | None":
        """Return the place that a field of a structured type holds, or None where it is absent."""
        node = self.get(name)
        return self._place(node, type, join(self.path, name), name) if isinstance(node, MappingNode) else None

    def each(self, name: str, type: str) -> "Iterator[Place]":
        """Yield the places of a list, each named by its `name` if it has one."""
        for index, node in enumerate(self.nodes(name)):
            if isinstance(node, MappingNode):
                yield self._place(node, type, f"{join(self.path, name)}[{label(node, index)}]", name)

    def where(self, name: str = "") -> tuple[int, int]:
        """Return line and column of a field, or of the whole place where it is absent."""
        return self.node.where(name)

    def setting(self, name: str) -> tuple[Plain, bool]:
        """Return the value of a field that really applies, and whether the manifest says so."""
        field, node = known(self.type, name), self.get(name)
        value = node.value if isinstance(node, ScalarNode) else None
        if isinstance(value, float):
            value = whole(node)
        if value is None or value == "" or (value == 0 and field.zero_is_absent):
            return field.default, False
        return value, True

    def _place(self, node: MappingNode, type: str, path: str, field: str) -> "Place":
        return Place(type, node, path, field, self.kubernetes, self.owner, self)


def known(type: str, name: str) -> Field:
    """Return what is known of a field; of one that does not steer the lifecycle, nothing."""
    return FIELDS.get(type, {}).get(name, UNKNOWN)


def whole(node: Node | None) -> int | None:
    """Return the whole number that a value is, also if it is written as 3.0; else None."""
    value = node.value if isinstance(node, ScalarNode) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        return None
    return int(value)


def label(node: Node, index: int) -> str | int:
    """Return what tells an item of a list from its neighbours: its name, else its number."""
    return (node.text("name") if isinstance(node, MappingNode) else "") or index


def join(path: str, name: str) -> str:
    """Return the path of a field below a path that may be empty."""
    return f"{path}.{name}" if path else name
