"""A state as `kubectl get pods` would show it: STATUS, READY, RESTARTS, and the API state of each container.

The phase is what the API shows; the containers are as they are now, which the API shows at the next `publishes`.
"""

from typing import NamedTuple

from podproof.spec.pod.predicates import (
    has_started,
    is_init_or_sidecar,
    is_initialized_condition,
    is_ready,
    is_regular_or_sidecar,
    phase_is_terminal,
)
from podproof.spec.pod.state import Container, ContainerState, Pod, PodState


class ContainerLine(NamedTuple):
    """A container with its configuration and its state, as the words want it."""

    configuration: Container
    state: ContainerState

    def __getattr__(self, name: str) -> object:
        record = self.state if name in ContainerState._fields else self.configuration
        return getattr(record, name)


class KubectlLine(NamedTuple):
    """The columns of `kubectl get pods`; `restarts` counts to 2, which stands for 2 or more."""

    status: str
    ready: str
    restarts: int


class ApiState(NamedTuple):
    """The state of a container in the API: waiting, running or terminated, with its reason (SEMANTICS 2)."""

    state: str
    reason: str


REASONS = ("Evicted", "Preempting", "Terminated", "DeadlineExceeded", "Rejected")
"""What the status of a Failed Pod may have as its reason; for `Rejected` it says why, as in OutOfcpu."""

EXIT_REASONS = {
    "Zero": "Completed",
    "NonZero": "Error",
    "Killed": "Error",
    "RestartRule": "Error",
    "RestartAllRule": "Error",
}


def members(pod: Pod, states: tuple[ContainerState, ...]) -> list[ContainerLine]:
    """The containers of a Pod in a state."""
    return [ContainerLine(configuration, state) for configuration, state in zip(pod.members, states, strict=True)]


def api_state(pod: Pod, state: PodState, member: ContainerLine) -> ApiState:
    """What the API says of a container, once published (SEMANTICS 2.2 to 2.5)."""
    container = member.state
    if container.runtime == "Running":
        return (
            ApiState("waiting", _first_reason(pod))
            if container.post_start_hook == "Running"
            else ApiState("running", "")
        )
    if container.preparation not in ("Needed", "Present"):
        return ApiState("waiting", container.preparation)
    if container.runtime == "Created":
        return ApiState("waiting", "RunContainerError")
    if container.runtime == "Absent":
        ended = state.worker == "Terminated"
        return ApiState("terminated", "ContainerStatusUnknown") if ended else ApiState("waiting", _first_reason(pod))
    if container.backoff in ("CrashLoopBackOff", "Elapsed"):
        return ApiState("waiting", "CrashLoopBackOff")
    if container.post_start_hook == "Failed":
        return ApiState("waiting", "PostStartHookError")
    return ApiState("terminated", EXIT_REASONS[container.exit_code])


def _first_reason(pod: Pod) -> str:
    return "PodInitializing" if any(is_init_or_sidecar(member.kind) for member in pod.members) else "ContainerCreating"


def line(pod: Pod, state: PodState, states: tuple[ContainerState, ...]) -> KubectlLine:
    """The Pod's line, by the printer of `kubectl get pods`."""
    those = members(pod, states)
    counted = [member for member in those if is_regular_or_sidecar(member.configuration.kind)]
    ready = sum(bool(is_ready(member)) for member in counted)
    restarts = sum(member.state.restarts for member in those)
    return KubectlLine(_status(pod, state, those), f"{ready}/{len(counted)}", restarts)


def _status(pod: Pod, state: PodState, those: list[ContainerLine]) -> str:
    if state.deletion in ("Gone", "Forced"):
        return "(gone)"
    if state.deletion != "Alive" and not phase_is_terminal(state.phase):
        return "Terminating"
    if state.scheduling == "Unscheduled":
        return "SchedulingGated" if pod.scheduling_gates and state.scheduling_gate == "Closed" else state.phase
    initializing = _initializing(pod, state, those)
    return initializing or _running(pod, state, those)


def _initializing(pod: Pod, state: PodState, those: list[ContainerLine]) -> str:
    """The STATUS `Init:…` of the first init container that is not done; empty once the Pod is initialized."""
    inits = [member for member in those if is_init_or_sidecar(member.configuration.kind)]
    for number, member in enumerate(inits):
        said = api_state(pod, state, member)
        if said == ("terminated", "Completed") or (member.configuration.kind == "sidecar" and has_started(member)):
            continue
        if is_initialized_condition(those):
            return ""
        reason = (
            said.reason if said.state != "running" and said.reason != "PodInitializing" else f"{number}/{len(inits)}"
        )
        return f"Init:{reason}"
    return ""


def _running(pod: Pod, state: PodState, those: list[ContainerLine]) -> str:
    """The reason of the first regular container that has one, else the phase."""
    status: str = state.reason if state.phase == "Failed" and state.reason in REASONS else state.phase
    runs = False
    for member in reversed([member for member in those if member.configuration.kind == "regular"]):
        said = api_state(pod, state, member)
        status = said.reason or status
        runs = runs or bool(is_ready(member))
    if status == "Completed" and runs:
        return "Running" if state.ready == "Ready" else "NotReady"
    return status
