"""Which execution a Pod of a simulated cluster takes, and that what it shows is legal."""

from random import Random
from time import monotonic

import pytest

from podproof.checker.api.judging import judge
from podproof.checker.cluster.tables import pod_summary
from podproof.spec.pod.kubectl import next_line
from podproof.spec.pod.named_executions import NAMED_EXECUTIONS
from tests.cluster.api import MERGE, PODS, STRATEGIC, Api, pod
from tests.cluster.pods import WEB, recorded, shown, until_at_rest


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
    request = random.choice(
        [
            lambda: api("DELETE", f"{PODS}/{name}", deletion),
            lambda: api("PATCH", f"{PODS}/{name}", {"metadata": {"labels": {"x": name}}}, content_type=MERGE),
            lambda: api("PATCH", f"{PODS}/{name}", image, content_type=STRATEGIC),
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
