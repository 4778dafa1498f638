"""The annotations that a manifest has for the gate, on the object or on its Pod template.

podproof.dev/ignore: traffic-after-term, law/started-leads-to-the-end
podproof.dev/ignore-reason: the proxy before it drains connections
podproof.dev/never-exits: log-shipper
"""

from collections.abc import Iterator
from typing import NamedTuple

from spec.manifest import Manifest
from spec.manifest.syntax import Mapping

PREFIX = "podproof.dev/"


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


def _annotations(manifest: Manifest) -> Iterator[Mapping]:
    for metadata in manifest.metadata:
        if annotations := metadata.inner("annotations"):
            yield annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
