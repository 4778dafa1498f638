"""The columns of `kubectl get pods`, state by state, written by hand after `printPod` and its tests in kubectl."""

import pytest

from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.spec.pod import kubectl
from podproof.spec.pod.state import Container, ContainerState, Pod, PodState

BOUND = PodState(scheduling="Scheduled", sandbox="Ready")
RUNNING = BOUND._replace(phase="Running")
READY = RUNNING._replace(ready="Ready")
ABSENT = ContainerState()
UP = ContainerState(preparation="Present", runtime="Running", startup="Success", readiness="Success")
DONE = ContainerState(preparation="Present", runtime="Exited", exit_code="Zero")
FAILED = DONE._replace(exit_code="NonZero", restarts=1)
CRASHING = FAILED._replace(backoff="CrashLoopBackOff", restarts=2)

ONE = Pod("one", (Container("a"),))
TWO = Pod("two", (Container("a"), Container("b")))
THREE = Pod("three", (Container("a"), Container("b"), Container("c")))
GATED = ONE._replace(scheduling_gates=("gate",))
INIT = Pod("init", (Container("i", "init"), Container("s", "sidecar"), Container("a")))


@pytest.mark.parametrize(
    ("pod", "state", "containers", "columns"),
    [
        (ONE, PodState(), [ABSENT], ("Pending", "0/1", 0)),
        (GATED, PodState(), [ABSENT], ("SchedulingGated", "0/1", 0)),
        (GATED, PodState(scheduling_gate="Open"), [ABSENT], ("Pending", "0/1", 0)),
        (ONE, BOUND, [ABSENT], ("ContainerCreating", "0/1", 0)),
        (ONE, BOUND, [ABSENT._replace(preparation="ImagePullBackOff")], ("ImagePullBackOff", "0/1", 0)),
        (ONE, BOUND, [ABSENT._replace(runtime="Created")], ("RunContainerError", "0/1", 0)),
        (ONE, BOUND, [UP._replace(post_start_hook="Running")], ("ContainerCreating", "0/1", 0)),
        (ONE, BOUND, [UP], ("Pending", "1/1", 0)),
        (ONE, READY, [UP], ("Running", "1/1", 0)),
        (ONE, READY, [DONE], ("Completed", "0/1", 0)),
        (ONE, RUNNING, [FAILED], ("Error", "0/1", 1)),
        (ONE, RUNNING, [CRASHING], ("CrashLoopBackOff", "0/1", 2)),
        (ONE, RUNNING, [CRASHING._replace(preparation="ErrImagePull")], ("ErrImagePull", "0/1", 2)),
        (ONE, RUNNING, [FAILED._replace(post_start_hook="Failed")], ("PostStartHookError", "0/1", 1)),
        (ONE, RUNNING._replace(worker="Terminated"), [ABSENT], ("ContainerStatusUnknown", "0/1", 0)),
        (ONE, RUNNING._replace(deletion="Requested"), [CRASHING], ("Terminating", "0/1", 2)),
        (ONE, RUNNING._replace(deletion="Held"), [DONE], ("Terminating", "0/1", 0)),
        (ONE, BOUND._replace(deletion="Held", phase="Succeeded"), [DONE], ("Completed", "0/1", 0)),
        (ONE, BOUND._replace(deletion="Gone"), [DONE], ("(gone)", "0/1", 0)),
        (ONE, BOUND._replace(phase="Failed", reason="Evicted"), [UP], ("Evicted", "1/1", 0)),
        (TWO, READY, [UP, UP], ("Running", "2/2", 0)),
        (TWO, READY, [DONE, UP], ("Running", "1/2", 0)),
        (TWO, RUNNING, [DONE, UP], ("NotReady", "1/2", 0)),
        (TWO, RUNNING, [UP, CRASHING], ("CrashLoopBackOff", "1/2", 2)),
        (TWO, RUNNING, [FAILED, CRASHING], ("Error", "0/2", 3)),
        (TWO, RUNNING, [DONE, FAILED], ("Error", "0/2", 1)),
        (TWO, READY, [DONE, FAILED], ("Error", "0/2", 1)),
        (TWO, RUNNING, [DONE, CRASHING], ("Completed", "0/2", 2)),
        (THREE, READY, [DONE, FAILED, UP], ("Running", "1/3", 1)),
        (THREE, RUNNING, [DONE, FAILED, UP], ("Error", "1/3", 1)),
        (THREE, RUNNING, [DONE, UP, DONE], ("NotReady", "1/3", 0)),
        (THREE._replace(kubernetes=34), RUNNING, [DONE, FAILED, UP], ("NotReady", "1/3", 1)),
        (TWO._replace(kubernetes=34), RUNNING, [DONE, FAILED], ("Completed", "0/2", 1)),
        (INIT, BOUND, [ABSENT, ABSENT, ABSENT], ("Init:0/2", "0/2", 0)),
        (INIT, BOUND, [CRASHING, ABSENT, ABSENT], ("Init:CrashLoopBackOff", "0/2", 2)),
        (INIT, BOUND, [DONE, ABSENT, ABSENT], ("Init:1/2", "0/2", 0)),
        (INIT, BOUND, [DONE, UP, ABSENT], ("PodInitializing", "1/2", 0)),
        (INIT, BOUND, [DONE, DONE, ABSENT], ("PodInitializing", "0/2", 0)),
        (INIT, READY, [DONE, FAILED, UP], ("Running", "1/2", 1)),
        (INIT, BOUND, [FAILED, ABSENT._replace(restarts=2), ABSENT], ("Init:Error", "0/2", 1)),
        (INIT, READY, [DONE._replace(restarts=2), UP, UP], ("Running", "2/2", 0)),
        (INIT, BOUND, [], ("Pending", "0/2", 0)),
        (ONE, BOUND._replace(deletion="Requested"), [], ("Terminating", "0/1", 0)),
        (ONE, BOUND._replace(phase="Failed", reason="Rejected"), [], ("Rejected", "0/1", 0)),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) and isinstance(value[0], str) else "",
)
def test_kubectl_prints(pod, state, containers, columns):
    assert kubectl.next_line(pod, state, tuple(containers)) == columns


def test_the_api_knows_the_containers_as_the_kubelet_published_them_last():
    nothing, up = kubectl.Published(), kubectl.Published((UP,))
    unready = kubectl.Published((UP._replace(readiness="Failure"),))
    exited = DONE._replace(readiness="Failure")
    assert kubectl.published("starts", nothing, RUNNING, (UP,)) == nothing
    assert kubectl.published("publishes", nothing, RUNNING, (UP,)) == up
    assert kubectl.published("publishes_readiness", up, RUNNING, unready.containers) == unready
    assert kubectl.published("publishes_readiness", up, RUNNING, (exited,)) == unready
    assert kubectl.published("exits_nonzero", up, RUNNING, (FAILED,)) == up


def test_the_end_of_a_termination_is_not_shown_before_it_is_published():
    stopped = RUNNING._replace(worker="Terminated")
    assert kubectl.line(ONE, stopped, kubectl.Published((ABSENT,))).status == "ContainerCreating"
    assert kubectl.next_line(ONE, stopped, (ABSENT,)).status == "ContainerStatusUnknown"


def test_the_columns_of_a_trace_change_only_where_something_is_published(decided):
    renderer = trace_renderer(decided.compiled)
    trace = decided.engine.trace(decided.compiled.formula("crash_loops", 0))
    lines = list(renderer.lines(trace))
    assert {line.ready for line in lines} == {"0/1"}
    assert {line.status for line in lines} == {"Pending"}
    assert lines[-1].unpublished == ("CrashLoopBackOff", "0/1", "1")


@pytest.fixture(scope="module")
def decided(reached):
    """A Pod of one container that always restarts, its states reached."""
    return reached("single-always")
