"""Snapshots as text: what an observation shows, and what has changed since the one before."""

from collections.abc import Iterator

from podproof.spec.observation.snapshots import ContainerSnapshot, Snapshot
from podproof.spec.pod.printer import Fact
from podproof.spec.pod.state import Pod

CONDITIONS = {
    "ready": "Ready",
    "containers_ready": "ContainersReady",
    "initialized": "Initialized",
    "sandbox": "PodReadyToStartContainers",
    "disruption": "DisruptionTarget",
}


def fields(pod: Pod, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """What a snapshot shows: the name of each field and its value."""
    yield (
        "deletion",
        f"{snapshot.deletion}" if snapshot.grace is None else f"{snapshot.deletion}, grace {snapshot.grace} s",
    )
    yield "PodScheduled", str(snapshot.scheduled)
    yield "phase", f"{snapshot.phase} {snapshot.reason}".rstrip()
    for member, shown in zip(pod.members, snapshot.containers, strict=True):
        yield member.name, "no status" if shown is None else container(shown)
    for field, name in CONDITIONS.items():
        yield name, " ".join(getattr(snapshot, field)).rstrip() or "absent"


def container(shown: ContainerSnapshot) -> str:
    """What a snapshot shows of a container."""
    parts = [f"{shown.state} {shown.reason}".rstrip()]
    if shown.exit:
        parts.append(f"exit code {shown.exit}")
    if shown.last:
        parts.append(f"last exit code {shown.last}")
    if shown.restarts:
        parts.append(f"{'2 or more' if shown.restarts == 2 else shown.restarts} restarts")
    parts += [name for name, flag in (("started", shown.started), ("ready", shown.ready)) if flag]
    return ", ".join(parts)


def changes(pod: Pod, before: Snapshot | None, now: Snapshot) -> Iterator[str]:
    """What has changed; everything for a first snapshot."""
    old = {} if before is None else dict(fields(pod, before))
    for name, text in fields(pod, now):
        if name not in old:
            yield f"{name}: {text}"
        elif text != old[name]:
            yield f"{name}: {old[name]} → {text}"


def fact(pod: Pod, each: Fact) -> str:
    """A fact as text."""
    place = "" if each.site is None else f"{pod.members[each.site].name}: "
    return f"{place}{each.field} {each.value}"
