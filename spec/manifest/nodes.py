"""The tree of a document: maps, lists and scalars that know their line and column, and the bounds on it."""

from typing import NamedTuple

from podproof.spec.manifest import scalars
from podproof.spec.manifest.problems import Malformed

DEEPEST = 100
"""How deeply maps and lists may be nested; the Pod API needs some twenty levels."""

LARGEST = 1_000_000
"""How many values one document may hold once its aliases are written out."""


class ScalarNode(NamedTuple):
    """A text, number, boolean or null."""

    value: scalars.Value
    line: int
    column: int


class SequenceNode(NamedTuple):
    """A list."""

    items: "list[Node]"
    line: int
    column: int


class Entry(NamedTuple):
    """A key of a map with its value."""

    key: ScalarNode
    node: "Node"


class MappingNode(NamedTuple):
    """A map from names to values, in the order of the text; the last of equal keys counts.

    `repeated` has, for each key that overwrote an equal one, the name, that key and the overwritten key.
    """

    entries: dict[str, Entry]
    line: int
    column: int
    repeated: tuple[tuple[str, ScalarNode, ScalarNode], ...] = ()

    def get(self, key: str) -> "Node | None":
        """Return the value of a key, or None where it is absent or null."""
        entry = self.entries.get(key)
        return None if entry is None or is_null(entry.node) else entry.node

    def text(self, key: str) -> str:
        """Return the text of a key, or the empty one where there is none."""
        node = self.get(key)
        return node.value if isinstance(node, ScalarNode) and isinstance(node.value, str) else ""

    def inner(self, *path: str) -> "MappingNode | None":
        """Return the map at a path of keys, or None where there is none."""
        node: Node | None = self
        for key in path:
            node = node.get(key) if isinstance(node, MappingNode) else None
        return node if isinstance(node, MappingNode) else None

    def where(self, key: str) -> tuple[int, int]:
        """Return line and column of a key's value if that is a scalar, else of the key, else of the whole map."""
        if key not in self.entries:
            return self.line, self.column
        name, node = self.entries[key]
        at = node if isinstance(node, ScalarNode) else name
        return at.line, at.column


Node = ScalarNode | SequenceNode | MappingNode


def is_null(node: Node) -> bool:
    """Return whether a value is null, which the API treats as absent."""
    return isinstance(node, ScalarNode) and node.value is None


def add(entries: dict[str, Entry], repeated: list[tuple[str, ScalarNode, ScalarNode]], name: str, entry: Entry) -> None:
    """Add an entry to a map as go-yaml and encoding/json do: it overwrites an equal key, which is kept as repeated."""
    if name in entries:
        repeated.append((name, entry.key, entries[name].key))
    entries[name] = entry


def bound_depth(depth: int, line: int, column: int) -> None:
    """Raise `Malformed` if maps and lists are nested too deeply."""
    if depth > DEEPEST:
        message = f"maps and lists are nested more than {DEEPEST} deep"
        raise Malformed(line, column, message, "no Kubernetes object is that deep; check the brackets")


def bound_size(size: int, line: int, column: int) -> None:
    """Raise `Malformed` if a document has too many values."""
    if size > LARGEST:
        message = f"this document has more than {LARGEST:,} values once its aliases are expanded"
        raise Malformed(line, column, message, "write the values out, or split the document")
