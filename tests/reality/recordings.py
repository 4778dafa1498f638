"""The recordings of a real kubelet that the project keeps, and the ones that are not accepted yet."""

import io
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import zstandard

from podproof.checker.conformance.automata import Automata
from podproof.checker.conformance.pod_history import PodHistory
from podproof.checker.conformance.recordings import JudgedPod, Recording
from podproof.spec.observation.lifecycle import REMEMBERING

FOLDER = Path(__file__).parent / "traces"
VERSIONS = {"v1.36.2": 36, "v1.36.2-run2": 36, "v1.20.2": 20}
"""The recordings, a file for each cluster, and the minor version of its kubelet."""


@cache
def shapes(kubernetes: int) -> Automata:
    """The shapes of all recordings of a version, learned once."""
    return Automata(REMEMBERING, kubernetes)


def text(version: str) -> bytes:
    """A whole recording, unpacked."""
    return zstandard.decompress((FOLDER / f"{version}.jsonl.zst").read_bytes())


def histories(version: str) -> dict[str, list[dict[str, Any]]]:
    """The watch events of each Pod."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in text(version).splitlines():
        event = json.loads(line)
        found.setdefault(event["object"]["metadata"]["name"], []).append(event)
    return found


def judged(events: Iterable[dict[str, Any]], kubernetes: int) -> Iterator[PodHistory]:
    """The lives in a row of watch events."""
    lines = "\n".join(map(json.dumps, events)).encode()
    for found in Recording("forged", shapes(kubernetes)).judge(io.BytesIO(lines)):
        assert isinstance(found, JudgedPod), found
        yield found.life


def is_legal(events: Iterable[dict[str, Any]], kubernetes: int) -> bool:
    """Whether every Pod in a row of watch events has a legal life."""
    return all(life.illegal is None for life in judged(events, kubernetes))
