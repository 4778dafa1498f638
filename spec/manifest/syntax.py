"""YAML and JSON text as a tree in which every key and every value knows its line and column."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from podproof.spec.manifest import scalars
from podproof.spec.manifest.problems import RENDER_HELM, TEMPLATE, Malformed, quoted

Event = Any
"""An event of the YAML parser, whose library does not declare the attributes of each."""

DEEPEST = 100
"""How many maps and lists may stand within one another; the Pod API needs some twenty."""

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


class MappingNode(NamedTuple):
    """A map from names to values, in the order of the text."""

    entries: "dict[str, Entry]"
    line: int
    column: int

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


class Entry(NamedTuple):
    """A key of a map with its value."""

    key: ScalarNode
    node: "Node"


Node = ScalarNode | SequenceNode | MappingNode

UNFILLED = re.compile(r"^[^#\"'\n]*?(?:\{\{|\{%|<%)", re.MULTILINE)
"""The beginning of a line with a gap for a template engine, such as that of Helm, Jinja or ERB."""


def is_null(node: Node) -> bool:
    """Return whether a value is null, which the API treats as absent."""
    return isinstance(node, ScalarNode) and node.value is None


class OpenNode:
    """A map, list or document whose end is not read yet."""

    __slots__ = ("children", "event", "size")

    def __init__(self, event: Event) -> None:
        self.event, self.children, self.size = event, list[Node](), 1


def documents(text: str) -> Iterator[Node]:
    """Yield each document of the text as a tree; raise `Malformed` at the first unreadable position."""
    try:
        yield from _trees(text)
    except Malformed as malformed:
        read = "\n".join(text.split("\n", malformed.diagnostic.line)[: malformed.diagnostic.line])
        unfilled = UNFILLED.search(read)
        if unfilled is None:
            raise
        line, column = read.count("\n", 0, unfilled.end()) + 1, len(unfilled[0]) - 1
        raise Malformed(line, column, "a template, not a manifest", RENDER_HELM, TEMPLATE) from malformed


def _trees(text: str) -> Iterator[Node]:
    open_nodes: list[OpenNode] = []
    anchors: dict[str, tuple[Node, int]] = {}
    for event in _events(text):
        match type(event).__name__:
            case "DocumentStartEvent" | "MappingStartEvent" | "SequenceStartEvent":
                open_nodes.append(OpenNode(event))
                _bound_depth(event, len(open_nodes))
            case "ScalarEvent":
                _attach(open_nodes, _scalar(event), 1, event, anchors)
            case "AliasEvent":
                _attach(open_nodes, *_aliased(event, anchors), event, {})
            case "MappingEndEvent" | "SequenceEndEvent":
                closed = open_nodes.pop()
                _attach(open_nodes, _collection(closed), closed.size, closed.event, anchors)
            case "DocumentEndEvent":
                yield open_nodes.pop().children[0]
                anchors.clear()


def _events(text: str) -> Iterator[Event]:
    # Imported here because it takes a fifth of the start-up time of the whole program.
    import yaml

    try:
        yield from yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Malformed(line, column, f"not YAML: {error.problem}", "fix it; nothing after it was read") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        raise Malformed(line, column, f"not YAML: {error.reason}", "remove that character") from error


def _at(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _scalar(event: Event) -> ScalarNode:
    value = scalars.value(event.value, event.tag, event.implicit[0])
    line, column = _at(event)
    if isinstance(value, float) and value - value != 0:
        message = f"{quoted(event.value)} is not a number that the API can hold"
        raise Malformed(line, column, message, "write a finite number, or quote it if it is a text")
    return ScalarNode(value, line, column)


def _collection(closed: OpenNode) -> Node:
    line, column = _at(closed.event)
    if type(closed.event).__name__ == "SequenceStartEvent":
        return SequenceNode(closed.children, line, column)
    return _mapping(closed.children, line, column)


def _mapping(children: list[Node], line: int, column: int) -> MappingNode:
    own: dict[str, Entry] = {}
    merged: dict[str, Entry] = {}
    for key, node in zip(children[0::2], children[1::2], strict=True):
        name = scalars.key(key.value) if isinstance(key, ScalarNode) else None
        if name is None or not isinstance(key, ScalarNode):
            raise Malformed(key.line, key.column, "a key of a map must be a text", "quote it")
        if name == "<<":
            _merge(node, merged)
        elif name in own:
            first = own[name].key
            message = f"the key {quoted(name)} is repeated; it is also on line {first.line}, column {first.column}"
            raise Malformed(key.line, key.column, message, "keep one of the two")
        else:
            own[name] = Entry(key, node)
    return MappingNode({**merged, **own}, line, column)


def _merge(node: Node, merged: dict[str, Entry]) -> None:
    for source in node.items if isinstance(node, SequenceNode) else [node]:
        if not isinstance(source, MappingNode):
            raise Malformed(source.line, source.column, "`<<` takes a map or a list of maps", "merge a map")
        for name, entry in source.entries.items():
            merged.setdefault(name, entry)


def _aliased(event: Event, anchors: dict[str, tuple[Node, int]]) -> tuple[Node, int]:
    if event.anchor not in anchors:
        line, column = _at(event)
        message = f"the alias `*{event.anchor}` has no complete anchor before it"
        raise Malformed(line, column, message, f"put `&{event.anchor}` on an earlier value")
    return anchors[event.anchor]


def _attach(
    open_nodes: list[OpenNode], node: Node, size: int, event: Event, anchors: dict[str, tuple[Node, int]]
) -> None:
    parent = open_nodes[-1]
    parent.children.append(node)
    parent.size += size
    if parent.size > LARGEST:
        message = f"with its aliases written out this document has more than {LARGEST:,} values"
        raise Malformed(node.line, node.column, message, "write the values out, or split the document")
    if event.anchor is not None:
        anchors[event.anchor] = node, size


def _bound_depth(event: Event, depth: int) -> None:
    if depth > DEEPEST:
        line, column = _at(event)
        message = f"more than {DEEPEST} maps and lists within one another"
        raise Malformed(line, column, message, "no Kubernetes object is that deep; check the brackets")
