"""What the times, numbers and gates within a status say: an order of events that cannot be is illegal."""

import copy
import io
import json

import pytest
from recordings import histories, is_legal, judged, observers

from podproof.checker.conformance.recordings import judge
from podproof.checker.conformance.verdict import PodVerdict

HISTORIES = histories("v1.36.2")


def status_of(event):
    return event["object"]["status"]


def last_of(name, **needed):
    """The last observation of a recording in which these fields of the status have these values."""
    events = [e for e in HISTORIES[name] if all(status_of(e).get(field) == value for field, value in needed.items())]
    return copy.deepcopy(events[-1])


def violations(event):
    (history,) = judged([event], 36)
    return history.illegal.violations if history.illegal else ()


def texts(event):
    return [each.text for each in violations(event)]


def laws(event):
    return [each.law for each in violations(event)]


def test_a_container_that_started_before_its_init_container_finished_is_illegal():
    event = last_of("init3-ok-never", phase="Running")
    assert texts(event) == []
    init = status_of(event)["initContainerStatuses"][1]["state"]["terminated"]
    init["finishedAt"] = "2099-01-01T00:00:00Z"
    assert "before i2 finished at 2099-01-01T00:00:00Z" in " ".join(texts(event))
    assert "init-before-regular" in laws(event)


def test_a_container_that_started_before_its_sidecar_is_illegal():
    event = last_of("sidecar-order-del", phase="Running")
    assert texts(event) == []
    status_of(event)["initContainerStatuses"][0]["state"]["running"] = {"startedAt": "2099-01-01T00:00:00Z"}
    assert "before s1 started" in " ".join(texts(event))


def test_a_container_in_two_states_at_once_is_illegal():
    event = last_of("sidecar-order-del", phase="Running")
    status_of(event)["containerStatuses"][0]["state"]["waiting"] = {"reason": "CrashLoopBackOff"}
    assert any("is waiting and running at once" in text for text in texts(event))


@pytest.fixture
def restarted():
    """A container that runs again after an exit."""
    events = [event for history in HISTORIES.values() for event in history]
    for event in copy.deepcopy(events):
        for each in status_of(event).get("containerStatuses", ()):
            if "running" in each["state"] and "finishedAt" in each["lastState"].get("terminated", ()):
                assert texts(event) == []
                return event, each
    raise AssertionError("no recording has one")


def test_an_instance_that_began_before_the_one_before_it_ended_is_illegal(restarted):
    event, container = restarted
    container["state"]["running"]["startedAt"] = "2000-01-01T00:00:00Z"
    assert any("was started at 2000-01-01T00:00:00Z, before it finished" in text for text in texts(event))


def test_a_last_state_of_a_running_container_without_a_restart_is_illegal(restarted):
    event, container = restarted
    container["restartCount"] = 0
    assert any("has a lastState, but its restartCount is 0" in text for text in texts(event))


def test_container_statuses_of_a_pod_that_is_not_scheduled_are_illegal(restarted):
    event, _ = restarted
    next(each for each in status_of(event)["conditions"] if each["type"] == "PodScheduled")["status"] = "False"
    assert "PodScheduled is False, but there are container statuses" in texts(event)


def test_a_status_of_a_container_that_the_pod_does_not_have_is_illegal_even_without_conditions():
    event = last_of("sidecar-order-del", phase="Running")
    stranger = {"name": "stranger", "restartCount": 0, "ready": False, "state": {"waiting": {"reason": "ErrImagePull"}}}
    event["object"]["status"] = {"phase": "Pending", "containerStatuses": [stranger]}
    (history,) = judged([event], 36)
    assert history.illegal is not None


@pytest.fixture
def gated():
    return last_of("readiness-gate", phase="Running")


def with_gate(event, gate, ready="True"):
    """The observation with the condition of the gate, or without it, and with Ready."""
    conditions = [each for each in status_of(event)["conditions"] if each["type"] not in ("lab/gate", "Ready")]
    now = {"type": "Ready", "status": ready, "lastTransitionTime": "2026-11-23T16:41:19Z"}
    status_of(event)["conditions"] = [*conditions, now, *([gate] if gate else [])]
    return event


def test_ready_without_the_condition_of_a_gate_is_illegal(gated):
    assert texts(with_gate(gated, None)) == ["Ready is True, and the condition lab/gate is missing"]


@pytest.mark.parametrize(
    ("since", "legal"), [("2026-11-23T16:41:18Z", False), ("2026-11-23T16:41:20Z", True), (None, True)]
)
def test_a_gate_may_turn_false_only_after_the_pod_became_ready(gated, since, legal):
    gate = {"type": "lab/gate", "status": "False", "lastTransitionTime": since}
    assert (texts(with_gate(gated, gate)) == []) is legal


def test_a_status_cannot_have_observed_a_generation_that_does_not_exist_yet():
    event = last_of("single-exit1-never", phase="Running")
    generation = event["object"]["metadata"]["generation"]
    status_of(event)["observedGeneration"] = generation
    assert texts(event) == []
    status_of(event)["conditions"][0]["observedGeneration"] = generation + 1
    assert "but metadata.generation is" in texts(event)[0]


def test_a_hidden_restart_does_not_explain_a_startup_probe_that_starts_over():
    history = copy.deepcopy(HISTORIES["kr-running-startup-live"])
    started = next(n for n, e in enumerate(history) if status_of(e).get("containerStatuses", [{}])[0].get("started"))
    over = copy.deepcopy(history[started])
    over["object"]["metadata"]["resourceVersion"] += "1"
    status_of(over)["containerStatuses"][0].update(started=False, ready=False)
    for each in status_of(over)["conditions"]:
        if each["type"] in ("Ready", "ContainersReady"):
            each["status"] = "False"
    again = copy.deepcopy(history[started])
    again["object"]["metadata"]["resourceVersion"] += "2"
    assert not is_legal([*history[: started + 1], over, again], 36)


def test_an_image_is_updated_when_the_spec_says_so_whatever_the_generation():
    history = copy.deepcopy(HISTORIES["update-image-always"])
    for event in history:
        event["object"]["metadata"].pop("generation", None)
        event["object"]["spec"]["restartPolicy"] = "Never"
    assert is_legal(history, 36)
    for event in history:
        event["object"]["spec"] = history[0]["object"]["spec"]
    assert not is_legal(history, 36)


def verdicts(text):
    return list(judge(io.BytesIO(text.encode()), "-", observers(36)))


def test_yaml_is_read_as_kubectl_prints_it():
    yaml = pytest.importorskip("yaml")
    objects = [event["object"] for event in HISTORIES["single-exit1-never"][:5]]
    (streamed,) = verdicts("---\n".join(yaml.safe_dump(each) for each in objects))
    (listed,) = verdicts(yaml.safe_dump({"apiVersion": "v1", "kind": "List", "items": objects[-1:]}))
    assert (streamed.legal, streamed.history.count, listed.legal) == (True, 5, True)


def test_damaged_yaml_is_one_problem_and_the_other_documents_are_judged():
    text = json.dumps(HISTORIES["single-exit1-never"][3]["object"], indent=1)
    problem, verdict = verdicts(f"kind: Pod\nmetadata: [\n---\n{text}\n")
    assert "not YAML" in problem.message
    assert isinstance(verdict, PodVerdict) and verdict.legal


def test_what_kubectl_describe_prints_is_refused_with_advice():
    first, *_ = verdicts("Name:         web-1\nNamespace:    shop\nStatus:       Running\n")
    assert "kubectl get pod -o yaml" in first.message
