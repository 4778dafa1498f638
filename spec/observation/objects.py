"""The part of a Pod object that a status shows, as the API spells it; everything else is skipped."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Annotated

from msgspec import Meta, Raw, Struct, field

Time = str | None
"""A time as the API writes it, in RFC 3339."""


def seconds_of(time: Time) -> float | None:
    """Seconds since 1970; None without a time, or for a text that is none."""
    try:
        return datetime.fromisoformat(time).timestamp() if time else None
    except (ValueError, OverflowError):
        return None


Count = Annotated[int, Meta(ge=0)]


class ContainerStateWaiting(Struct, frozen=True, gc=False):
    """The state of a container that waits to be started."""

    reason: str = ""
    message: str = ""


class ContainerStateRunning(Struct, frozen=True, gc=False):
    """The state of a container whose process runs."""

    startedAt: Time = None


class ContainerStateTerminated(Struct, frozen=True, gc=False):
    """The state of a container that has ended."""

    exitCode: int = 0
    reason: str = ""
    startedAt: Time = None
    finishedAt: Time = None


class ApiContainerState(Struct, frozen=True, gc=False):
    """One of three states; waiting if none is set."""

    waiting: ContainerStateWaiting | None = None
    running: ContainerStateRunning | None = None
    terminated: ContainerStateTerminated | None = None


NO_STATE = ApiContainerState()


class ContainerStatus(Struct, gc=False):
    """The status of one container."""

    name: str
    state: ApiContainerState = NO_STATE
    lastState: ApiContainerState = NO_STATE
    ready: bool = False
    restartCount: Count = 0
    started: bool | None = None


class Condition(Struct, gc=False):
    """One condition of the Pod."""

    type: str
    status: str
    reason: str = ""
    lastTransitionTime: Time = None
    observedGeneration: int = 0


class Status(Struct, gc=False):
    """The status of the Pod."""

    phase: str = ""
    reason: str = ""
    conditions: list[Condition] = []
    startTime: Time = None
    observedGeneration: int = 0
    initContainerStatuses: list[ContainerStatus] = []
    containerStatuses: list[ContainerStatus] = []
    ephemeralContainerStatuses: list[ContainerStatus] = []

    def of_containers(self) -> Iterator[ContainerStatus]:
        """The statuses of all containers, of every kind."""
        return chain(self.initContainerStatuses, self.containerStatuses, self.ephemeralContainerStatuses)


class OwnerReference(Struct, gc=False):
    """An object that owns the Pod."""

    kind: str = ""
    name: str = ""
    controller: bool | None = None


class Labels(Struct, gc=False):
    """The label that tells a ReplicaSet of a Deployment."""

    template_hash: str = field(default="", name="pod-template-hash")


class Annotations(Struct, gc=False):
    """The annotation that tells a mirror Pod."""

    mirror: str = field(default="", name="kubernetes.io/config.mirror")


class Metadata(Struct, gc=False):
    """The identity of the Pod, and its deletion."""

    name: str = ""
    namespace: str = ""
    uid: str = ""
    resourceVersion: str = ""
    generation: int = 0
    creationTimestamp: Time = None
    deletionTimestamp: Time = None
    deletionGracePeriodSeconds: int | None = None
    finalizers: list[str] = []
    annotations: Annotations | None = None
    ownerReferences: list[OwnerReference] = []
    labels: Labels | None = None


class PodObject(Struct, gc=False):
    """A Pod, or the fields of another object that a Pod has too."""

    kind: str = ""
    apiVersion: str = ""
    metadata: Metadata | None = None
    spec: Raw = Raw()
    status: Status | None = None
