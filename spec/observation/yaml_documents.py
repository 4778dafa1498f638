"""YAML documents in a recording, such as `kubectl get pod -o yaml` prints, as the JSON that they stand for."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from podproof.spec.manifest import yaml_text
from podproof.spec.manifest.nodes import MappingNode, Node, SequenceNode
from podproof.spec.manifest.problems import Malformed
from podproof.spec.observation.streams import DamagedStream

BEGIN = re.compile(rb"---|#|- ?apiVersion|(apiVersion|kind|items|metadata|spec|status|type|object)['\"]?:")
"""How the first line of a Kubernetes object, or of a list, begins in YAML."""


def json_texts(line: int, text: bytes) -> Iterator[tuple[int, bytes | DamagedStream]]:
    """Each document that is not empty, as JSON, with the number of its first line; the text begins in a line."""
    try:
        for node in yaml_text.trees(text.decode("utf-8", "replace")):
            if isinstance(node, MappingNode | SequenceNode):
                yield line + node.line - 1, msgspec.json.encode(value(node))
    except Malformed as malformed:
        yield line + malformed.diagnostic.line - 1, DamagedStream(line + malformed.diagnostic.line - 1, str(malformed))


def value(node: Node) -> Any:
    """The value of a tree."""
    if isinstance(node, MappingNode):
        return {name: value(entry.node) for name, entry in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [value(each) for each in node.items]
    return node.value
