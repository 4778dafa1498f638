"""What is visible of a Pod at one moment, with everything folded away that the specification abstracts."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from podproof.spec.observation.objects import ApiContainerState, Condition, ContainerStatus, Metadata, PodObject, Status


class ContainerSnapshot(NamedTuple):
    """What the status shows of one container; an exit is `0`, `137`, `other` (or the code itself where rules
    ask for it) or empty, restarts count to 2."""

    state: str
    reason: str
    exit: str
    last: str
    ready: bool
    started: bool | None
    restarts: int


class Snapshot(NamedTuple):
    """What one observation shows: the metadata that steer the lifecycle, and the status.

    `deletion` is Alive, Marked, Zero (grace 0) or Gone; a condition is its status and reason, empty where there is
    none; `containers` is in the order of the configuration, None for one without a status; `strangers` are statuses of
    containers that the configuration does not have; `updated` says where containers have got another image.
    """

    deletion: str
    grace: int | None
    scheduled: bool
    phase: str
    reason: str
    ready: tuple[str, str]
    containers_ready: tuple[str, str]
    initialized: tuple[str, str]
    sandbox: tuple[str, str]
    disruption: tuple[str, str]
    containers: tuple[ContainerSnapshot | None, ...]
    strangers: tuple[str, ...]
    updated: tuple[int, ...] = ()


NONE = ("", "")
"""No such condition."""


def snapshot(pod: PodObject, gone: bool, places: Mapping[str, int], ruled: Collection[str] = ()) -> Snapshot:
    """What an object shows; `places` says where each container stands, `ruled` which have rules for exit codes."""
    assert pod.metadata is not None and pod.status is not None
    status = pod.status
    conditions = {each.type: each for each in status.conditions}
    scheduled = conditions.get("PodScheduled")
    return Snapshot(
        _deletion(pod.metadata, gone),
        pod.metadata.deletionGracePeriodSeconds,
        status.startTime is not None or (scheduled is not None and scheduled.status == "True"),
        status.phase,
        status.reason,
        _condition(conditions.get("Ready")),
        _condition(conditions.get("ContainersReady")),
        _condition(conditions.get("Initialized")),
        _condition(conditions.get("PodReadyToStartContainers")),
        _condition(conditions.get("DisruptionTarget")),
        *_containers(status, places, ruled),
    )


def _deletion(metadata: Metadata, gone: bool) -> str:
    if gone:
        return "Gone"
    if metadata.deletionTimestamp is None:
        return "Alive"
    return "Marked" if metadata.deletionGracePeriodSeconds else "Zero"


def _condition(condition: Condition | None) -> tuple[str, str]:
    return NONE if condition is None else (condition.status, condition.reason)


def _containers(
    status: Status, places: Mapping[str, int], ruled: Collection[str]
) -> tuple[tuple[ContainerSnapshot | None, ...], tuple[str, ...]]:
    row: list[ContainerSnapshot | None] = [None] * len(places)
    strangers: list[str] = []
    for statuses in (status.initContainerStatuses, status.containerStatuses):
        for each in statuses:
            if each.name in places:
                row[places[each.name]] = _shown(each, each.name in ruled)
            else:
                strangers.append(each.name)
    return tuple(row), tuple(strangers)


def _shown(status: ContainerStatus, exactly: bool) -> ContainerSnapshot:
    state, last = status.state, _exit(status.lastState, exactly)
    restarts = min(status.restartCount, 2)
    if state.running is not None:
        return ContainerSnapshot("running", "", "", last, status.ready, status.started, restarts)
    if state.terminated is not None:
        reason = state.terminated.reason
        return ContainerSnapshot(
            "terminated", reason, _exit(state, exactly), last, status.ready, status.started, restarts
        )
    reason = "" if state.waiting is None else state.waiting.reason
    return ContainerSnapshot("waiting", reason, "", last, status.ready, status.started, restarts)


def _exit(state: ApiContainerState, exactly: bool) -> str:
    if state.terminated is None:
        return ""
    code = state.terminated.exitCode
    return str(code) if exactly or code in (0, 137) else "other"
