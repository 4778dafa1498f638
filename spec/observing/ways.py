"""How a sight may come about: which step shows it, and what must then be true of the world, in words."""

from collections.abc import Iterator
from itertools import chain

from podproof.spec.observing.notation import Fact, Way
from podproof.spec.observing.shown import (
    container,
    metadata,
    pod_status,
    readiness,
    sandbox,
    standing,
    throughout,
    updated,
)
from podproof.spec.observing.sights import NONE, Sight
from podproof.spec.world import Pod

PUBLISHERS = frozenset({"publishes", "publishes_readiness", "marks_unready", "collects"})

ANNOUNCED = frozenset({"updates_image"})
"""The events that the metadata show: they happen when, and only when, they are seen."""
"""The events that write the status: all others are hidden, but for what they do to the metadata."""


def ways(pod: Pod, before: Sight | None, now: Sight) -> Iterator[Way]:
    """All ways in which the sight may follow on the one before; None for the first one of a Pod."""
    for way in _ways(pod, before, now):
        always = throughout(now, is_fresh=bool(way.event) and not way.late)
        yield way._replace(throughout=tuple(always), announced=updated(now))


def _ways(pod: Pod, before: Sight | None, now: Sight) -> Iterator[Way]:
    shown = tuple(metadata(now))
    if before is None:
        yield Way("", (), (), True, (*shown, *standing(pod, now)))
        if not is_blank(now):
            yield _published(pod, now, True)
        return
    late = _metadata_of(before) != _metadata_of(now)
    if _status_of(before) == _status_of(now):
        yield Way("", (), (), True, shown)
        return
    yield _published(pod, now, late)
    yield from _partial(pod, before, now, late)
    yield from _others(pod, before, now, late)


def _published(pod: Pod, now: Sight, late: bool) -> Way:
    containers = (container(pod, site, each) for site, each in enumerate(now.containers) if each is not None)
    facts = chain(pod_status(now), *containers)
    if is_blank(now):
        facts = chain([Fact("conditions and containers", "wiped", "was_ended_early")])
    return Way("publishes", tuple(facts), tuple(standing(pod, now)), late, tuple(metadata(now)))


def _partial(pod: Pod, before: Sight, now: Sight, late: bool) -> Iterator[Way]:
    """Writers of a part of the status, which leave the rest as it was: readiness, `started` alone, the sandbox."""
    shown, flags = tuple(metadata(now)), tuple(readiness(pod, before, now))
    if _status_of(without_readiness(before)) == _status_of(without_readiness(now)):
        yield Way("publishes_readiness", flags, tuple(standing(pod, now)), late, shown)
    if _status_of(without_started(before)) == _status_of(without_started(now)):
        yield Way("", (), (), True, shown + flags)
    if _status_of(before._replace(sandbox=now.sandbox)) == _status_of(now):
        yield Way("", (), (), True, (*shown, *sandbox(now)))


def _others(pod: Pod, before: Sight, now: Sight, late: bool) -> Iterator[Way]:
    """Other writers: the node controller, the garbage collector, and whoever announces a disruption."""
    shown, after = tuple(metadata(now)), tuple(standing(pod, now))
    if _status_of(before._replace(ready=now.ready, disruption=now.disruption)) == _status_of(now):
        yield Way("marks_unready", (), after, late, shown)
    by_podgc = now.disruption[1] == "DeletionByPodGC" or not now.scheduled
    if by_podgc and _status_of(before._replace(phase=now.phase, disruption=now.disruption)) == _status_of(now):
        yield Way("collects", (), after, late, shown)
    if _status_of(before._replace(disruption=now.disruption)) == _status_of(now):
        yield Way("", (), (), True, shown)


def is_blank(sight: Sight) -> bool:
    """No kubelet has written a status yet."""
    return sight.initialized == NONE and all(each is None for each in sight.containers)


TOLD_SANDBOX = 29
"""The minor version from which a kubelet tells the condition PodReadyToStartContainers unless it is told not to."""

NEW_SANDBOX = 25
"""The minor version before which no kubelet told it."""


def contradicted(sight: Sight, kubernetes: int) -> Iterator[int]:
    """The minor version that this status shows the kubelet to be below, or to have at least, against the one asked."""
    if sight.initialized != NONE and sight.sandbox == NONE and kubernetes >= TOLD_SANDBOX:
        yield TOLD_SANDBOX - 1
    if sight.sandbox != NONE and kubernetes < NEW_SANDBOX:
        yield NEW_SANDBOX


def without_readiness(sight: Sight) -> Sight:
    """The sight but for what a change of readiness writes."""
    return without_started(
        sight._replace(
            ready=NONE,
            containers_ready=NONE,
            containers=tuple(each and each._replace(ready=False) for each in sight.containers),
        )
    )


def without_started(sight: Sight) -> Sight:
    """The sight but for the flag `started` of each container."""
    return sight._replace(containers=tuple(each and each._replace(started=None) for each in sight.containers))


def _metadata_of(sight: Sight) -> tuple[object, ...]:
    return sight[:3]


def _status_of(sight: Sight) -> tuple[object, ...]:
    return sight[3:-1]
