"""The object of a Pod in the API, and the form in which an event is written to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

from podproof.spec.pod.kubectl import Containers
from podproof.spec.pod.object_fields import OBSERVED_GENERATION_SINCE
from podproof.spec.pod.state import Pod, PodState
from podproof.spec.pod.state_answers import state_answers
from podproof.spec.publishing.conditions import Answers, PublishedCondition, with_condition
from podproof.spec.publishing.instances import ContainerInstances, Json

LAST_MOMENT = 253_402_300_799
"""The end of the year 9999, after which RFC 3339 has no times; a grace period may be longer."""


def time_text(moment: float) -> str:
    """A moment, in seconds since 1970, as the API writes it; a later one than can be written is the last one."""
    return f"{datetime.fromtimestamp(int(min(moment, LAST_MOMENT)), UTC).replace(tzinfo=None).isoformat()}Z"


class PublishedPod(NamedTuple):
    """The object, and the instances of each container, which its next status reports.

    Its maps and lists are never changed: an event that writes makes new ones.
    """

    metadata: Json
    spec: Json
    status: Json
    instances: tuple[ContainerInstances, ...]
    tells_of_loss: bool = False
    """The next status reports an instance that the runtime has lost [2.6]."""

    @property
    def object(self) -> Json:
        """The object as the API shows it; not to be changed."""
        return {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": self.metadata,
            "spec": self.spec,
            "status": self.status,
        }

    @property
    def conditions(self) -> list[Json]:
        """The conditions in the status."""
        conditions: list[Json] = self.status.get("conditions", [])
        return conditions

    def condition_status(self, type: str) -> str:
        """The status of a condition; empty where the Pod does not have it."""
        return next((str(each["status"]) for each in self.conditions if each["type"] == type), "")

    def with_metadata(self, **fields: Any) -> "PublishedPod":
        """The same object with these fields in its metadata."""
        return self._replace(metadata=self.metadata | fields)

    def with_status(self, **fields: Any) -> "PublishedPod":
        """The same object with these fields in its status; None removes one."""
        status = {name: value for name, value in (self.status | fields).items() if value is not None}
        return self._replace(status=status)


def shown_containers(published: PublishedPod) -> dict[str, Json]:
    """The last status of each container by its name."""
    fields = ("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")
    return {each["name"]: each for field in fields for each in published.status.get(field, ())}


@dataclass
class Writing:
    """An event that may write to the object: the object before it, and the state after it."""

    pod: Pod
    published: PublishedPod
    state: PodState
    states: Containers
    moment: float
    changes: Mapping[str, Any]

    @property
    def now(self) -> str:
        """The moment of the event as the API writes it."""
        return time_text(self.moment)

    @cached_property
    def answers(self) -> Answers:
        """What the state answers about each container and, last, about the Pod."""
        return state_answers(self.pod, self.state, self.states)

    @property
    def gates(self) -> Mapping[str, str]:
        """The status of each readiness gate that has one."""
        statuses = ((name, self.published.condition_status(name)) for name in self.pod.readiness_gates)
        return {name: status for name, status in statuses if status}

    @property
    def generation(self) -> int:
        """The generation that the kubelet has observed, in a version that says so."""
        generation: int = self.published.metadata.get("generation", 0)
        return generation if self.pod.kubernetes >= OBSERVED_GENERATION_SINCE else 0

    def with_conditions(self, *written: PublishedCondition, generation: int = 0) -> PublishedPod:
        """The object with these conditions written."""
        conditions: Sequence[Json] = self.published.conditions
        for each in written:
            conditions = with_condition(conditions, each, self.now, generation)
        return self.published.with_status(conditions=conditions)
