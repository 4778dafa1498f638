"""How a snapshot can come about: which event writes it, and which facts are then true of the state."""

from collections.abc import Iterator
from itertools import chain

from podproof.spec.observation.facts import (
    FORGETTING,
    announced_events,
    container_facts,
    kept_facts,
    lasting_facts,
    metadata_facts,
    readiness_facts,
    sandbox_facts,
    status_facts,
)
from podproof.spec.observation.notation import Explanation
from podproof.spec.observation.snapshots import NONE, Snapshot, is_blank
from podproof.spec.pod.object_fields import SANDBOX_DEFAULT_SINCE, SANDBOX_SINCE
from podproof.spec.pod.printer import Fact
from podproof.spec.pod.state import Pod

PUBLISHERS = frozenset({"publishes", "publishes_readiness", "marks_unready", "collects", "writes_unknown"})
"""The events that write the status; all others are hidden, except for what they change in the metadata."""

ANNOUNCED = frozenset({"updates_image", FORGETTING})
"""The events that an object shows: they happen if and only if they are observed.

If a runtime could forget containers unseen, even one with policy Never might start twice [4.5], and every history of
restarts would be legal.
"""


def explanations(pod: Pod, before: Snapshot | None, now: Snapshot) -> Iterator[Explanation]:
    """All explanations of a snapshot that follows the one before; `before` is None for the first of a Pod."""
    for explanation in _explanations(pod, before, now):
        lasting = tuple(lasting_facts(now, is_fresh=explanation.event == "publishes" and not explanation.late))
        for announced in announced_events(pod, now):
            yield explanation._replace(throughout=lasting, announced=announced)


def _explanations(pod: Pod, before: Snapshot | None, now: Snapshot) -> Iterator[Explanation]:
    shown = tuple(metadata_facts(now))
    if before is None:
        if is_blank(now):
            yield Explanation("", (), (), True, (*shown, *kept_facts(pod, now)))
        yield _published(pod, now, True)
        return
    late = _metadata_of(before) != _metadata_of(now)
    if _status_of(before) == _status_of(now):
        yield Explanation("", (), (), True, shown)
        return
    yield _published(pod, now, late)
    yield from _partial(pod, before, now, late)
    yield from _by_others(pod, before, now, late)


def _published(pod: Pod, now: Snapshot, late: bool) -> Explanation:
    containers = (container_facts(pod, site, each) for site, each in enumerate(now.containers) if each is not None)
    facts = chain(status_facts(now), *containers)
    if is_blank(now):
        facts = chain([Fact("conditions and containers", "wiped", "was_ended_early")])
    return Explanation("publishes", tuple(facts), tuple(kept_facts(pod, now)), late, tuple(metadata_facts(now)))


def _partial(pod: Pod, before: Snapshot, now: Snapshot, late: bool) -> Iterator[Explanation]:
    """Events that write a part of the status and leave the rest: readiness, `started` alone, the sandbox."""
    shown, flags = tuple(metadata_facts(now)), tuple(readiness_facts(pod, before, now))
    if _status_of(without_readiness(before)) == _status_of(without_readiness(now)):
        yield Explanation("publishes_readiness", flags, tuple(kept_facts(pod, now)), late, shown)
    if _status_of(without_started(before)) == _status_of(without_started(now)):
        yield Explanation("", (), (), True, shown + flags)
    if _status_of(before._replace(sandbox=now.sandbox)) == _status_of(now):
        yield Explanation("", (), (), True, (*shown, *sandbox_facts(now)))


def _by_others(pod: Pod, before: Snapshot, now: Snapshot, late: bool) -> Iterator[Explanation]:
    """Writers other than the kubelet: the node controller, the garbage collector, and who announces a disruption."""
    shown, after = tuple(metadata_facts(now)), tuple(kept_facts(pod, now))
    if _status_of(before._replace(ready=now.ready, disruption=now.disruption)) == _status_of(now):
        yield Explanation("marks_unready", (), after, late, shown)
    by_podgc = now.disruption[1] == "DeletionByPodGC" or not now.scheduled
    if by_podgc and _status_of(before._replace(phase=now.phase, disruption=now.disruption)) == _status_of(now):
        yield Explanation("collects", (), after, late, shown)
    if now.phase == "Unknown" and _status_of(before._replace(phase=now.phase, reason=now.reason)) == _status_of(now):
        yield Explanation("writes_unknown", (), after, late, shown)
    if _status_of(before._replace(disruption=now.disruption)) == _status_of(now):
        yield Explanation("", (), (), True, shown)


def contradicted_versions(snapshot: Snapshot, kubernetes: int) -> Iterator[int]:
    """The newest, or oldest, minor version that the kubelet can have, if this status contradicts the version asked."""
    if snapshot.initialized != NONE and snapshot.sandbox == NONE and kubernetes >= SANDBOX_DEFAULT_SINCE:
        yield SANDBOX_DEFAULT_SINCE - 1
    if snapshot.sandbox != NONE and kubernetes < SANDBOX_SINCE:
        yield SANDBOX_SINCE


def without_readiness(snapshot: Snapshot) -> Snapshot:
    """The snapshot without the fields that a change of readiness writes."""
    return without_started(
        snapshot._replace(
            ready=NONE,
            containers_ready=NONE,
            containers=tuple(each and each._replace(ready=False) for each in snapshot.containers),
        )
    )


def without_started(snapshot: Snapshot) -> Snapshot:
    """The snapshot without the flag `started` of each container."""
    return snapshot._replace(containers=tuple(each and each._replace(started=None) for each in snapshot.containers))


def _metadata_of(snapshot: Snapshot) -> tuple[object, ...]:
    return snapshot[:3]


def _status_of(snapshot: Snapshot) -> tuple[object, ...]:
    return snapshot[3 : Snapshot._fields.index("updated")]
