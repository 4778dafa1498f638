"""YAML text as trees, with the meaning that sigs.k8s.io/yaml gives to it.

kubectl reads YAML with goyaml.v2, whose scanner follows libyaml 0.1 and whose maps follow the order of the text. Each
difference from libyaml 0.2 that a manifest meets is undone here; kubectl 1.32 was asked about each.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from podproof.spec.manifest import scalars
from podproof.spec.manifest.nodes import (
    Entry,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    add,
    bound_depth,
    bound_size,
)
from podproof.spec.manifest.problems import Malformed, quoted

Event = Any
"""An event of the YAML parser, whose library does not declare the attributes of each."""

COLON_IN_FLOW = re.compile(r"(?<=[^\s\"'\]}]):(?=[,?\[\]{}])")
"""A colon that libyaml 0.2 refuses within a plain scalar of a flow list or map; go-yaml takes it: `[001:db8::]`."""

STANDS_FOR_COLON = "\ue13a"
"""A private character, which takes the place of such a colon for the parser."""


TYPES: Mapping[str, type | tuple[type, ...]] = {
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": (int, float),
    "tag:yaml.org,2002:bool": bool,
    "tag:yaml.org,2002:null": type(None),
}
"""What a value with a tag of YAML must be; go-yaml refuses `!!int x`."""


class MergeKey(str):
    """A `<<` without quotes, which merges maps if it is a key."""

    __slots__ = ()


class OpenNode:
    """A map, list or document whose end is not read yet."""

    __slots__ = ("children", "event", "size")

    def __init__(self, event: Event) -> None:
        self.event, self.children, self.size = event, list[Node](), 1


def trees(text: str) -> Iterator[Node]:
    """Yield each document of the text as a tree; raise `Malformed` at the first unreadable position."""
    count = 0
    try:
        for tree in _trees(text):
            count += 1
            yield tree
    except Malformed as malformed:
        if "found unexpected ':'" not in malformed.diagnostic.message or STANDS_FOR_COLON in text:
            raise
    else:
        return
    for number, tree in enumerate(_trees(COLON_IN_FLOW.sub(STANDS_FOR_COLON, text))):
        if number >= count:
            yield tree


def _trees(text: str) -> Iterator[Node]:
    open_nodes: list[OpenNode] = []
    anchors: dict[str, tuple[Node, int]] = {}
    for event in _events(text):
        match type(event).__name__:
            case "ScalarEvent":
                _attach(open_nodes, _scalar(event), 1, event, anchors)
            case "DocumentStartEvent" | "MappingStartEvent" | "SequenceStartEvent":
                open_nodes.append(OpenNode(event))
                bound_depth(len(open_nodes), *_at(event))
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
    text = event.value.replace(STANDS_FOR_COLON, ":") if STANDS_FOR_COLON in event.value else event.value
    value = scalars.value(text, event.tag, event.implicit[0])
    line, column = _at(event)
    if isinstance(value, float) and value - value != 0:
        message = f"{quoted(text)} is not a number that the API can hold"
        raise Malformed(line, column, message, "write a finite number, or quote it if it is a text")
    if not isinstance(value, TYPES.get(event.tag, object)):
        raise Malformed(line, column, f"{quoted(text)} is not what its tag says", "correct the tag, or remove it")
    return ScalarNode(MergeKey(text) if text == "<<" and event.implicit[0] else value, line, column)


def _collection(closed: OpenNode) -> Node:
    line, column = _at(closed.event)
    if type(closed.event).__name__ == "SequenceStartEvent":
        return SequenceNode(closed.children, line, column)
    return _mapping(closed.children, line, column)


def _mapping(children: list[Node], line: int, column: int) -> MappingNode:
    entries, repeated = dict[str, Entry](), list[tuple[str, ScalarNode, ScalarNode]]()
    merged: dict[str, Entry] = {}
    for key, node in zip(children[0::2], children[1::2], strict=True):
        name = scalars.key(key.value) if isinstance(key, ScalarNode) else None
        if name is None or not isinstance(key, ScalarNode):
            raise Malformed(key.line, key.column, "a key of a map must be a text", "quote it")
        if isinstance(key.value, MergeKey):
            # goyaml.v2 merges where the `<<` stands: it overwrites the keys before it, and those after it overwrite it.
            merged = _merged(node)
            entries |= merged
        elif entries.get(name) is merged.get(name):
            entries[name] = Entry(key, node)
        else:
            add(entries, repeated, name, Entry(key, node))
    return MappingNode(entries, line, column, tuple(repeated))


def _merged(node: Node) -> dict[str, Entry]:
    merged: dict[str, Entry] = {}
    for source in node.items if isinstance(node, SequenceNode) else [node]:
        if not isinstance(source, MappingNode):
            raise Malformed(source.line, source.column, "`<<` takes a map or a list of maps", "merge a map")
        for name, entry in source.entries.items():
            merged.setdefault(name, entry)
    return merged


def _aliased(event: Event, anchors: dict[str, tuple[Node, int]]) -> tuple[Node, int]:
    if event.anchor not in anchors:
        line, column = _at(event)
        message = f"the alias {quoted(f'*{event.anchor}')} has no complete anchor before it"
        raise Malformed(line, column, message, f"put {quoted(f'&{event.anchor}')} on an earlier value")
    return anchors[event.anchor]


def _attach(
    open_nodes: list[OpenNode], node: Node, size: int, event: Event, anchors: dict[str, tuple[Node, int]]
) -> None:
    parent = open_nodes[-1]
    parent.children.append(node)
    parent.size += size
    bound_size(parent.size, node.line, node.column)
    if event.anchor is not None:
        anchors[event.anchor] = node, size
