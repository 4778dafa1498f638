"""What a watch has missed makes nothing illegal: a part of a status may be all that its last writer left."""

import copy

import pytest
from recordings import histories, is_legal, judged

HISTORIES = histories("v1.36.2")

LOST_NODES = ["nd-running-always", "nl-exit1-during-never", "nl2-tol5-then-force"]
"""Others than the kubelet write the status: the node controller, the taint manager, the garbage collector."""

CRASHES = ["crash-after-20s-always", "deadline-crashloop", "init2-failforever-onfailure", "sidecar-two-mains-never"]
"""Containers wait to be started again, and their `lastState` is their own end."""


def history_of(events):
    (history,) = {id(each): each for each in judged(events, 36)}.values()
    return history


@pytest.mark.parametrize("name", LOST_NODES + CRASHES)
@pytest.mark.parametrize("missed", [1, 2, 4])
def test_a_watch_may_miss_any_neighboring_observations(name, missed):
    history = HISTORIES[name]
    cuts = (history[:begin] + history[begin + missed :] for begin in range(1, len(history) - missed))
    assert all(is_legal(cut, 36) for cut in cuts)


def test_the_phase_unknown_is_legal_and_the_kubelet_replaces_it():
    history = copy.deepcopy(HISTORIES["single-exit1-never"][:5])
    unknown = copy.deepcopy(history[-1])
    unknown["object"]["metadata"]["resourceVersion"] += "1"
    unknown["object"]["status"]["phase"] = "Unknown"
    assert is_legal([*history, unknown], 36)
    assert is_legal([unknown], 36)


@pytest.fixture(scope="module")
def waiting():
    """A Pod whose container waits to be started first."""
    history = HISTORIES["single-exit1-never"]
    return next(event for event in history if event["object"]["status"].get("containerStatuses"))


def waits(event, reason):
    event = copy.deepcopy(event)
    event["object"]["status"]["containerStatuses"][0]["state"] = {"waiting": {"reason": reason}}
    return event


@pytest.mark.parametrize(
    "reason",
    [
        "CreateContainerError",
        "PreCreateHookError",
        "PreStartHookError",
        "ImageInspectError",
        "RegistryUnavailable",
        "SignatureValidationFailed",
        "ErrImagePull: rpc error: code = Unknown",
        "",
    ],
)
def test_a_container_may_wait_for_any_reason_that_kubelets_write(waiting, reason):
    history = history_of([waits(waiting, reason)])
    assert (history.illegal, history.undecided) == (None, {})


def test_what_an_unknown_reason_tells_is_not_decided(waiting):
    history = history_of([waits(waiting, "QuotaTemporarilyExceeded")])
    assert (history.illegal, history.undecided) == (None, {"a waits with reason QuotaTemporarilyExceeded": 1})


def test_an_unknown_reason_of_the_pod_is_not_decided():
    event = copy.deepcopy(HISTORIES["reject-nodeaffinity"][1])
    event["object"]["status"]["reason"] = "TooManyCooks"
    history = history_of([event])
    assert (history.illegal, list(history.undecided)) == (None, ["status.reason TooManyCooks"])


def test_a_static_pod_is_not_decided(waiting):
    mirror = copy.deepcopy(waiting)
    mirror["object"]["metadata"]["annotations"] = {"kubernetes.io/config.mirror": "c0ffee"}
    mirror["object"]["status"]["phase"] = "Succeeded"
    history = history_of([mirror])
    assert history.illegal is None
    assert "static Pods are not modeled" in next(iter(history.undecided))


def lost(history):
    """The recording up to a container that runs, and then the status of a runtime that does not know it any more."""
    running = next(n for n, e in enumerate(history) if "running" in str(e["object"]["status"].get("containerStatuses")))
    event = copy.deepcopy(history[running])
    event["object"]["metadata"]["resourceVersion"] += "1"
    (container,) = event["object"]["status"]["containerStatuses"]
    unknown = {"exitCode": 137, "reason": "ContainerStatusUnknown", "startedAt": None, "finishedAt": None}
    container |= {"state": {"waiting": {"reason": "ContainerCreating"}}, "lastState": {"terminated": unknown}}
    container |= {"ready": False, "started": False, "restartCount": 1}
    for each in event["object"]["status"]["conditions"]:
        if each["type"] in ("Ready", "ContainersReady"):
            each |= {"status": "False", "reason": "ContainersNotReady"}
    return [*history[: running + 1], event]


def test_a_runtime_may_lose_a_container_that_ran_and_the_status_says_so():
    history = lost(HISTORIES["single-exit0-always"])
    assert is_legal(history, 36)
    assert is_legal(history[-1:], 36)
    history[-1]["object"]["status"]["containerStatuses"][0]["lastState"] = {}
    assert not is_legal(history, 36)


def test_a_pod_whose_only_container_is_lost_under_never_fails_and_runs_nothing_again():
    recorded = HISTORIES["single-exit1-never"]
    history = lost(recorded)
    end = copy.deepcopy(next(each for each in recorded if each["object"]["status"]["phase"] == "Failed"))
    end["object"]["metadata"]["resourceVersion"] = history[-1]["object"]["metadata"]["resourceVersion"] + "1"
    (container,) = end["object"]["status"]["containerStatuses"]
    container |= {"restartCount": 1, "lastState": history[-1]["object"]["status"]["containerStatuses"][0]["lastState"]}
    container["state"] = {"terminated": {"exitCode": 137, "reason": "ContainerStatusUnknown"}}
    assert is_legal([*history, end], 36)
    container["state"] = {"running": {"startedAt": "2099-01-01T00:00:00Z"}}
    end["object"]["status"]["phase"] = "Running"
    assert not is_legal([*history, end], 36)
