"""Observations that may have been missed right before another: the status before one writer changed a part of it.

A watch, and all the more a list, may show only what the last writer left.  Who writes a part of the status keeps the
rest, so what is kept was published before, and nobody need have seen it.
"""

from collections.abc import Iterator
from itertools import combinations

from podproof.spec.observation.snapshots import ANY, NONE, Snapshot, is_blank
from podproof.spec.pod.kubectl import PHASES
from podproof.spec.pod.predicates import phase_is_terminal
from podproof.spec.pod.state import Pod

BY_PODGC = "DeletionByPodGC"
"""The reason in the condition DisruptionTarget that the garbage collector writes."""

FEW = 2
"""Containers with probes of which every combination may have changed."""

LASTING = tuple(phase for phase in PHASES if not phase_is_terminal(phase))
"""The phases that are not final."""


def missed_snapshots(pod: Pod, now: Snapshot) -> Iterator[Snapshot]:
    """What an object may have shown before the part of the status was written that this snapshot shows last."""
    deletion = now.deletion if now.deletion == "Alive" else "Any"
    yield from (each._replace(deletion=deletion, grace=None) for each in _statuses(pod, now))
    if now.updated:  # the status may be older than the change of the image
        yield now._replace(deletion=deletion, grace=None, updated=())


def _statuses(pod: Pod, now: Snapshot) -> Iterator[Snapshot]:
    was_collected = now.phase == "Failed" and (now.disruption[1] == BY_PODGC or not now.scheduled)
    if was_collected or now.phase == "Unknown":
        earlier = now._replace(reason="", disruption=NONE if was_collected else now.disruption)
        yield from (earlier._replace(phase=phase) for phase in LASTING if phase != now.phase)
    elif now.disruption != NONE:
        yield now._replace(disruption=NONE)
    elif now.ready[0] == "False" and now.containers_ready[0] == "True":
        yield now._replace(ready=("True", ""))
    elif not is_blank(now) and not phase_is_terminal(now.phase) and now.containers_ready != ANY:
        yield from _before_startup(pod, now)
        yield from (_without_flags(now, sites) for sites in _changed_sites(pod))


def _before_startup(pod: Pod, now: Snapshot) -> Iterator[Snapshot]:
    """The status before a success of a startup probe, which writes the flag `started` alone."""
    for site, (member, each) in enumerate(zip(pod.members, now.containers, strict=True)):
        if member.startup_probe and each is not None and each.started and each.ready is False:
            containers = (*now.containers[:site], each._replace(started=False), *now.containers[site + 1 :])
            yield now._replace(containers=containers)


def _changed_sites(pod: Pod) -> Iterator[tuple[int, ...]]:
    """The containers whose readiness may have changed since the last whole status: any few of those with probes.

    Of many containers one alone or all of them; none where a readiness gate changed.
    """
    probed = [site for site, each in enumerate(pod.members) if each.startup_probe or each.readiness_probe]
    sizes = range(1, len(probed) + 1) if len(probed) <= FEW else {1, len(probed)}
    yield from (sites for size in sizes for sites in combinations(probed, size))
    if pod.readiness_gates:
        yield ()


def _without_flags(snapshot: Snapshot, sites: tuple[int, ...]) -> Snapshot:
    """The snapshot with any readiness of the Pod, and of the containers at these sites."""
    containers = tuple(
        each and each._replace(ready=None, started=None) if site in sites else each
        for site, each in enumerate(snapshot.containers)
    )
    return snapshot._replace(ready=ANY, containers_ready=ANY, containers=containers)
