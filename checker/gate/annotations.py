"""The annotations that a manifest has for the gate, on the object or on its Pod template.

podproof.dev/ignore: traffic-after-term, law/started-leads-to-terminal-phase
podproof.dev/ignore-reason: the proxy before it drains connections
podproof.dev/never-exits: log-shipper
"""

from collections.abc import Iterator
from typing import NamedTuple

from podproof.spec.findings.behaviour import BEHAVIOURS
from podproof.spec.manifest import Manifest
from podproof.spec.manifest.spelling import nearest
from podproof.spec.manifest.syntax import MappingNode

PREFIX = "podproof.dev/"

SUPPRESSING = ("ignore", "ignore-reason")

ALIKE = 0.6
"""How alike a name must be to a known one, from 0 to 1, to be taken as a misspelling of it."""


class Suppression(NamedTuple):
    """The rules that an annotation names, the reason beside it, and where it stands."""

    rules: tuple[str, ...]
    reason: str
    line: int
    column: int


def suppressions(manifest: Manifest) -> Iterator[Suppression]:
    """What the manifest asks to leave as it is."""
    for annotations in _annotations(manifest):
        if rules := _names(annotations.text(f"{PREFIX}ignore")):
            reason = annotations.text(f"{PREFIX}ignore-reason").strip()
            yield Suppression(rules, reason, *annotations.where(f"{PREFIX}ignore"))


def listed(manifest: Manifest, name: str) -> tuple[str, ...]:
    """What the annotation of that name lists."""
    return tuple(item for each in _annotations(manifest) for item in _names(each.text(f"{PREFIX}{name}")))


def vain(manifest: Manifest) -> Iterator[tuple[str, int, int]]:
    """Which annotations mean nothing, and where they stand."""
    containers = tuple(member.name for member in manifest.pod.members)
    for annotations in _annotations(manifest):
        for key in annotations.entries:
            name = key.removeprefix(PREFIX)
            if name == key or name in SUPPRESSING:
                continue
            if name not in BEHAVIOURS:
                offer = nearest(name, (*SUPPRESSING, *BEHAVIOURS), ALIKE)
                yield f"`{key}` means nothing{_meant(PREFIX, offer)}", *annotations.where(key)
            for container in _names(annotations.text(key)) if name in BEHAVIOURS else ():
                if container not in containers:
                    offer = nearest(container, containers, ALIKE)
                    yield f"there is no container {container} in this Pod{_meant('', offer)}", *annotations.where(key)


def _meant(prefix: str, offer: str) -> str:
    return f"; did you mean {prefix}{offer}?" if offer else ""


def _annotations(manifest: Manifest) -> Iterator[MappingNode]:
    for metadata in manifest.metadata:
        if annotations := metadata.inner("annotations"):
            yield annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
