"""The recordings of a real kubelet that the project keeps, and the ones that are not accepted yet."""

import io
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import zstandard

from podproof.checker.conformance.pod_history import PodHistory
from podproof.checker.conformance.pod_observers import PodObserver, PodObservers
from podproof.checker.conformance.recordings import judge
from podproof.checker.conformance.verdict import PodVerdict
from podproof.spec.observation.entries import Observed
from podproof.spec.observation.recordings import entries
from podproof.spec.observation.snapshots import Snapshot, snapshot

FOLDER = Path(__file__).parent / "traces"
VERSIONS = {"v1.36.2": 36, "v1.36.2-run2": 36, "v1.20.2": 20}
"""The recordings, a file for each cluster, and the minor version of its kubelet."""


@cache
def observers(kubernetes: int) -> PodObservers:
    """The observers of a version, shared by all tests."""
    return PodObservers(kubernetes)


def text(version: str) -> bytes:
    """A whole recording, unpacked."""
    return zstandard.decompress((FOLDER / f"{version}.jsonl.zst").read_bytes())


@cache
def histories(version: str) -> dict[str, list[dict[str, Any]]]:
    """The watch events of each Pod by its name, which is unique in a recording; not to be changed."""
    events: dict[str, list[dict[str, Any]]] = {}
    for line in text(version).splitlines():
        event = json.loads(line)
        events.setdefault(event["object"]["metadata"]["name"], []).append(event)
    return events


def judged(events: Iterable[dict[str, Any]], kubernetes: int) -> Iterator[PodHistory]:
    """The history of each Pod in a sequence of watch events."""
    lines = "\n".join(map(json.dumps, events)).encode()
    for verdict in judge(io.BytesIO(lines), "events", observers(kubernetes)):
        assert isinstance(verdict, PodVerdict), verdict
        yield verdict.history


def snapshots(version: str) -> list[tuple[PodObserver, Snapshot, str]]:
    """Each snapshot in a recording, once for each configuration, with its observer and where it was seen last."""
    seen: dict[tuple[int, Snapshot], tuple[PodObserver, Snapshot, str]] = {}
    for entry in entries(io.BytesIO(text(version))):
        assert isinstance(entry, Observed), entry
        assert entry.pod.metadata is not None
        observer = observers(VERSIONS[version]).of(entry.pod)
        shown = snapshot(entry.pod, entry.event == "DELETED", observer.places, observer.with_exit_rules)
        seen[id(observer), shown] = observer, shown, f"{entry.pod.metadata.name}, line {entry.line}"
    return list(seen.values())


def is_legal(events: Iterable[dict[str, Any]], kubernetes: int) -> bool:
    """Whether every Pod in a sequence of watch events is legal."""
    return all(history.illegal is None for history in judged(events, kubernetes))
