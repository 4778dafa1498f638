"""From step to step: the state and the object before an event, and the object after it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from podproof.spec.pod.kubectl import Containers
from podproof.spec.pod.object_fields import GENERATION_SINCE
from podproof.spec.pod.predicates import object_is_removed
from podproof.spec.pod.state import Pod, PodState
from podproof.spec.publishing.exit_codes import Choose, concrete_exit
from podproof.spec.publishing.instances import FORGETTING, ContainerInstances, Json, container_id, made_instance
from podproof.spec.publishing.objects import PublishedPod, Writing, time_text
from podproof.spec.publishing.writers import WRITERS, with_next_generation

Records = tuple[PodState, Containers]
"""The state of a Pod and of its containers."""


class StateStep(NamedTuple):
    """A step of an execution: event, place (None: the Pod), the states before and after it, and its moment.

    The moment is in seconds since 1970. `changes` has what a client gives besides: `grace`, `image`, `gates`.
    """

    event: str
    site: int | None
    before: Records
    after: Records
    moment: float
    changes: Mapping[str, Any] = {}


def first_choice(codes: Any) -> int:
    """The most ordinary exit code."""
    code: int = codes[0]
    return code


class Publisher:
    """Follows a Pod, and writes its object as the components of Kubernetes write it.

    A step that changes nothing in the state may write: `publishes` shows what has changed since the last status.
    """

    def __init__(self, pod: Pod, choose: Choose = first_choice) -> None:
        self.pod, self.choose = pod, choose

    def begin(self, metadata: Json, spec: Json, moment: float) -> PublishedPod:
        """The object of a new Pod."""
        generation = {"generation": 1} if self.pod.kubernetes >= GENERATION_SINCE else {}
        created = metadata | {"creationTimestamp": time_text(moment)} | generation
        status: Json = {"phase": "Pending", "qosClass": "BestEffort"}
        if self.pod.scheduling_gates:
            blocked = {
                "reason": "SchedulingGated",
                "message": "Scheduling is blocked due to non-empty scheduling gates",
            }
            condition = {"type": "PodScheduled", "status": "False", "lastTransitionTime": time_text(moment)} | blocked
            status["conditions"] = [condition]
        return PublishedPod(created, spec, status, tuple(ContainerInstances() for _ in self.pod.members))

    def step(self, published: PublishedPod, step: StateStep) -> PublishedPod:
        """The object after a step; with the same object, if it writes nothing."""
        instances = tuple(self._instances(published, step, site) for site in range(len(self.pod.members)))
        lost = step.event == FORGETTING or (published.tells_of_loss and step.event != "publishes")
        published = published._replace(instances=instances, tells_of_loss=lost)
        writer = WRITERS.get(step.event)
        if writer is not None:
            published = writer(Writing(self.pod, published, *step.after, step.moment, step.changes))
        return self._deletion(published, step)

    def _instances(self, published: PublishedPod, step: StateStep, site: int) -> ContainerInstances:
        """What is remembered of a container after the step."""
        known, old, new = published.instances[site], step.before[1][site], step.after[1][site]
        here = step.site == site
        if made_instance(step.event, here, new):
            uid, number = published.metadata.get("uid", ""), known.restarts + (old.runtime != "Absent")
            started = time_text(step.moment) if new.runtime == "Running" else None
            return known.begin(container_id(f"{uid}/{site}/{number}"), started, old.runtime == "Absent")
        if old.runtime == "Running" and new.runtime == "Exited":
            code, reason = concrete_exit(self.pod.members[site].exit_rules, new.exit_code, self.choose)
            return known.end(step.changes.get("exit_code", code), reason, time_text(step.moment))
        if new.runtime == "Absent" and old.runtime in ("Created", "Exited"):
            return known.vanish(step.event)
        if step.event == "backs_off" and here and new.backoff == "CrashLoopBackOff":
            return known._replace(waits=known.waits + 1)
        return known._replace(waits=0) if new.backoff == "Fresh" and known.waits else known

    def _deletion(self, published: PublishedPod, step: StateStep) -> PublishedPod:
        """What a deletion writes to the metadata [9.2 9.3 9.21]."""
        before, now = step.before[0].deletion, step.after[0].deletion
        if now == before or (object_is_removed(now) and before == "Alive"):
            return published
        old = published.metadata.get("deletionGracePeriodSeconds")
        grace = _grace(step, self.pod.grace_period, old)
        if old is not None and grace >= old:
            return published
        marked = published.with_metadata(
            deletionTimestamp=time_text(step.moment + grace), deletionGracePeriodSeconds=grace
        )
        return with_next_generation(marked) if old is None else marked


def _grace(step: StateStep, declared: int, old: int | None) -> int:
    """The grace period of the deletion, in seconds."""
    now = step.after[0].deletion
    if now not in ("Requested", "Shortened"):
        return 0
    asked: int | None = step.changes.get("grace")
    if asked is not None:
        return asked
    return declared if old is None else max(1, old // 2)
