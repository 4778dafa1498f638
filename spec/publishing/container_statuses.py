"""The status of one container, from what the state answers about it and from its instances."""

from collections.abc import Mapping
from typing import NamedTuple

from podproof.spec.pod.durations.back_offs import wait_at
from podproof.spec.pod.kubectl import FIRST_REASONS, shown_state
from podproof.spec.pod.object_fields import STARTED_OF_INIT_SINCE
from podproof.spec.pod.printer import ApiState
from podproof.spec.pod.state import Container, ContainerState, Pod
from podproof.spec.publishing.instances import LOST, ContainerInstance, ContainerInstances, Json

STATUS_LISTS = {
    "init": "initContainerStatuses",
    "sidecar": "initContainerStatuses",
    "regular": "containerStatuses",
    "ephemeral": "ephemeralContainerStatuses",
}
"""The field of the status for each kind of container."""

NOT_LOCATED = "The container could not be located when the pod was terminated"

MESSAGES: Mapping[str, str] = {
    "CrashLoopBackOff": "back-off {wait} restarting failed container={name} pod={pod}_{namespace}({uid})",
    "CreateContainerConfigError": 'configmap "{name}" not found',
    "CreateContainerError": "context deadline exceeded",
    "ErrImagePull": 'failed to pull and unpack image "{image}": not found',
    "ImagePullBackOff": 'Back-off pulling image "{image}": ErrImagePull: failed to pull and unpack image "{image}"',
    "ErrImageNeverPull": 'Container image "{image}" is not present with pull policy of Never',
    "InvalidImageName": 'Failed to apply default image tag "{image}": couldn\'t parse image name "{image}"',
    "RunContainerError": "failed to create containerd task: failed to create shim task: OCI runtime create failed",
}
"""The message of a container that waits, by its reason."""


class ContainerFacts(NamedTuple):
    """All that the status of a container is made of."""

    pod: Pod
    member: Container
    state: ContainerState
    answers: Mapping[str, bool]
    instances: ContainerInstances
    image: str
    uid: str
    shown: Json
    """The last status of the container; empty before the first."""


def container_status(facts: ContainerFacts) -> Json:
    """The status of the container as a whole status shows it.

    A kubelet that finds no instance keeps the last status of one that was terminated for good (2.13).
    """
    shown = shown_state(facts.pod, facts.answers)
    if facts.state.runtime == "Absent" and facts.shown.get("state", {}).get("terminated", {}).get("reason") == LOST:
        return facts.shown
    state, last = _states(facts, shown)
    current = facts.instances.current
    status: Json = {
        "name": facts.member.name,
        "state": state,
        "lastState": last,
        "ready": is_shown_ready(facts, state),
        "restartCount": _restart_count(facts),
        "image": facts.image,
        "imageID": f"sha256:{'0' * 64}" if current else "",
    }
    if current is not None:
        status["containerID"] = current.container_id
    if facts.member.kind != "init":
        status["started"] = facts.member.kind != "ephemeral" and facts.answers["has_started"]
    elif facts.pod.kubernetes >= STARTED_OF_INIT_SINCE:
        status["started"] = shown.state == "running"
    return status


def is_shown_ready(facts: ContainerFacts, state: Json) -> bool:
    """The flag `ready`; an init container is ready when it is shown as completed [2.14]."""
    if facts.member.kind != "init":
        return facts.member.kind != "ephemeral" and facts.answers["is_ready"]
    is_done = state.get("terminated", {}).get("exitCode") == 0
    return is_done and (facts.answers["exited_with_code_zero"] or facts.answers["shown_as_purged"])


def _restart_count(facts: ContainerFacts) -> int:
    """One less than the next instance will have, while there is none [2.10]."""
    waits_for_next = facts.state.runtime == "Absent" and facts.instances.restarts > 0
    return facts.instances.restarts - waits_for_next


def _states(facts: ContainerFacts, shown: ApiState) -> tuple[Json, Json]:
    """The fields `state` and `lastState` [2.1]."""
    current, before = facts.instances.current, _terminated(facts.instances.before)
    if shown.state == "running" and current is not None:
        return {"running": {"startedAt": current.started}}, before
    if shown.reason == LOST:
        unknown = {"exitCode": 137, "reason": LOST, "message": NOT_LOCATED, "startedAt": None, "finishedAt": None}
        return {"terminated": unknown}, {}
    if shown.state == "terminated" and current is not None:
        return current.terminated, before
    if _is_shown_as_purged(facts, shown):
        return before, {}
    return {"waiting": _waiting(facts, shown)}, _last_of_waiting(facts, before)


def _is_shown_as_purged(facts: ContainerFacts, shown: ApiState) -> bool:
    """A purged init container keeps its success until it runs again [2.8]."""
    before = facts.instances.before
    was_done = before is not None and before.exit_code == 0
    return facts.answers["shown_as_purged"] and shown.reason in FIRST_REASONS and was_done


def _last_of_waiting(facts: ContainerFacts, before: Json) -> Json:
    """The `lastState` of a container that waits: its own end [2.1]."""
    if facts.state.runtime == "Exited":
        return _terminated(facts.instances.current)
    is_known = facts.state.runtime == "Running" or facts.instances.before_is_lost
    return before if is_known else {}


def _waiting(facts: ContainerFacts, shown: ApiState) -> Json:
    message = MESSAGES.get(shown.reason)
    if message is None:
        return {"reason": shown.reason}
    wait = wait_at(max(facts.instances.waits - 1, 0))
    text = message.format(
        wait=f"{wait // 60}m{wait % 60}s" if wait >= 60 else f"{wait}s",
        name=facts.member.name,
        pod=facts.pod.name,
        namespace=facts.pod.namespace,
        uid=facts.uid,
        image=facts.image,
    )
    return {"message": text, "reason": shown.reason}


def _terminated(instance: ContainerInstance | None) -> Json:
    return {} if instance is None else instance.terminated
