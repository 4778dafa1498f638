"""Sights in words: what an observation shows, and what has changed since the one before."""

from collections.abc import Iterator

from podproof.spec.observing.notation import Fact
from podproof.spec.observing.sights import Shown, Sight
from podproof.spec.world import Pod

CONDITIONS = {
    "ready": "Ready",
    "containers_ready": "ContainersReady",
    "initialized": "Initialized",
    "sandbox": "PodReadyToStartContainers",
    "disruption": "DisruptionTarget",
}


def told(pod: Pod, sight: Sight) -> Iterator[tuple[str, str]]:
    """What a sight shows, each thing with its name."""
    yield "deletion", f"{sight.deletion}" if sight.grace is None else f"{sight.deletion}, grace {sight.grace} s"
    yield "PodScheduled", str(sight.scheduled)
    yield "phase", f"{sight.phase} {sight.reason}".rstrip()
    for member, shown in zip(pod.members, sight.containers, strict=True):
        yield member.name, "no status" if shown is None else container(shown)
    for field, name in CONDITIONS.items():
        yield name, " ".join(getattr(sight, field)).rstrip() or "absent"


def container(shown: Shown) -> str:
    """What is shown of a container."""
    parts = [f"{shown.state} {shown.reason}".rstrip()]
    if shown.exit:
        parts.append(f"exit code {shown.exit}")
    if shown.last:
        parts.append(f"last exit code {shown.last}")
    if shown.restarts:
        parts.append(f"{'2 or more' if shown.restarts == 2 else shown.restarts} restarts")
    parts += [name for name, flag in (("started", shown.started), ("ready", shown.ready)) if flag]
    return ", ".join(parts)


def changes(pod: Pod, before: Sight | None, now: Sight) -> Iterator[str]:
    """What has changed; of a first sight, all that it shows."""
    old = {} if before is None else dict(told(pod, before))
    for name, text in told(pod, now):
        if name not in old:
            yield f"{name}: {text}"
        elif text != old[name]:
            yield f"{name}: {old[name]} → {text}"


def fact(pod: Pod, each: Fact) -> str:
    """A fact in words."""
    place = "" if each.site is None else f"{pod.members[each.site].name}: "
    return f"{place}{each.field} {each.value}"
