"""The annotations for the gate, on an object or on its Pod template.

podproof.dev/ignore: traffic-after-sigterm, law/started-leads-to-terminal-phase
podproof.dev/ignore-reason: the proxy before it drains connections
podproof.dev/never-exits: log-shipper
"""

from collections.abc import Iterator
from typing import NamedTuple

from podproof.spec.findings.behavior import BEHAVIORS
from podproof.spec.manifest import Manifest
from podproof.spec.manifest.spelling import nearest
from podproof.spec.manifest.syntax import MappingNode

PREFIX = "podproof.dev/"

SUPPRESSING = ("ignore", "ignore-reason")

ALIKE = 0.6
"""The least similarity to a known name, from 0 to 1, for a name to count as its misspelling."""


class Suppression(NamedTuple):
    """The rules that an annotation suppresses, the reason, and the position of the annotation."""

    rules: tuple[str, ...]
    reason: str
    line: int
    column: int


def suppressions(manifest: Manifest) -> Iterator[Suppression]:
    """The suppressions in the annotations of a manifest."""
    for annotations in _annotations(manifest):
        if rules := _names(annotations.text(f"{PREFIX}ignore")):
            reason = annotations.text(f"{PREFIX}ignore-reason").strip()
            yield Suppression(rules, reason, *annotations.where(f"{PREFIX}ignore"))


def containers_named(manifest: Manifest, name: str) -> tuple[str, ...]:
    """The containers that the annotation of that name lists."""
    return tuple(item for each in _annotations(manifest) for item in _names(each.text(f"{PREFIX}{name}")))


def ineffective(manifest: Manifest) -> Iterator[tuple[str, int, int]]:
    """The annotations without effect, each with a message and its position."""
    containers = tuple(member.name for member in manifest.pod.members)
    for annotations in _annotations(manifest):
        for key in annotations.entries:
            name = key.removeprefix(PREFIX)
            if name == key or name in SUPPRESSING:
                continue
            if name not in BEHAVIORS:
                offer = nearest(name, (*SUPPRESSING, *BEHAVIORS), ALIKE)
                yield f"unknown annotation `{key}`{_hint(PREFIX, offer)}", *annotations.where(key)
            for container in _names(annotations.text(key)) if name in BEHAVIORS else ():
                if container not in containers:
                    offer = nearest(container, containers, ALIKE)
                    yield f"this Pod has no container {container}{_hint('', offer)}", *annotations.where(key)


def _hint(prefix: str, offer: str) -> str:
    return f"; did you mean {prefix}{offer}?" if offer else ""


def _annotations(manifest: Manifest) -> Iterator[MappingNode]:
    for metadata in manifest.metadata:
        if annotations := metadata.inner("annotations"):
            yield annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
