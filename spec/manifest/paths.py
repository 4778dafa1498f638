"""The path of a field, by its position: it stays the same when lines move."""

from collections.abc import Collection, Mapping

from podproof.spec.manifest.place import join, label
from podproof.spec.manifest.syntax import MappingNode, Node, SequenceNode


def field_paths(root: Node, wanted: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
    """Return the paths of the fields whose keys or values begin at these lines and columns; in one traversal."""
    found: dict[tuple[int, int], str] = {}
    waiting: list[tuple[Node, str]] = [(root, "")] if wanted else []
    while waiting:
        node, path = waiting.pop()
        if (node.line, node.column) in wanted:
            found[node.line, node.column] = path
        if isinstance(node, MappingNode):
            for name, (key, inner) in node.entries.items():
                waiting.append((inner, join(path, name)))
                if (key.line, key.column) in wanted:
                    found[key.line, key.column] = join(path, name)
        elif isinstance(node, SequenceNode):
            waiting.extend((item, f"{path}[{label(item, place)}]") for place, item in enumerate(node.items))
    return found
