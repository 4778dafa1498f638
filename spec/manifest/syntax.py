"""YAML and JSON text as trees in which every key and every value knows its line and column."""

import re
from collections.abc import Iterator

from podproof.spec.manifest import json_text, yaml_text
from podproof.spec.manifest.nodes import Entry, MappingNode, Node, ScalarNode, SequenceNode, is_null
from podproof.spec.manifest.problems import RENDER_HELM, TEMPLATE, Malformed

__all__ = ["Entry", "MappingNode", "Node", "ScalarNode", "SequenceNode", "documents", "is_null"]

UNFILLED = re.compile(r"^[^#\"'\n]*?(?:\{\{|\{%|<%)", re.MULTILINE)
"""The beginning of a line with a gap for a template engine, such as that of Helm, Jinja or ERB."""


def documents(text: str) -> Iterator[Node]:
    """Yield each document of the text as a tree; raise `Malformed` at the first unreadable position.

    JSON objects come first, one after the other; the rest is YAML.
    """
    try:
        for node, offset, line in json_text.objects(text):
            if node is not None:
                yield node
            elif offset < len(text):
                # The lines before it keep the count right, and mean nothing to YAML.
                yield from yaml_text.trees("\n" * (line - 1) + text[offset:] if offset else text)
    except Malformed as malformed:
        read = "\n".join(text.split("\n", malformed.diagnostic.line)[: malformed.diagnostic.line])
        unfilled = UNFILLED.search(read)
        if unfilled is None:
            raise
        line, column = read.count("\n", 0, unfilled.end()) + 1, len(unfilled[0]) - 1
        raise Malformed(line, column, "a template, not a manifest", RENDER_HELM, TEMPLATE) from malformed
