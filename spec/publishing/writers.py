"""What each event writes to the object: the kubelet whole statuses and parts of them, others their own parts."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from podproof.spec.pod.object_fields import CONTAINERS_KEPT_SINCE, DISRUPTION_SINCE, HOST_IPS_SINCE
from podproof.spec.pod.predicates import is_regular_or_sidecar
from podproof.spec.publishing.conditions import (
    OF_THE_KUBELET,
    PublishedCondition,
    containers_condition,
    in_order_of_the_kubelet,
    kubelet_conditions,
    ready_condition,
)
from podproof.spec.publishing.container_statuses import STATUS_LISTS, ContainerFacts, container_status
from podproof.spec.publishing.early_ends import early_end
from podproof.spec.publishing.instances import Json
from podproof.spec.publishing.objects import PublishedPod, Writing, shown_containers

Writer = Callable[[Writing], PublishedPod]

NODE, NODE_IP, POD_IP = "node-1", "192.0.2.1", "198.51.100.7"
"""The node of every Pod, and addresses that are reserved for documentation (RFC 5737)."""


def binds(writing: Writing) -> PublishedPod:
    """The scheduler: nodeName and condition PodScheduled [3.1 7.1]."""
    written = writing.with_conditions(PublishedCondition("PodScheduled", True))
    return written._replace(spec=written.spec | {"nodeName": NODE})


def opens_gates(writing: Writing) -> PublishedPod:
    """Whoever removes the scheduling gates from the spec [3.1]."""
    spec = {name: value for name, value in writing.published.spec.items() if name != "schedulingGates"}
    return with_next_generation(writing.published._replace(spec=spec))


def writes_gates(writing: Writing) -> PublishedPod:
    """Whoever writes the conditions that readiness gates name [7.5]."""
    is_met = writing.changes.get("gate_is_true", writing.state.readiness_gate == "Met")
    given = writing.changes.get("gates", writing.pod.readiness_gates)
    return writing.with_conditions(*(PublishedCondition(name, is_met) for name in given))


def updates_image(writing: Writing) -> PublishedPod:
    """Whoever changes the image of a container [4.10]."""
    name, image = writing.changes.get("container", ""), writing.changes.get("image", "")
    lists = {
        field: [each | {"image": image} if each["name"] == name else each for each in writing.published.spec[field]]
        for field in ("initContainers", "containers")
        if field in writing.published.spec
    }
    return with_next_generation(writing.published._replace(spec=writing.published.spec | lists))


def with_next_generation(published: PublishedPod) -> PublishedPod:
    """The object after a change of its spec, or its deletion [9.2]."""
    if "generation" not in published.metadata:
        return published
    return published.with_metadata(generation=published.metadata["generation"] + 1)


def marks_unready(writing: Writing) -> PublishedPod:
    """The node controller: condition Ready of a Pod whose node is lost [10.8]."""
    return writing.with_conditions(PublishedCondition("Ready", writing.state.ready == "Ready"))


def collects(writing: Writing) -> PublishedPod:
    """The garbage collector: phase and condition DisruptionTarget [10.8]."""
    disruption = PublishedCondition("DisruptionTarget", True, "DeletionByPodGC", "PodGC: node no longer exists")
    return writing.with_conditions(disruption).with_status(phase=writing.state.phase)


def writes_unknown(writing: Writing) -> PublishedPod:
    """Another client: phase Unknown [1.17]."""
    return writing.published.with_status(phase="Unknown")


def publishes(writing: Writing) -> PublishedPod:
    """The kubelet: the whole status [1.2]."""
    end = early_end(writing.state, writing.pod.kubernetes)
    if writing.state.reason == "Rejected" and "containerStatuses" not in writing.published.status:
        if end is None:
            return writing.published  # nothing is published of a Pod that is not admitted before it is Failed
        return _without_conditions(_with_phase(writing))  # rejectPod writes phase, reason and message alone
    if end is not None and writing.pod.kubernetes < CONTAINERS_KEPT_SINCE:
        return _wiped(writing)
    ready = writing.state.ready == "Ready"
    conditions = list(kubelet_conditions(writing.pod, writing.answers, ready, writing.gates))
    if end is not None and end.disrupts and writing.pod.kubernetes >= DISRUPTION_SINCE:
        conditions.append(PublishedCondition("DisruptionTarget", True, "TerminationByKubelet", end.message))
    if writing.published.condition_status("PodScheduled"):
        conditions.append(PublishedCondition("PodScheduled", True))
    written = _with_phase(writing)
    with_conditions = replace(writing, published=written).with_conditions(*conditions, generation=writing.generation)
    ordered = in_order_of_the_kubelet(with_conditions.conditions)
    return with_conditions.with_status(conditions=ordered, **_addresses(writing), **_container_statuses(writing))


def _with_phase(writing: Writing) -> PublishedPod:
    """Phase, reason and message, the time of the first status and the generation [1.14 11.5]."""
    end = early_end(writing.state, writing.pod.kubernetes)
    return writing.published.with_status(
        observedGeneration=writing.generation or None,
        phase=writing.state.phase,
        reason=None if end is None else end.reason,
        message=None if end is None else end.message,
        startTime=writing.published.status.get("startTime", writing.now),
    )


def _without_conditions(published: PublishedPod) -> PublishedPod:
    kept = [each for each in published.conditions if each["type"] not in OF_THE_KUBELET]
    return published.with_status(conditions=kept or None)


def _wiped(writing: Writing) -> PublishedPod:
    """Before 1.22 an early end wipes the conditions, and all but a deadline the containers too [10.1]."""
    wiped = _without_conditions(_with_phase(writing))
    lists = {field: wiped.status[field] for field in set(STATUS_LISTS.values()) if field in wiped.status}
    if writing.state.reason != "DeadlineExceeded":
        return wiped.with_status(**dict.fromkeys([*lists, "podIP", "podIPs", "hostIP"]))
    return wiped.with_status(**{field: [_unready(each) for each in entries] for field, entries in lists.items()})


def _unready(status: Json) -> Json:
    return {name: value for name, value in status.items() if name != "started"} | {"ready": False}


def _addresses(writing: Writing) -> Json:
    addresses: Json = {"hostIP": NODE_IP}
    if writing.pod.kubernetes >= HOST_IPS_SINCE:
        addresses["hostIPs"] = [{"ip": NODE_IP}]
    if any(each.current is not None for each in writing.published.instances):
        addresses |= {"podIP": POD_IP, "podIPs": [{"ip": POD_IP}]}
    return addresses


def _container_statuses(writing: Writing) -> Json:
    images, shown = images_in(writing.published.spec), shown_containers(writing.published)
    lists: Json = {}
    for site, member in enumerate(writing.pod.members):
        facts = ContainerFacts(
            writing.pod,
            member,
            writing.states[site],
            writing.answers[site],
            writing.published.instances[site],
            images.get(member.name, ""),
            writing.published.metadata.get("uid", ""),
            shown.get(member.name, {}),
        )
        lists.setdefault(STATUS_LISTS[member.kind], []).append(container_status(facts))
    return lists


def images_in(spec: Mapping[str, list[Json]]) -> dict[str, str]:
    """The image of each container in a spec."""
    fields = ("initContainers", "containers", "ephemeralContainers")
    return {each["name"]: each.get("image", "") for field in fields for each in spec.get(field, ())}


def publishes_readiness(writing: Writing) -> PublishedPod:
    """The kubelet: the flags of containers that are shown as running, and two conditions [7.7]."""
    flags = {member.name: site for site, member in enumerate(writing.pod.members) if is_regular_or_sidecar(member.kind)}
    lists = {
        field: [_with_flags(writing, each, flags.get(each["name"])) for each in writing.published.status[field]]
        for field in ("initContainerStatuses", "containerStatuses")
        if field in writing.published.status
    }
    ready = {each["name"]: each["ready"] for entries in lists.values() for each in entries if each["name"] in flags}
    is_known = str(writing.state.ready == "Ready") == writing.published.condition_status("Ready")
    if not ready or (is_known and lists.items() <= writing.published.status.items()):
        return writing.published  # a kubelet writes only what has changed
    containers_ready = containers_condition(ready)
    whole = ready_condition(writing.pod, writing.state.ready == "Ready", containers_ready, writing.gates)
    return writing.with_conditions(whole, containers_ready, generation=writing.generation).with_status(**lists)


def _with_flags(writing: Writing, shown: Json, site: int | None) -> Json:
    if site is None or "running" not in shown["state"] or writing.states[site].runtime != "Running":
        return shown
    answers = writing.answers[site]
    return shown | {"ready": answers["is_ready"], "started": answers["has_started"]}


WRITERS: Mapping[str, Writer] = {
    "schedules": binds,
    "opens_scheduling_gate": opens_gates,
    "meets_readiness_gate": writes_gates,
    "fails_readiness_gate": writes_gates,
    "updates_image": updates_image,
    "marks_unready": marks_unready,
    "collects": collects,
    "writes_unknown": writes_unknown,
    "publishes": publishes,
    "publishes_readiness": publishes_readiness,
}
"""The events that write to the spec or the status; all but them and the deletion are hidden in the node."""
