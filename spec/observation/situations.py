"""What an owner wants to know of recorded Pods: named situations that a status shows for certain."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from podproof.spec.observation.objects import ContainerStateTerminated, ContainerStatus, PodObject, Status, seconds_of

BACK_OFF_LIMIT = "back-off 5m0s "
"""How the message of a container begins that waits for the longest time before its restart (5.1)."""


class RecordedSituation(NamedTuple):
    """A situation, and whether a Pod with a status shows it."""

    name: str
    description: str
    cites: str
    is_shown: Callable[[PodObject, Status], bool]


def containers(status: Status) -> Iterator[ContainerStatus]:
    """The statuses of all containers that restart or end a Pod."""
    yield from status.initContainerStatuses
    yield from status.containerStatuses


def disruption(status: Status) -> str:
    """The reason for which the Pod is ended from outside, as its condition DisruptionTarget has it."""
    found = (each.reason for each in status.conditions if each.type == "DisruptionTarget" and each.status == "True")
    return next(found, "")


def waits(status: Status, *reasons: str) -> bool:
    """Whether a container waits for one of these reasons."""
    return any(each.state.waiting is not None and each.state.waiting.reason in reasons for each in containers(status))


def waits_longest(status: Status) -> bool:
    """Whether a container waits for its restart as long as one ever does."""
    waiting = (each.state.waiting for each in containers(status))
    return any(each is not None and each.message.startswith(BACK_OFF_LIMIT) for each in waiting)


def ends(status: Status) -> Iterator[ContainerStateTerminated]:
    """The ends of containers that the status shows."""
    for each in containers(status):
        if each.state.terminated is not None:
            yield each.state.terminated
        if each.lastState.terminated is not None:
            yield each.lastState.terminated


def was_evicted(status: Status) -> bool:
    """Whether the node or the API has evicted the Pod."""
    return status.reason == "Evicted" or disruption(status) in EVICTIONS


def is_killed_after_grace(pod: PodObject, status: Status) -> bool:
    """Whether a container of a deleted Pod got SIGKILL when the grace period was over."""
    due = seconds_of(pod.metadata.deletionTimestamp) if pod.metadata else None
    killed = (each for each in ends(status) if each.exitCode == 137 and each.reason != "OOMKilled")
    return due is not None and any((seconds_of(each.finishedAt) or 0) >= due for each in killed)


def is_held(pod: PodObject, status: Status) -> bool:
    """Whether only finalizers keep the object of a deleted Pod."""
    metadata = pod.metadata
    return metadata is not None and metadata.deletionGracePeriodSeconds == 0 and bool(metadata.finalizers)


def is_unschedulable(status: Status) -> bool:
    """Whether the scheduler finds no node."""
    return any(each.type == "PodScheduled" and each.reason == "Unschedulable" for each in status.conditions)


EVICTIONS = ("EvictionByEvictionAPI", "TerminationByKubelet", "DeletionByTaintManager")
"""Reasons of the condition DisruptionTarget that are called an eviction (10.1, 10.3)."""

REJECTIONS = ("NodeAffinity", "NodeShutdown", "UnexpectedAdmissionError", "OutOf")
"""How the reasons begin with which a kubelet rejects a Pod (10.6)."""

SITUATIONS = (
    RecordedSituation("Evicted", "The Pod is evicted.", "10.1", lambda _, status: was_evicted(status)),
    RecordedSituation(
        "EvictedButSucceeded",
        "The Pod is evicted, and yet its phase is Succeeded.",
        "9.22",
        lambda _, status: status.phase == "Succeeded" and was_evicted(status),
    ),
    RecordedSituation(
        "KilledAfterGrace",
        "A container got SIGKILL when the grace period of the deletion was over.",
        "9.12",
        is_killed_after_grace,
    ),
    RecordedSituation(
        "CrashLoopBackOff",
        "A container waits for its restart.",
        "2.5",
        lambda _, status: waits(status, "CrashLoopBackOff"),
    ),
    RecordedSituation(
        "CrashLoopBackOffAtLimit",
        "A container waits five minutes for its restart, the longest back-off.",
        "5.1",
        lambda _, status: waits_longest(status),
    ),
    RecordedSituation(
        "OOMKilled",
        "A container was killed for its use of memory.",
        "2.4",
        lambda _, status: any(each.reason == "OOMKilled" for each in ends(status)),
    ),
    RecordedSituation(
        "ImagePullBackOff",
        "An image cannot be pulled.",
        "5.8",
        lambda _, status: waits(status, "ImagePullBackOff", "ErrImagePull", "ErrImageNeverPull", "InvalidImageName"),
    ),
    RecordedSituation(
        "CreateContainerConfigError",
        "A ConfigMap or Secret is missing.",
        "2.3",
        lambda _, status: waits(status, "CreateContainerConfigError"),
    ),
    RecordedSituation(
        "RunContainerError",
        "The runtime cannot create or start a container.",
        "3.17",
        lambda _, status: waits(status, "RunContainerError", "CreateContainerError", "StartError"),
    ),
    RecordedSituation(
        "Preempted",
        "The Pod makes room for another one of higher priority.",
        "10.3",
        lambda _, status: disruption(status) == "PreemptionByScheduler",
    ),
    RecordedSituation(
        "DeadlineExceeded",
        "The Pod has run longer than activeDeadlineSeconds.",
        "10.5",
        lambda _, status: status.reason == "DeadlineExceeded",
    ),
    RecordedSituation(
        "Rejected",
        "The kubelet has rejected the Pod.",
        "10.6",
        lambda _, status: status.phase == "Failed" and status.reason.startswith(REJECTIONS),
    ),
    RecordedSituation("Unschedulable", "No node fits the Pod.", "7.1", lambda _, status: is_unschedulable(status)),
    RecordedSituation("HeldByFinalizers", "The Pod is deleted, and finalizers hold the object.", "9.5", is_held),
    RecordedSituation(
        "FailedButRunning",
        "The phase is Failed, and a container runs.",
        "1.13",
        lambda _, status: status.phase == "Failed" and any(each.state.running for each in containers(status)),
    ),
)
"""Every situation, with its rules; a Pod may show several."""

DESCRIPTIONS = {each.name: each.description for each in SITUATIONS}


def shown(pod: PodObject) -> Iterator[str]:
    """The names of the situations that an observation shows."""
    if pod.status is not None:
        for each in SITUATIONS:
            if each.is_shown(pod, pod.status):
                yield each.name


def status_text(pod: PodObject) -> str:
    """An observation in short: the phase, and the reasons of the Pod and of its containers."""
    if pod.status is None:
        return ""
    states = (each.state for each in containers(pod.status))
    reasons = ((each.waiting or each.terminated) for each in states)
    parts = [pod.status.phase, pod.status.reason, *(each.reason for each in reasons if each is not None)]
    return " ".join(dict.fromkeys(each for each in parts if each))
