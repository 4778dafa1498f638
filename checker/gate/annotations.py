"""The annotations for the gate, on an object or on its Pod template.

podproof.dev/ignore: traffic-after-sigterm, law/started-leads-to-terminal-phase
podproof.dev/ignore-reason: the proxy before it drains connections
podproof.dev/never-exits: log-shipper
podproof.dev/drains: 5s..25s
podproof.dev/starts: app=20s..40s, proxy=1s
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from podproof.checker.gate.intervals import DURATIONS, NETWORK, mistake
from podproof.spec.findings.behavior import BEHAVIORS
from podproof.spec.manifest import Manifest
from podproof.spec.manifest.spelling import nearest
from podproof.spec.manifest.syntax import MappingNode

PREFIX = "podproof.dev/"

SUPPRESSING = ("ignore", "ignore-reason")

SIMULATING = "simulate-"
"""What annotations begin with that `podproof simulate` reads."""

TIMES = tuple(name.replace("_", "-") for name in (*DURATIONS, *NETWORK))
"""Annotations that declare durations."""

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


def durations_named(manifest: Manifest, name: str) -> Iterator[tuple[str, str]]:
    """What the annotation of that name declares, as pairs of a container, empty for all, and a text."""
    for annotations in _annotations(manifest):
        for item in _names(annotations.text(f"{PREFIX}{name.replace('_', '-')}")):
            container, _, text = item.rpartition("=")
            yield container.strip(), text.strip()


def ineffective(manifest: Manifest) -> Iterator[tuple[str, int, int]]:
    """The annotations without effect, each with a message and its position."""
    containers = tuple(member.name for member in manifest.pod.members)
    for annotations in _annotations(manifest):
        for key in annotations.entries:
            name = key.removeprefix(PREFIX)
            if name == key or name in SUPPRESSING or name.startswith(SIMULATING):
                continue
            at = annotations.where(key)
            if name in BEHAVIORS:
                yield from ((line, *at) for line in _strangers(_names(annotations.text(key)), containers))
            elif name in TIMES:
                yield from ((line, *at) for line in _mistakes(manifest, name, containers))
            else:
                offer = nearest(name, (*SUPPRESSING, *BEHAVIORS, *TIMES), ALIKE)
                yield f"unknown annotation `{key}`{_hint(PREFIX, offer)}", *at


def _strangers(named: Iterable[str], containers: tuple[str, ...]) -> Iterator[str]:
    for container in named:
        if container not in containers:
            yield f"this Pod has no container {container}{_hint('', nearest(container, containers, ALIKE))}"


def _mistakes(manifest: Manifest, name: str, containers: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with declared durations."""
    declared = list(durations_named(manifest, name))
    yield from _strangers((container for container, _ in declared if container), containers)
    yield from filter(None, (mistake(name.replace("-", "_"), text) for _, text in declared))


def _hint(prefix: str, offer: str) -> str:
    return f"; did you mean {prefix}{offer}?" if offer else ""


def _annotations(manifest: Manifest) -> Iterator[MappingNode]:
    for metadata in manifest.metadata:
        if annotations := metadata.inner("annotations"):
            yield annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
