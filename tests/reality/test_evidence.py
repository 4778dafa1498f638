"""Test cases beyond the recorded ones: the features of a case decide how it becomes a state, never its id."""

import pytest

from podproof.checker.conformance.vectors import judge
from podproof.spec.kubernetes_tests import answer


def outcome(given, expected):
    """The outcome of a case with this input and this expectation."""
    verdict = judge({"id": "case", "input": given, "expected": expected}, answer)
    return verdict.outcome, verdict.reason


def sync(*statuses, inits=(), policy="Always", sandbox="READY", **more):
    """A case of computePodActions for a Pod with one regular container."""
    return {
        "kind": "computePodActions",
        "pod": {"restartPolicy": policy, "initContainers": list(inits), "containers": [{"name": "app"}], **more},
        "status": {
            "sandbox": {"id": "box", "state": sandbox, "attempt": 0, "ip": "10.0.0.1"},
            "containers": list(statuses),
        },
    }


SIDECARS = ({"name": "one", "restartPolicy": "Always"}, {"name": "two", "restartPolicy": "Always"})
CHANGED = {"name": "app", "state": "running", "specChanged": True}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(
            sync({"name": "app", "state": "unknown"}, policy="Never"),
            {"containersToKill": ["app"], "containersToStart": [0], "killPod": False},
            id="a container of unknown state is killed and started again even under Never [4.4]",
        ),
        pytest.param(
            sync({"name": "init", "state": "unknown"}, inits=[{"name": "init"}], policy="Never"),
            {"killPod": True, "containersToKill": [], "initContainersToStart": []},
            id="an init container of unknown state ends the Pod under Never [4.7]",
        ),
        pytest.param(
            sync({"name": "init", "state": "unknown"}, inits=[{"name": "init"}]),
            {"killPod": False, "containersToKill": ["init"], "initContainersToStart": [0]},
            id="an init container of unknown state is killed and started again under Always [4.7]",
        ),
        pytest.param(
            sync({"name": "two", "state": "created"}, inits=SIDECARS),
            {"initContainersToStart": [0, 1], "containersToStart": []},
            id="a created sidecar proves that the one before it was there once [3.7 3.17]",
        ),
        pytest.param(
            sync({"name": "two", "state": "running"}, inits=SIDECARS),
            {"initContainersToStart": [0], "containersToStart": [0]},
            id="a lost sidecar starts again while the regular containers start [2.8 3.7]",
        ),
        pytest.param(
            sync(CHANGED, policy="Never"),
            {"containersToKill": ["app"], "containersToStart": [0]},
            id="a changed definition restarts a container even under Never [4.10]",
        ),
        pytest.param(
            {
                **sync({"name": "app", "state": "running"}, policy="Never"),
                "probeResults": {"liveness": {"app": "Failure"}},
            },
            {"containersToKill": ["app"], "containersToStart": [], "killPod": True},
            id="a failed liveness probe under Never leaves nothing to run [4.9 4.10]",
        ),
        pytest.param(
            sync({"name": "app", "state": "exited", "exitCode": 0}, policy="Never", sandbox="NOTREADY"),
            {"killPod": True, "createSandbox": False, "attempt": 1},
            id="a known container gets no new sandbox under Never [3.4]",
        ),
        pytest.param(
            sync({"name": "app", "state": "created"}, inits=[{"name": "init"}]),
            {"killPod": False, "initContainersToStart": [], "containersToStart": [0]},
            id="a regular container that was created proves that initialization is done [3.8]",
        ),
        pytest.param(
            sync({"name": "app", "state": "exited", "exitCode": 0}, inits=SIDECARS, policy="Never"),
            {"killPod": False, "initContainersToStart": [0], "containersToStart": []},
            id="a regular container that has exited does not prove that initialization is done [3.8]",
        ),
        pytest.param(
            sync(
                {"name": "one", "state": "unknown"},
                {"name": "two", "state": "exited", "exitCode": 0},
                inits=[{"name": "one"}, {"name": "two"}],
                policy="Never",
            ),
            {"killPod": False, "initContainersToStart": [], "containersToStart": [0]},
            id="a later init container proves that one of unknown state was done [3.7]",
        ),
        pytest.param(
            {**sync({"name": "app", "state": "exited", "exitCode": 1}, policy="Never")}
            | {"status": {"sandbox": None, "containers": [{"name": "app", "state": "exited", "exitCode": 1}]}},
            {"killPod": True, "createSandbox": True, "attempt": 0, "containersToStart": [0]},
            id="for the first sandbox it does not matter what is known, even under Never [3.4]",
        ),
        pytest.param(
            {"function": "BeforeDelete", "scheduled": True, "phase": "Running", "deletionTimestampSet": True}
            | {"deletionGracePeriodSeconds": 30, "optionsGracePeriodSeconds": 30},
            {"updateObject": False, "pendingNoop": True, "deletionGracePeriodSeconds": 30},
            id="a second delete that asks for as much changes nothing [9.3]",
        ),
        pytest.param(
            {"function": "killContainer", "gracePeriod": 30, "preStopSeconds": 60},
            {"preStopRuns": True, "stopTimeoutSeconds": 2},
            id="a preStop hook that is cut off leaves the minimum [9.12]",
        ),
        pytest.param(
            {"initialSeconds": 10, "maxSeconds": 300, "runSeconds": [0, 0, 600, 601, 0]},
            {"delaysBeforeRestart": [0, 10, 20, 0, 10]},
            id="a back-off starts over after more than ten minutes [5.4]",
        ),
        pytest.param(
            {"kind": "doProbeSequence", "probeType": "liveness", "probe": {"failureThreshold": 1}}
            | {"status": {"started": False}, "events": ["failure", "started+failure"]},
            {"results": ["Success", "Failure"]},
            id="liveness waits for the startup probe [6.4]",
        ),
        pytest.param(
            {"kind": "doProbeSequence", "probeType": "readiness", "probe": {"successThreshold": 3}}
            | {"status": {"started": True}, "events": ["success", "success", "newContainerID+success"]},
            {"results": ["Failure", "Failure", "Success"]},
            id="a run of results goes on over a restart of the container [6.2]",
        ),
        pytest.param(
            {"kind": "http", "redirectCase": "bogus nonlocal", "followNonLocalRedirects": False},
            {"health": "Warning"},
            id="a redirect to another host is a warning [6.7]",
        ),
        pytest.param(
            {"function": "checkContainerStateTransition", "podRestartPolicy": "Never", "containers": [{"name": "app"}]}
            | {"old": {"containerStatuses": [{"name": "app", "state": "terminated", "exitCode": 1}]}}
            | {"new": {"containerStatuses": [{"name": "app", "state": "waiting"}]}},
            {"allowed": False},
            id="a container that has ended for good is not shown as waiting [11.2]",
        ),
    ],
)
def test_the_specification_agrees_with_the_rule(given, expected):
    assert outcome(given, expected) == ("agreed", "")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (sync({"name": "app", "state": "paused"}), "unknown state 'paused' of a container in the runtime"),
        (
            {"kind": "doProbeSequence", "probeType": "readiness", "probe": {"failureThreshold": 5}, "events": []},
            "thresholds are counted up to 3: a longer streak only repeats the same event",
        ),
        ({"condition": "Gossiping"}, "the specification has no condition Gossiping"),
        (
            {"initial": 1, "max": 5, "script": "whistle"},
            "unknown step 'whistle' in the script: it has advance, Next and GC",
        ),
        (
            sync(inits=[{"name": "init", "resources": {"limits": {"cpu": "1"}}}]),
            "a resize in place changes resources of running containers: the state has no resources",
        ),
        (
            {**sync(), "featureGates": ["InPlacePodVerticalScaling"]},
            "the specification says nothing about containersToUpdate here",
        ),
    ],
)
def test_a_feature_that_is_not_modeled_is_named(given, reason):
    assert outcome(given, {"containersToUpdate": {}}) == ("not modeled", reason)
