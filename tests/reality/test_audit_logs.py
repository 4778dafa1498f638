"""Audit logs are read as API servers write them: what was stored counts, and what they leave out is never guessed."""

import io
import json

import msgspec
import pytest
from recordings import histories, observers

from podproof.checker.conformance.pod_history import ASSEMBLED
from podproof.checker.conformance.recordings import NO_OBJECTS, Recording
from podproof.spec.observation.entries import Hint, Observed, Omitted
from podproof.spec.observation.recordings import entries

PODS = [event["object"] for event in histories("v1.36.2")["single-exit1-never"] if event["type"] != "DELETED"]
CREATED, *LATER = PODS
NAME = CREATED["metadata"]["name"]


def audited(verb, response=None, subresource="", request=None, **more):
    """An event as an API server writes it, with the objects that the level of its policy leaves."""
    event = {
        "kind": "Event",
        "apiVersion": "audit.k8s.io/v1",
        "level": "RequestResponse" if response else "Request" if request else "Metadata",
        "auditID": "8a2f",
        "stage": "ResponseComplete",
        "requestURI": f"/api/v1/namespaces/default/pods/{NAME}",
        "verb": verb,
        "user": {"username": "system:node:n1", "groups": ["system:nodes"]},
        "objectRef": {"resource": "pods", "namespace": "default", "name": NAME, "apiVersion": "v1"},
        "responseStatus": {"metadata": {}, "code": 200},
        "stageTimestamp": "2026-11-27T10:00:00.000000Z",
    }
    event["objectRef"] |= {"subresource": subresource} if subresource else {}
    event |= {"responseObject": response} if response else {}
    return event | ({"requestObject": request} if request else {}) | more


def patch(before, after):
    """The strategic merge patch that a kubelet sends."""
    old, new = before["status"], after["status"]
    changed = {name: value for name, value in new.items() if old.get(name) != value and name != "conditions"}
    changed |= {name: None for name in old if name not in new}
    order = [{"type": each["type"]} for each in new["conditions"]]
    were = {each["type"]: each for each in old.get("conditions", [])}
    changed["conditions"] = [
        dict.fromkeys(were.get(each["type"], {}), None) | each
        for each in new["conditions"]
        if each != were.get(each["type"])
    ]
    status = {"$setElementOrder/conditions": order, **changed}
    return {"metadata": {"uid": after["metadata"]["uid"]}, "status": status}


PATCHES = [
    audited("patch", subresource="status", request=patch(before, after))
    for before, after in zip(PODS, LATER, strict=False)
]


def text(*events):
    return "\n".join(map(json.dumps, events)).encode()


def read(*events):
    return list(entries(io.BytesIO(text(*events))))


def judged(*events):
    return list(Recording("audit.log", observers(36)).judge(io.BytesIO(text(*events))))


def shown(seen):
    """The status, whatever the order of its conditions."""
    status = msgspec.to_builtins(seen.pod.status)
    return status | {"conditions": sorted(status["conditions"], key=lambda each: each["type"])}


STATUS = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "code": 201}
NOT_STORED = {
    "the stage before the response": audited("create", CREATED, stage="RequestReceived"),
    "a request that was refused": audited("create", CREATED, responseStatus={"code": 409}),
    "a dry run": audited("create", CREATED, requestURI="/api/v1/namespaces/default/pods?dryRun=All&fieldManager=x"),
    "a deletion that its body calls a dry run": audited("delete", CREATED, request={"dryRun": ["All"]}),
    "the log of a container": audited("get", subresource="log"),
    "a Pod of the metrics server": audited("get", objectRef={"resource": "pods", "apiGroup": "metrics.k8s.io"}),
}


@pytest.mark.parametrize("event", NOT_STORED.values(), ids=NOT_STORED)
def test_what_was_not_stored_is_no_observation(event):
    assert not [each for each in read(event) if isinstance(each, Observed | Omitted)]


def test_the_responses_to_all_requests_about_a_pod_are_observations():
    answers = {"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": [{**PODS[2], "kind": ""}]}
    events = audited("create", CREATED), audited("patch", PODS[1], "status"), audited("list", answers)
    batch = {"kind": "EventList", "apiVersion": "audit.k8s.io/v1", "metadata": {}, "items": list(events)}
    versions = [each["metadata"]["resourceVersion"] for each in PODS[:3]]
    assert [each.pod.metadata.resourceVersion for each in read(*events)] == versions
    assert [each.pod.metadata.resourceVersion for each in read(batch)] == versions


def test_a_status_that_a_kubelet_patches_is_assembled_where_the_response_is_left_out():
    seen = read(audited("create", CREATED), *PATCHES)
    assert [each.is_assembled for each in seen] == [False] + [True] * len(PATCHES)
    assert list(map(shown, seen)) == list(map(shown, read(*PODS)))
    (verdict,) = judged(audited("create", CREATED), *PATCHES)
    assert (verdict.legal, verdict.history.count) == (True, len(PODS))


def test_a_status_that_is_replaced_by_a_request_is_an_observation():
    seen = read(*(audited("update", subresource="status", request=each) for each in PODS))
    assert [each.pod.status.phase for each in seen] == [each["status"]["phase"] for each in PODS]


UNCLEAR = {
    "a patch of a Pod that was never shown": ([], PATCHES[0]),
    "a patch of another Pod of this name": (
        [audited("create", CREATED)],
        audited("patch", subresource="status", request={"metadata": {"uid": "x"}, "status": {"phase": "Failed"}}),
    ),
    "a merge patch, whose conditions replace all": (
        [audited("create", CREATED)],
        audited("patch", subresource="status", request={"status": {"conditions": []}}),
    ),
    "a patch whose conditions are no list": (
        [audited("create", CREATED)],
        audited(
            "patch", subresource="status", request={"status": {"conditions": 1, "$setElementOrder/conditions": []}}
        ),
    ),
    "a patch of JSON Patch": (
        [audited("create", CREATED)],
        audited("patch", subresource="status", request=[{"op": "remove", "path": "/status/phase"}]),
    ),
    "a deletion of unknown grace": ([audited("create", CREATED)], audited("delete", request={"kind": "DeleteOptions"})),
    "a write at level Metadata": ([audited("create", CREATED)], audited("patch", subresource="status")),
}


@pytest.mark.parametrize(("before", "event"), UNCLEAR.values(), ids=UNCLEAR)
def test_a_request_of_unknown_effect_is_no_observation_and_neither_are_patches_after_it(before, event):
    *_, omitted, later = read(*before, event, PATCHES[-1])
    assert isinstance(omitted, Omitted)
    assert isinstance(later, Omitted)


def test_an_assembled_status_that_no_pod_can_show_is_not_decided():
    again = audited("patch", subresource="status", request={"status": {"phase": "Running"}})
    (verdict,) = judged(audited("create", CREATED), *PATCHES, again)
    assert (verdict.legal, list(verdict.undecided)) == (None, [ASSEMBLED])


def test_an_eviction_is_a_hint_unless_it_is_refused_or_a_dry_run():
    request = {"kind": "Eviction", "apiVersion": "policy/v1", "metadata": {"name": NAME}}
    done = audited("create", STATUS, "eviction", request)
    refused = audited("create", {**STATUS, "status": "Failure"}, "eviction", request, responseStatus={"code": 429})
    dry = audited("create", STATUS, "eviction", {**request, "deleteOptions": {"dryRun": ["All"]}})
    assert read(done, refused, dry) == [Hint(1, "default", NAME, "", "EvictionByEvictionAPI")]


def test_responses_out_of_order_do_not_make_a_pod_illegal():
    events = [audited("patch", each, "status") for each in PODS]
    (verdict,) = judged(*events[:2], events[3], events[2], *events[4:])
    assert verdict.legal


def test_a_log_without_objects_says_which_level_is_needed():
    (problem,) = judged(audited("create"), audited("patch", subresource="status"))
    assert problem.message == NO_OBJECTS


def test_events_about_a_pod_are_hints():
    core = {"kind": "Event", "apiVersion": "v1", "involvedObject": {"kind": "Pod", "namespace": "a", "name": "p"}}
    new = {
        "kind": "Event",
        "apiVersion": "events.k8s.io/v1",
        "regarding": {"kind": "Pod", "namespace": "a", "name": "p"},
    }
    about_node = {**core, "involvedObject": {"kind": "Node", "name": "n"}, "reason": "NodeNotReady"}
    first = {**core, "reason": "BackOff", "type": "Warning", "count": 12}
    second = {"type": "ADDED", "object": {**new, "reason": "Killing", "type": "Normal", "series": {"count": 3}}}
    *hints, other = read(first, second, about_node)
    assert hints == [Hint(1, "a", "p", "", "BackOff", 12), Hint(2, "a", "p", "", "Killing", 3)]
    assert other.kind == "Event"
