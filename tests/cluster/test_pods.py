"""Pods of a simulated cluster: what clients do to them, and what the specification makes of it."""

import pytest

from podproof.checker.api.judging import judge
from podproof.checker.cluster import storage
from tests.cluster.api import MERGE, PODS, STRATEGIC, pod
from tests.cluster.pods import WEB, recorded, shown, until_at_rest


def patch(api, **body):
    return api("PATCH", WEB, body, content_type=MERGE).json


def test_a_pod_is_stored_with_the_defaults_of_the_manifest_reader(api):
    created = api.create(containers=[{"name": "a", "image": "b", "ports": [{"containerPort": 80}]}])
    container = created["spec"]["containers"][0]
    assert (container["imagePullPolicy"], container["ports"][0]["protocol"]) == ("Always", "TCP")
    assert (created["spec"]["restartPolicy"], created["status"]["phase"]) == ("Always", "Pending")


def test_a_held_pod_takes_the_steps_that_are_asked_for(api):
    api.create()
    assert api.step(event="schedules")["taken"] == ["schedules"]
    assert api("GET", WEB).json["spec"]["nodeName"]
    assert api.step(steps=3)["steps"] == 4


def test_a_step_that_is_not_possible_says_which_are(api):
    api.create()
    answer = api("POST", "/podproof/step", {"name": "web", "event": "evicts"})
    assert answer.code == 409
    assert "schedules" in answer.json["message"]


def test_a_pleasant_pod_becomes_ready_and_rests(api):
    api.create()
    until_at_rest(api)
    assert shown(api) == ("1/1", "Running", 0)


def test_a_new_image_restarts_its_container(api):
    api.create()
    until_at_rest(api)
    image = {"spec": {"containers": [{"name": "a", "image": "b:2"}]}}
    changed = api("PATCH", WEB, image, content_type=STRATEGIC).json
    assert (changed["spec"]["containers"][0]["image"], changed["metadata"]["generation"]) == ("b:2", 2)
    until_at_rest(api)
    assert shown(api) == ("1/1", "Running", 1)


def test_a_deletion_has_its_grace_period_and_ends_by_the_specification(api):
    api.create()
    until_at_rest(api)
    marked = api("DELETE", WEB, {"gracePeriodSeconds": 7}).json["metadata"]
    assert (marked["deletionGracePeriodSeconds"], shown(api).status) == (7, "Terminating")
    until_at_rest(api)
    assert api("GET", WEB).code == 404


def test_a_forced_deletion_is_done_at_once(api):
    api.create()
    until_at_rest(api)
    api("DELETE", f"{WEB}?gracePeriodSeconds=0")
    assert api("GET", WEB).code == 404


def test_an_eviction_deletes(api):
    api.create()
    until_at_rest(api)
    assert api("POST", f"{WEB}/eviction", {"metadata": {"name": "web"}}).code == 201
    assert shown(api).status == "Terminating"


def test_a_pod_is_bound_once(api):
    api.create()
    bindings = [api("POST", f"{WEB}/binding", {"target": {"kind": "Node", "name": "n"}}).code for _ in range(2)]
    assert bindings == [201, 409]


def test_labels_stay_what_their_clients_write_while_the_pod_goes_on(api):
    api.create()
    patch(api, metadata={"labels": {"x": "1"}})
    until_at_rest(api)
    assert api("GET", WEB).json["metadata"]["labels"] == {"x": "1"}
    assert shown(api).status == "Running"


def test_finalizers_hold_a_deleted_pod_until_they_are_removed(api):
    manifest = pod()
    manifest["metadata"]["finalizers"] = ["example.com/keep"]
    api("POST", PODS, manifest)
    until_at_rest(api)
    api("DELETE", WEB)
    until_at_rest(api)
    assert shown(api).status != "Running"
    patch(api, metadata={"finalizers": None})
    until_at_rest(api)
    assert api("GET", WEB).code == 404


@pytest.mark.parametrize("grace", [0, 1, None])
def test_finalizers_that_are_added_later_hold_a_pod_as_well(api, tmp_path, grace):
    with recorded(api, tmp_path) as path:
        api.create()
        until_at_rest(api)
        patch(api, metadata={"finalizers": ["example.com/keep"]})
        api("DELETE", WEB, {"gracePeriodSeconds": grace})
        until_at_rest(api)
        assert api("GET", WEB).json["metadata"]["deletionTimestamp"]
        patch(api, metadata={"finalizers": []})
        until_at_rest(api)
        assert api("GET", WEB).code == 404
    assert [each.legal for each in judge(path)] == [True]


def test_finalizers_that_are_removed_early_do_not_hold_a_pod(api, tmp_path):
    manifest = pod()
    manifest["metadata"]["finalizers"] = ["example.com/keep"]
    with recorded(api, tmp_path) as path:
        api("POST", PODS, manifest)
        patch(api, metadata={"finalizers": []})
        until_at_rest(api)
        api("DELETE", WEB)
        until_at_rest(api)
        assert api("GET", WEB).code == 404
    assert [each.legal for each in judge(path)] == [True]


def test_a_scheduling_gate_holds_a_pod_until_it_is_removed(api):
    api.create(schedulingGates=[{"name": "example.com/wait"}])
    until_at_rest(api)
    assert shown(api).status == "SchedulingGated"
    patch(api, spec={"schedulingGates": []})
    until_at_rest(api)
    assert shown(api).status == "Running"


def test_a_readiness_gate_is_met_by_a_condition_in_the_status(api):
    api.create(readinessGates=[{"conditionType": "example.com/ok"}])
    until_at_rest(api)
    conditions = [{"type": "example.com/ok", "status": "True"}]
    api("PATCH", f"{WEB}/status", {"status": {"conditions": conditions}}, content_type=STRATEGIC)
    until_at_rest(api)
    found = {each["type"]: each["status"] for each in api("GET", WEB).json["status"]["conditions"]}
    assert (found["example.com/ok"], found["Ready"]) == ("True", "True")


def test_a_grace_period_of_millions_of_years_ends_in_the_last_year(api):
    api("POST", PODS, pod())
    api("POST", "/podproof/step", {"name": "web", "event": "schedules"})
    deleted = api("DELETE", f"{PODS}/web", {"gracePeriodSeconds": 2**62})
    assert deleted.json["metadata"]["deletionTimestamp"] == "9999-12-31T23:59:59Z"


def test_a_pod_that_cannot_be_stored_is_not_simulated(api, monkeypatch):
    monkeypatch.setattr(storage, "MOST_OF_AN_OBJECT", 100)
    assert api("POST", PODS, pod()).code == 413
    assert api.cluster.pods.live == {}
