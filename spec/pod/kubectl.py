"""What `kubectl get pods` prints of a Pod of the model, as `printer` does of any Pod.

Three readers use its rows: `line` prints one state, `checker.diagrams.columns` all states at once, and
`spec.observation.columns` asks how a Pod can show a text.  The phase is what the API shows; the containers are as they
are now, which the API shows at the next `publishes`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from podproof.spec.pod.predicates import is_init_or_sidecar, is_regular_or_sidecar
from podproof.spec.pod.printer import ApiState, KubectlLine, Printer, Shown
from podproof.spec.pod.state import ContainerState, Pod, PodState
from podproof.spec.pod.state_answers import POD, state_answers

Containers = tuple[ContainerState, ...]
"""The states of the containers of a Pod."""


PUBLISHING = ("publishes", "publishes_readiness")
"""Events in which a kubelet writes a status: they may change nothing but what the API shows."""


class Published(NamedTuple):
    """What the kubelet has published: the containers, none before it has, and whether its worker had stopped them."""

    containers: Containers = ()
    worker: Any = PodState._field_defaults["worker"]


FIRST_START = "(first start)"
"""Stands for the reason of a container that waits for its first start, which depends on the Pod."""

FIRST_REASONS = ("ContainerCreating", "PodInitializing")
"""That reason in a Pod without init containers, and in one with them [2.2]."""

API_STATES: Mapping[ApiState, str] = {
    ApiState("waiting", FIRST_START): "shown_as_creating",
    ApiState("running", ""): "shown_as_running",
    ApiState("waiting", "ErrImagePull"): "shown_as_image_pull_error",
    ApiState("waiting", "ImagePullBackOff"): "image_pull_backs_off",
    ApiState("waiting", "ErrImageNeverPull"): "image_is_never_pulled",
    ApiState("waiting", "InvalidImageName"): "image_name_is_invalid",
    ApiState("waiting", "CreateContainerConfigError"): "has_config_error",
    ApiState("waiting", "CreateContainerError"): "creation_failed",
    ApiState("waiting", "RunContainerError"): "shown_as_run_container_error",
    ApiState("waiting", "CrashLoopBackOff"): "shown_as_crash_looping",
    ApiState("waiting", "PostStartHookError"): "shown_as_post_start_failed",
    ApiState("terminated", "ContainerStatusUnknown"): "shown_as_lost",
    ApiState("terminated", "OOMKilled"): "ran_out_of_memory",
    ApiState("terminated", "Completed"): "shown_as_exited_zero",
    ApiState("terminated", "Error"): "shown_as_terminated",
}
"""When the API shows a container in each state [2.2 to 2.6]: the first whose condition is true counts."""

FAILURES = frozenset({ApiState("terminated", "ContainerStatusUnknown"), ApiState("terminated", "Error")})
"""The terminated states with an exit code other than 0; the code of OOMKilled is 0 here [4.16]."""

PHASES: Mapping[str, str] = {
    "Pending": "phase_is_pending",
    "Running": "phase_is_running",
    "Succeeded": "phase_is_succeeded",
    "Failed": "phase_is_failed",
    "Unknown": "phase_is_unknown",
}

EARLY_ENDS: Mapping[str, str] = {
    "Evicted": "is_evicted",
    "Preempting": "is_preempted",
    "Terminated": "is_shut_down",
    "DeadlineExceeded": "is_past_its_deadline",
    "Rejected": "is_rejected",
}
"""The reasons in the status of a Failed Pod; `Rejected` stands for the reason of a rejection, such as OutOfcpu."""


def first_reason(pod: Pod) -> str:
    """Why a container of this Pod waits for its first start."""
    return FIRST_REASONS[any(is_init_or_sidecar(member.kind) for member in pod.members)]


@cache
def printer(pod: Pod) -> Printer:
    """The printer of a Pod."""
    states = {
        shown._replace(reason=first_reason(pod)) if shown.reason == FIRST_START else shown: when
        for shown, when in API_STATES.items()
    }
    return Printer(
        tuple(member.kind for member in pod.members),
        sum(is_init_or_sidecar(member.kind) for member in pod.members),
        sum(is_regular_or_sidecar(member.kind) for member in pod.members),
        pod.kubernetes,
        Shown(states, FAILURES, PHASES, EARLY_ENDS),
    )


def published(event: str, before: Published, state: PodState, states: Containers) -> Published:
    """What the API knows after an event: all that is now, the readiness, or no more than before. [1.2 7.7]"""
    if event == "publishes":
        return Published(states, state.worker)
    if event == "publishes_readiness":
        both = zip(before.containers, states, strict=False)
        return before._replace(containers=tuple(old._replace(readiness=new.readiness) for old, new in both))
    return before


def line(pod: Pod, state: PodState, known: Published) -> KubectlLine:
    """The line of a Pod in a state, of which this is known; `restarts` counts to 2, which stands for 2 or more."""
    states = known.containers
    answers = state_answers(pod, state._replace(worker=known.worker), states)
    if not states:
        whole, rows = answers[POD], (*printer(pod).pod_rows, *printer(pod).plain_rows)
        text = next(row.text for row in rows if all(whole[fact.condition] for fact in row.facts))
        return KubectlLine(text, f"0/{printer(pod).counted}", 0)
    return printer(pod).line(answers, [each.restarts for each in states])


def next_line(pod: Pod, state: PodState, states: Containers) -> KubectlLine:
    """The line of a Pod once the kubelet has published the state."""
    return line(pod, state, Published(states, state.worker))


def api_state(pod: Pod, state: PodState, states: Containers, site: int) -> ApiState:
    """The state of a container in the API, once published."""
    return shown_state(pod, state_answers(pod, state, states)[site])


def shown_state(pod: Pod, answers: Mapping[str, bool]) -> ApiState:
    """The same from what the state answers about the container."""
    return next(shown for shown, when in printer(pod).shown.states.items() if answers[when])
