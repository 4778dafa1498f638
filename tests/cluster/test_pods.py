"""Pods of a simulated cluster: what clients do to them, and what the specification makes of it."""

from contextlib import contextmanager
from random import Random
from time import monotonic

import pytest

from podproof.checker.api.judging import judge
from podproof.checker.cluster import storage
from podproof.checker.cluster.recording import PodRecorder
from podproof.checker.cluster.tables import pod_summary
from podproof.spec.pod.kubectl import next_line
from podproof.spec.pod.named_executions import NAMED_EXECUTIONS
from tests.cluster.api import PODS, Api, pod

MERGE = "application/merge-patch+json"
WEB = f"{PODS}/web"


@pytest.fixture
def api():
    return Api()


def patch(api, **body):
    return api("PATCH", WEB, body, content_type=MERGE).json


@contextmanager
def recorded(api, folder):
    path = folder / "recording.jsonl"
    with path.open("wb") as file:
        PodRecorder(api.cluster.storage, file)
        yield path


def shown(api, name="web"):
    return pod_summary(api("GET", f"{PODS}/{name}").json)


def until_at_rest(api, name="web"):
    api.step(name, steps=100)


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
    changed = api("PATCH", WEB, image, content_type="application/strategic-merge-patch+json").json
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
    status = "application/strategic-merge-patch+json"
    api("PATCH", f"{WEB}/status", {"status": {"conditions": conditions}}, content_type=status)
    until_at_rest(api)
    found = {each["type"]: each["status"] for each in api("GET", WEB).json["status"]["conditions"]}
    assert (found["example.com/ok"], found["Ready"]) == ("True", "True")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mode", "perhaps"),
        ("mode", "toward Nowhere"),
        ("execution", "none"),
        ("seed", "x"),
        ("speed", "-1"),
        ("hold", "maybe"),
        ("weather", "fine"),
    ],
)
def test_an_annotation_that_asks_for_what_does_not_exist_is_refused(api, name, text):
    manifest = pod()
    manifest["metadata"]["annotations"] = {f"podproof.dev/simulate-{name}": text}
    answer = api("POST", PODS, manifest)
    assert (answer.code, answer.json["reason"]) == (422, "Invalid")


def test_an_annotation_chooses_the_execution_of_one_pod(api):
    manifest = pod()
    manifest["metadata"]["annotations"] = {"podproof.dev/simulate-mode": "toward CrashLoopBackOff"}
    api("POST", PODS, manifest)
    until_at_rest(api)
    assert shown(api).status == "CrashLoopBackOff"


def test_the_table_shows_of_a_pod_that_has_not_failed_what_the_specification_says():
    api, compared = Api("random"), 0
    for number in range(20):
        inits = [{"name": "i", "image": "b:1"}][: number % 2]
        name, policy = f"p{number}", ("Always", "OnFailure", "Never")[number % 3]
        api.create(name, restartPolicy=policy, initContainers=inits)
        live = api.cluster.pods.live["default", name]
        for _ in range(40):
            simulated = live.simulated
            if not api.cluster.pods.step(live) or simulated.is_gone:
                break
            status = simulated.status
            if (
                simulated.taken[-1].choice.event == "publishes"
                and "containerStatuses" in status
                and status["phase"] != "Failed"
            ):
                line, found = next_line(simulated.configuration, *simulated.records), pod_summary(simulated.object)
                assert (found.status, found.ready) == (line.status, line.ready)
                compared += 1
    assert compared > 30


def act(api, random, name):
    """Something that a client may do."""
    deletion = {"gracePeriodSeconds": random.choice([0, 1, 20])}
    image = {"spec": {"containers": [{"name": "a", "image": f"b:{random.randrange(3)}"}]}}
    strategic = {"content_type": "application/strategic-merge-patch+json"}
    request = random.choice(
        [
            lambda: api("DELETE", f"{PODS}/{name}", deletion),
            lambda: api("PATCH", f"{PODS}/{name}", {"metadata": {"labels": {"x": name}}}, content_type=MERGE),
            lambda: api("PATCH", f"{PODS}/{name}", image, **strategic),
        ]
    )
    assert request().code in (200, 404)


def test_what_hundreds_of_pods_show_is_legal(tmp_path):
    random, api = Random(7), Api("random", seed=1)
    with recorded(api, tmp_path) as path:
        names = [f"p{number}" for number in range(240)]
        for number, name in enumerate(names):
            api.create(name, restartPolicy=("Always", "Never")[number % 2])
            for _ in range(random.randrange(4)):
                if ("default", name) in api.cluster.pods.live:
                    api.step(name, steps=random.randrange(1, 16))
                    act(api, random, name)
    verdicts = list(judge(path))
    assert len(verdicts) == len(names)
    assert {each.name for each in verdicts if not each.legal} == set()


@pytest.mark.parametrize("execution", [each.name for each in NAMED_EXECUTIONS])
def test_a_named_execution_can_be_asked_for(execution):
    api = Api(execution=execution)
    api.create()
    api.step(steps=3)
    assert api("GET", WEB).code == 200


def test_pods_that_cover_show_what_others_have_not_shown_and_the_report_counts_it():
    api, shown = Api("cover"), []
    for name in ("a", "b", "c"):
        api.create(name)
        api.step(name, steps=60)
        (report,) = api.cluster.pods.adversaries.reports()
        shown.append(len(report.shown))
    assert shown == sorted(set(shown))
    assert str(report) in api("GET", "/podproof/coverage").json["reports"]
    assert report.missing


def test_a_pod_whose_step_fails_is_held_and_the_others_go_on(monkeypatch, capsys):
    api = Api()
    for name in ("first", "second"):
        api("POST", PODS, pod(name))
        api("POST", "/podproof/release", {"name": name})
    first, second = api.cluster.pods.live.values()
    monkeypatch.setattr(first.simulated, "step", lambda: 1 / 0)
    api.cluster.driver.work(monotonic() + 1)
    assert (first.is_held, second.is_held, len(second.simulated.taken)) == (True, False, 1)
    assert "default/first is held, as its step failed: ZeroDivisionError" in capsys.readouterr().err


def test_a_grace_period_of_millions_of_years_ends_in_the_last_year(api):
    api("POST", PODS, pod())
    api("POST", "/podproof/step", {"name": "web", "event": "schedules"})
    deleted = api("DELETE", f"{PODS}/web", {"gracePeriodSeconds": 2**62})
    assert deleted.json["metadata"]["deletionTimestamp"] == "9999-12-31T23:59:59Z"


def test_a_pod_that_cannot_be_stored_is_not_simulated(api, monkeypatch):
    monkeypatch.setattr(storage, "MOST_OF_AN_OBJECT", 100)
    assert api("POST", PODS, pod()).code == 413
    assert api.cluster.pods.live == {}
