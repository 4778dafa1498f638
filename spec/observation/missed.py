"""Observations that may have been missed right before another: the status before one writer changed a part of it.

A watch, and all the more a list, may show only what the last writer left.  Who writes a part of the status keeps the
rest, so what is kept was published before, and nobody need have seen it.
"""

from collections.abc import Iterator

from podproof.spec.observation.snapshots import ANY, NONE, Snapshot, is_blank
from podproof.spec.pod.kubectl import PHASES
from podproof.spec.pod.predicates import phase_is_terminal
from podproof.spec.pod.state import Pod

BY_PODGC = "DeletionByPodGC"
"""The reason in the condition DisruptionTarget that the garbage collector writes."""

LASTING = tuple(phase for phase in PHASES if not phase_is_terminal(phase))
"""The phases that are not final."""


def missed_snapshots(pod: Pod, now: Snapshot) -> Iterator[Snapshot]:
    """What an object may have shown before the part of the status was written that this snapshot shows last."""
    deletion = now.deletion if now.deletion == "Alive" else "Any"
    yield from (each._replace(deletion=deletion, grace=None) for each in _statuses(pod, now))


def _statuses(pod: Pod, now: Snapshot) -> Iterator[Snapshot]:
    was_collected = now.phase == "Failed" and (now.disruption[1] == BY_PODGC or not now.scheduled)
    if was_collected or now.phase == "Unknown":
        earlier = now._replace(reason="", disruption=NONE if was_collected else now.disruption)
        yield from (earlier._replace(phase=phase) for phase in LASTING if phase != now.phase)
    elif now.disruption != NONE:
        yield now._replace(disruption=NONE)
    elif now.ready[0] == "False" and now.containers_ready[0] == "True":
        yield now._replace(ready=("True", ""))
    elif has_prober(pod) and not is_blank(now) and not phase_is_terminal(now.phase) and now.containers_ready != ANY:
        yield without_flags(pod, now)


def has_prober(pod: Pod) -> bool:
    """Whether a probe, or who sets a readiness gate, may change the readiness between two whole statuses."""
    probed = (each.startup_probe or each.readiness_probe for each in pod.members)
    return bool(pod.readiness_gates) or any(each is not None for each in probed)


def without_flags(pod: Pod, snapshot: Snapshot) -> Snapshot:
    """The snapshot with any readiness of the Pod, and of the containers that have probes."""
    containers = tuple(
        each and (each if member.kind == "init" else each._replace(ready=None, started=None))
        for member, each in zip(pod.members, snapshot.containers, strict=True)
    )
    return snapshot._replace(ready=ANY, containers_ready=ANY, containers=containers)
