"""Snapshots: what one observation shows of a Pod, without the details that the specification abstracts."""

from collections.abc import Collection, Mapping
from itertools import chain
from typing import Any, NamedTuple

from podproof.spec.observation.objects import NO_STATE, ApiContainerState, ContainerStatus, Metadata, PodObject, Status
from podproof.spec.observation.reasons import known_reason


class ContainerSnapshot(NamedTuple):
    """What the status shows of one container.

    An exit code is `0`, `137`, `other`, or the code itself if the container has rules for exit codes; empty for none.
    """

    state: str  # waiting, running or terminated
    reason: str
    exit: str
    last: str  # the exit code in `lastState`
    ready: bool | None  # None in an observation that was missed, of which nothing is known
    started: bool | None
    restarts: int  # counted up to 2


class Snapshot(NamedTuple):
    """What one observation shows: the metadata that the lifecycle depends on, and the status.

    Each condition is its status and reason, both empty if the status does not have it.
    """

    deletion: str  # Alive, Marked, Zero (the grace period is 0), Gone, or Any in an observation that was missed
    grace: int | None
    scheduled: bool
    phase: str
    reason: str
    ready: tuple[str, str]
    containers_ready: tuple[str, str]
    initialized: tuple[str, str]
    sandbox: tuple[str, str]
    disruption: tuple[str, str]
    containers: tuple[ContainerSnapshot | None, ...]  # in the order of the configuration; None without a status
    unknown: tuple[str, ...]  # statuses of containers that the configuration does not have
    updated: tuple[int, ...] = ()  # the places of containers whose image changed
    lost: tuple[int, ...] = ()  # the places of containers that the runtime has lost while they ran


NONE = ("", "")
"""A condition that the status does not have."""

ANY = ("any", "")
"""A condition about which nothing is known, in an observation that was missed."""


def plain(snapshot: Snapshot) -> tuple[Any, ...]:
    """The snapshot as plain values."""
    return tuple(snapshot._replace(containers=tuple(each and tuple(each) for each in snapshot.containers)))  # type: ignore[misc]


def of_plain(values: tuple[Any, ...]) -> Snapshot:
    """The snapshot of which these are the plain values."""
    read = Snapshot(*values)
    return read._replace(containers=tuple(each and ContainerSnapshot(*each) for each in read.containers))


def is_blank(snapshot: Snapshot) -> bool:
    """The status shows no condition of a kubelet and no container: none was written yet, or they were wiped."""
    containers = (*snapshot.containers, *snapshot.unknown)
    return snapshot.initialized == NONE and all(each is None for each in containers)


def snapshot(pod: PodObject, gone: bool, places: Mapping[str, int], with_exit_rules: Collection[str] = ()) -> Snapshot:
    """The snapshot of an object; `places` has the place of each container, `with_exit_rules` those with exit rules."""
    assert pod.metadata is not None and pod.status is not None
    status = pod.status
    conditions = {each.type: (each.status, each.reason) for each in status.conditions}
    return Snapshot(
        _deletion(pod.metadata, gone),
        pod.metadata.deletionGracePeriodSeconds,
        status.startTime is not None or conditions.get("PodScheduled", NONE)[0] == "True",
        status.phase,
        status.reason,
        conditions.get("Ready", NONE),
        conditions.get("ContainersReady", NONE),
        conditions.get("Initialized", NONE),
        conditions.get("PodReadyToStartContainers", NONE),
        conditions.get("DisruptionTarget", NONE),
        *_containers(status, places, with_exit_rules),
    )


def _deletion(metadata: Metadata, gone: bool) -> str:
    if gone:
        return "Gone"
    if metadata.deletionTimestamp is None:
        return "Alive"
    return "Marked" if metadata.deletionGracePeriodSeconds else "Zero"


def _containers(
    status: Status, places: Mapping[str, int], with_exit_rules: Collection[str]
) -> tuple[tuple[ContainerSnapshot | None, ...], tuple[str, ...]]:
    row: list[ContainerSnapshot | None] = [None] * len(places)
    unknown: list[str] = []
    for each in chain(status.initContainerStatuses, status.containerStatuses):
        if each.name in places:
            row[places[each.name]] = _container(each, each.name in with_exit_rules)
        else:
            unknown.append(each.name)
    return tuple(row), tuple(unknown)


def _container(status: ContainerStatus, exactly: bool) -> ContainerSnapshot:
    state, last = status.state, "" if status.lastState is NO_STATE else _exit(status.lastState, exactly)
    restarts = min(status.restartCount, 2)
    if state.running is not None:
        return ContainerSnapshot("running", "", "", last, status.ready, status.started, restarts)
    if state.terminated is not None:
        reason = known_reason(state.terminated.reason, "terminated")
        return ContainerSnapshot(
            "terminated", reason, _exit(state, exactly), last, status.ready, status.started, restarts
        )
    reason = "" if state.waiting is None else known_reason(state.waiting.reason)
    return ContainerSnapshot("waiting", reason, "", last, status.ready, status.started, restarts)


def _exit(state: ApiContainerState, exactly: bool) -> str:
    if state.terminated is None:
        return ""
    code = state.terminated.exitCode
    return str(code) if exactly or code in (0, 137) else "other"
