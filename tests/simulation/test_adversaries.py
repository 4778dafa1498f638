"""Adversaries lead a Pod where they say: to its work, through situations, and by the executions that have a name."""

from datetime import UTC, datetime

import pytest
from strategies import FOLDER

import podproof
from podproof.checker.simulation import Delete, RemoveFinalizers, SetImage, SimulatedPod
from podproof.checker.simulation.adversaries import MODES, adversary, named, toward
from podproof.checker.simulation.histories import history
from podproof.spec.pod.named_executions import NAMED_EXECUTIONS

SUITABLE = {
    "succeeded": "single-never",
    "deadline-exceeded": "deadline",
    "running-pending-running": "init-always",
    "held-by-finalizers": "finalizer",
}
"""The scenarios for executions that few Pods have; the others are those of `single-always`."""


def scenario(name):
    return FOLDER / f"{name}.yaml"


def phase(pod):
    return pod.status["phase"]


def is_ready(pod):
    return pod.published.condition_status("Ready") == "True"


@pytest.mark.parametrize("name", ["gates", "hooks", "init-always", "probes", "sidecar-always"])
def test_the_pleasant_execution_makes_a_pod_ready_without_any_fault(name):
    pod = SimulatedPod(scenario(name), adversary("pleasant"), plays_clients=True)
    history(pod)
    assert (phase(pod), is_ready(pod), pod.finished) == ("Running", True, True)
    assert all(not pod.model.actions[each.choice.action].kind for each in pod.taken)


@pytest.mark.parametrize("name", ["init-never", "sidecar-never", "two-onfailure"])
def test_the_pleasant_execution_of_a_pod_that_ends_succeeds_after_it_was_seen_ready(name):
    pod = SimulatedPod(scenario(name), adversary("pleasant"))
    shown = [each["status"] for each in history(pod)]
    assert phase(pod) == "Succeeded"
    assert any(
        each["type"] == "Ready" and each["status"] == "True" for old in shown for each in old.get("conditions", [])
    )


def test_a_pod_that_rests_goes_on_when_a_client_deletes_it():
    pod = SimulatedPod(scenario("single-always"), adversary("pleasant"))
    history(pod)
    assert pod.finished
    assert pod.apply(Delete(grace=5))
    assert (pod.object["metadata"]["deletionGracePeriodSeconds"], pod.finished) == (5, False)
    while pod.step():
        pass
    assert pod.is_gone


def test_a_delete_by_force_removes_the_object_at_once_unless_finalizers_hold_it():
    pod = SimulatedPod(scenario("finalizer"), adversary("pleasant"))
    history(pod)
    pod.apply(Delete(grace=0))
    assert (pod.is_gone, pod.object["metadata"]["deletionGracePeriodSeconds"]) == (False, 0)
    pod.apply(RemoveFinalizers())
    assert pod.is_gone


def test_a_new_image_is_in_the_spec_and_restarts_a_container_that_runs():
    pod = SimulatedPod(scenario("single-never"), adversary("pleasant"))
    while not is_ready(pod):
        pod.step()
    assert pod.apply(SetImage("app", "registry.example/app:2.0"))
    assert pod.object["spec"]["containers"][0]["image"] == "registry.example/app:2.0"
    while pod.step():
        pass
    (container,) = pod.status["containerStatuses"]
    assert (container["restartCount"], phase(pod)) == (1, "Succeeded")


def test_an_image_of_an_unknown_container_is_a_usage_error():
    pod = SimulatedPod(scenario("single-never"), adversary("pleasant"))
    with pytest.raises(podproof.UsageError, match="has no container 'db'"):
        pod.apply(SetImage("db", "postgres"))


@pytest.mark.parametrize("execution", [each.name for each in NAMED_EXECUTIONS])
def test_a_named_execution_is_gone_through_to_its_end(execution):
    leading = named(execution)
    history(SimulatedPod(scenario(SUITABLE.get(execution, "single-always")), leading))
    assert (leading.goals, leading.unreachable) == ([], [])


@pytest.mark.parametrize("name", ["single-always", "two-always", "sidecar-always"])
def test_a_pod_that_is_not_admitted_never_shows_a_container(name):
    found = podproof.simulate(scenario(name), execution="rejected")
    assert [each["status"]["phase"] for each in found][-1] == "Failed"
    assert not any(field.endswith("ontainerStatuses") for each in found for field in each["status"])


def test_situations_are_reached_one_after_the_other_and_shown():
    found = podproof.simulate(
        scenario("single-always"),
        situations="ImagePullBackOff, CrashLoopBackOff, Evicted",
    )
    reasons = [str(each["status"]) for each in found]
    wanted = ("ImagePullBackOff", "CrashLoopBackOff", "Evicted")
    first = [next(place for place, text in enumerate(reasons) if reason in text) for reason in wanted]
    assert first == sorted(first)


def test_a_step_of_a_client_is_waited_for_where_nobody_plays_the_clients():
    leading = toward("Terminating")
    pod = SimulatedPod(scenario("single-always"), leading)
    history(pod)
    assert (pod.finished, [goal.name for goal in leading.goals]) == (True, ["Terminating"])
    pod.apply(Delete())
    history(pod)
    assert [goal.name for goal in leading.reached] == ["Terminating"]


@pytest.mark.parametrize("mode", MODES)
def test_the_same_seed_gives_the_same_history_and_so_does_its_script(mode):
    first, second = (podproof.simulate(scenario("two-always"), mode, seed=3) for _ in range(2))
    assert first.events == second.events
    assert podproof.simulate(scenario("two-always"), script=first.script, seed=3).events == first.events


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"mode": "nice"}, "unknown mode 'nice'; choose from pleasant, random"),
        ({"execution": "evicte"}, "unknown execution 'evicte'; did you mean evicted?"),
        ({"situations": "CrashLoopbackOf"}, "did you mean CrashLoopBackOff?"),
        ({"script": "schedules starts:app"}, "step 2 of the script, starts of container app, is not possible there"),
        ({"execution": "deadline-exceeded"}, "the Pod single-never cannot reach deadline-exceeded"),
        ({"mode": "random", "situations": "Evicted"}, "choose one of mode, situations, execution and script"),
        ({"mode": 5}, "unknown mode 5"),
        ({"situations": [5]}, "unknown situation '5'"),
        ({"faults": [5]}, "unknown class of faults '5'"),
        ({"kubernetes": 1.36}, "1.36 is not a version of Kubernetes"),
    ],
)
def test_what_cannot_be_simulated_is_a_usage_error(asked, message):
    with pytest.raises(podproof.UsageError, match=message.replace("?", r"\?")):
        podproof.simulate(scenario("single-never"), **asked)


def test_a_manifest_with_a_time_that_yaml_has_read_is_a_usage_error():
    manifest = {"kind": "Pod", "metadata": {"name": "p", "creationTimestamp": datetime(2026, 1, 1, tzinfo=UTC)}}
    with pytest.raises(podproof.UsageError, match="the manifest is not JSON"):
        podproof.simulate(manifest)
