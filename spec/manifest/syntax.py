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
                yield from yaml_text.trees(_from(text, offset, line))
    except Malformed as malformed:
        read = "\n".join(text.split("\n", malformed.diagnostic.line)[: malformed.diagnostic.line])
        unfilled = UNFILLED.search(read)
        if unfilled is None:
            raise
        line, column = read.count("\n", 0, unfilled.end()) + 1, len(unfilled[0]) - 1
        raise Malformed(line, column, "a template, not a manifest", RENDER_HELM, TEMPLATE) from malformed


def _from(text: str, offset: int, line: int) -> str:
    """The text from the offset on, with its indentation; the lines before it are empty, and mean nothing to YAML."""
    before = text[text.rfind("\n", 0, offset) + 1 : offset].lstrip("\ufeff")
    indentation = "" if before.strip(" ") else before
    return "\n" * (line - 1) + indentation + text[offset:]
