"""Where rendered objects come from: each is given the positions of the file that it is made from, as far as known."""

from collections.abc import Callable
from typing import NamedTuple

from podproof.spec.manifest.syntax import Entry, MappingNode, Node, ScalarNode, SequenceNode

Located = tuple[str, Node]
"""The file of an object, and the object with its positions in that file."""

Origins = Callable[[Node], Located]
"""Takes a rendered object to its origin."""


class Whole(NamedTuple):
    """Takes every object to the beginning of one file."""

    file: str

    def __call__(self, node: Node) -> Located:
        """The object at the first line of the file."""
        return self.file, moved(node, None, (1, 1))


def moved(node: Node, source: Node | None, at: tuple[int, int]) -> Node:
    """The same value with the positions of the equal parts of its source; `at` is the position of the other parts."""
    here = source[1:3] if source is not None else at
    if isinstance(node, MappingNode):
        written = source.entries if isinstance(source, MappingNode) else {}
        entries = {name: _entry(entry, written.get(name), here) for name, entry in node.entries.items()}
        return node._replace(entries=entries, line=here[0], column=here[1])
    if isinstance(node, SequenceNode):
        known = source.items if isinstance(source, SequenceNode) else []
        items = [moved(item, _twin(item, number, known), here) for number, item in enumerate(node.items)]
        return node._replace(items=items, line=here[0], column=here[1])
    return node._replace(line=here[0], column=here[1])


def _entry(entry: Entry, source: Entry | None, at: tuple[int, int]) -> Entry:
    key = entry.key._replace(line=source.key.line, column=source.key.column) if source else _at(entry.key, at)
    return entry._replace(key=key, node=moved(entry.node, source.node if source else None, (key.line, key.column)))


def _at(key: ScalarNode, at: tuple[int, int]) -> ScalarNode:
    return key._replace(line=at[0], column=at[1])


def _twin(item: Node, number: int, known: list[Node]) -> Node | None:
    """The item of the source list with the same name; without names, the one with the same number."""
    name = item.text("name") if isinstance(item, MappingNode) else ""
    if name:
        return next((each for each in known if isinstance(each, MappingNode) and each.text("name") == name), None)
    return known[number] if number < len(known) else None


def original(node: MappingNode, documents: list[Node]) -> MappingNode | None:
    """The object of a file that a rendered object is made from: of its kind, and of its name before prefixes."""
    kind, name = node.text("kind"), _name(node)
    alike = [each for each in documents if isinstance(each, MappingNode) and each.text("kind") == kind]
    same = [each for each in alike if _name(each) == name]
    within = [each for each in alike if _name(each) and _name(each) in name]
    found = same or within or alike
    return found[0] if len(found) == 1 or same else None


def _name(node: MappingNode) -> str:
    metadata = node.inner("metadata")
    return metadata.text("name") if metadata else ""
