"""The conditions of a Pod, each by a predicate, with its reason and message."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from podproof.spec.pod.object_fields import POD_FAILED_SINCE, SANDBOX_DEFAULT_SINCE
from podproof.spec.pod.predicates import is_init_or_sidecar, is_regular_or_sidecar
from podproof.spec.pod.state import Pod
from podproof.spec.pod.state_answers import POD
from podproof.spec.publishing.instances import Json

OF_THE_KUBELET = ("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled")
"""The conditions that a kubelet writes, in its order; it keeps those of others [7.1 7.8]."""

Answers = Sequence[Mapping[str, bool]]
"""What the state answers about each container and, last, about the Pod."""


class PublishedCondition(NamedTuple):
    """A condition without its times."""

    type: str
    is_true: bool
    reason: str = ""
    message: str = ""


def kubelet_conditions(
    pod: Pod, answers: Answers, ready: bool, gates: Mapping[str, str]
) -> Iterable[PublishedCondition]:
    """The conditions of a whole status; `gates` has the status of each readiness gate that has one."""
    whole = answers[POD]
    if pod.kubernetes >= SANDBOX_DEFAULT_SINCE:
        yield PublishedCondition("PodReadyToStartContainers", whole["sandbox_is_ready"])
    yield _initialized(pod, answers)
    containers_ready = _containers_ready(pod, answers)
    yield ready_condition(pod, ready, containers_ready, gates)
    yield containers_ready


def _initialized(pod: Pod, answers: Answers) -> PublishedCondition:
    """Condition Initialized [7.3]."""
    if not answers[POD]["publishes_initialized"]:
        named = [
            member.name
            for member, each in zip(pod.members, answers, strict=False)
            if is_init_or_sidecar(member.kind)
            and not each["shown_as_completed" if member.kind == "init" else "has_started"]
        ]
        return PublishedCondition("Initialized", False, "ContainersNotInitialized", _incomplete("incomplete", named))
    return PublishedCondition(
        "Initialized", True, "PodCompleted" if answers[POD]["computed_phase_is_succeeded"] else ""
    )


def _containers_ready(pod: Pod, answers: Answers) -> PublishedCondition:
    """Condition ContainersReady; its reason names the phase even while that is withheld [7.4 10.7]."""
    counted = [site for site, member in enumerate(pod.members) if is_regular_or_sidecar(member.kind)]
    whole = answers[POD]
    if whole["computed_phase_is_succeeded"]:
        return PublishedCondition("ContainersReady", False, "PodCompleted")
    has_waiting = any(answers[site]["is_absent"] for site in counted)
    if whole["computed_phase_is_failed"] and not has_waiting and pod.kubernetes >= POD_FAILED_SINCE:
        return PublishedCondition("ContainersReady", False, "PodFailed")
    return containers_condition({pod.members[site].name: answers[site]["is_ready"] for site in counted})


def containers_condition(ready: Mapping[str, bool]) -> PublishedCondition:
    """Condition ContainersReady from the flags of regular containers and sidecars [7.4]."""
    unready = [name for name, is_ready in ready.items() if not is_ready]
    if not unready:
        return PublishedCondition("ContainersReady", True)
    return PublishedCondition("ContainersReady", False, "ContainersNotReady", _incomplete("unready", unready))


def ready_condition(
    pod: Pod, is_true: bool, containers_ready: PublishedCondition, gates: Mapping[str, str]
) -> PublishedCondition:
    """Condition Ready, with the reason why it is False [7.5]."""
    if is_true:
        return PublishedCondition("Ready", True)
    if not containers_ready.is_true:
        return containers_ready._replace(type="Ready")
    messages = [
        f'corresponding condition of pod readiness gate "{name}" does not exist.'
        if name not in gates
        else f'the status of pod readiness gate "{name}" is not "True", but {gates[name]}'
        for name in pod.readiness_gates
        if gates.get(name) != "True"
    ]
    return PublishedCondition("Ready", False, "ReadinessGatesNotReady" if messages else "", ", ".join(messages))


def _incomplete(what: str, names: Iterable[str]) -> str:
    return f"containers with {what} status: [{' '.join(names)}]"


def with_condition(conditions: Sequence[Json], new: PublishedCondition, now: str, generation: int = 0) -> list[Json]:
    """The conditions with one written; its transition time stays while its status does."""
    status = str(new.is_true)
    old = next((each for each in conditions if each["type"] == new.type), None)
    since = old["lastTransitionTime"] if old is not None and old["status"] == status else now
    written: Json = {"type": new.type} | ({"observedGeneration": generation} if generation else {})
    written |= {"status": status, "lastProbeTime": None, "lastTransitionTime": since}
    written |= {name: text for name, text in (("reason", new.reason), ("message", new.message)) if text}
    if old is None:
        return [*conditions, written]
    return [written if each is old else each for each in conditions]


def in_order_of_the_kubelet(conditions: Iterable[Json]) -> list[Json]:
    """First those of others, then those of the kubelet in its order."""
    order = {name: place for place, name in enumerate(OF_THE_KUBELET)}
    return sorted(conditions, key=lambda each: order.get(each["type"], -1))
