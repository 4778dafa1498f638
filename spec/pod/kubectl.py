"""What `kubectl get pods` prints of a Pod, said once: each text of a column with the facts under which it is printed.

The rows follow `printPod` of kubectl (pkg/printers/internalversion/printers.go).  Three readers use them: `line` prints
one state, `checker.diagrams.columns` all states at once, and `spec.observation.columns` asks how a Pod can show a text.
The phase is what the API shows; the containers are as they are now, which the API shows at the next `publishes`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from podproof.spec.pod.predicates import is_init_or_sidecar, is_regular_or_sidecar
from podproof.spec.pod.state import ContainerState, Pod, PodState
from podproof.spec.pod.state_answers import POD, StateAnswers, state_answers

Containers = tuple[ContainerState, ...]
"""The states of the containers of a Pod; none before the kubelet has published them."""


class Fact(NamedTuple):
    """One visible thing: which field, its value, and the condition on the Pod, or on the container at a site."""

    field: str
    value: str
    condition: str
    site: int | None = None


class ApiState(NamedTuple):
    """The state of a container in the API: waiting, running or terminated, with its reason [2]."""

    state: str
    reason: str


class StatusRow(NamedTuple):
    """A text of the column STATUS, and the facts that must all be true for it."""

    text: str
    facts: tuple[Fact, ...]


class KubectlLine(NamedTuple):
    """The columns of `kubectl get pods`; `restarts` counts to 2, which stands for 2 or more."""

    status: str
    ready: str
    restarts: int


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

GONE = "(gone)"
"""What stands in the column for a Pod whose object is deleted."""

SHOWS_CONTAINERS = "(is_alive or phase_is_terminal) and object_exists and is_scheduled"
"""STATUS is about the containers: nothing about the whole Pod is printed in their place."""


def first_reason(pod: Pod) -> str:
    """Why a container of this Pod waits for its first start."""
    return FIRST_REASONS[any(is_init_or_sidecar(member.kind) for member in pod.members)]


def api_states(pod: Pod) -> dict[ApiState, str]:
    """Each state that the API may show of a container, with the condition that it is this one and none before it."""
    states, earlier = {}, ""
    for shown, when in API_STATES.items():
        reason = first_reason(pod) if shown.reason == FIRST_START else shown.reason
        states[ApiState(shown.state, reason)] = f"{earlier}{when}"
        earlier += f"not {when} and "
    return states


@cache
def status_rows(pod: Pod) -> tuple[StatusRow, ...]:
    """The column STATUS: exactly one row is true of each state, some ten rows for each container."""
    return (*_rows_of_the_pod(), *_rows_of_init_containers(pod), *_rows_of_regular_containers(pod))


@cache
def ready_facts(pod: Pod) -> tuple[Fact, ...]:
    """What the column READY counts: each regular container and sidecar."""
    sites = (site for site, member in enumerate(pod.members) if is_regular_or_sidecar(member.kind))
    return tuple(Fact("ready", "True", "is_ready", site) for site in sites)


def _rows_of_the_pod() -> Iterator[StatusRow]:
    """What is printed whatever the containers do."""
    yield _row(GONE, "not object_exists")
    yield _row("Terminating", "object_exists and not is_alive and not phase_is_terminal")
    unscheduled = "object_exists and (is_alive or phase_is_terminal) and not is_scheduled"
    yield _row("SchedulingGated", unscheduled, "scheduling_gates_are_closed")
    for phase, shown in PHASES.items():
        yield _row(phase, unscheduled, "not scheduling_gates_are_closed", shown)


def _row(text: str, *conditions: str) -> StatusRow:
    return StatusRow(text, tuple(Fact("STATUS", text, when) for when in conditions))


def _rows_of_init_containers(pod: Pod) -> Iterator[StatusRow]:
    """`Init:…`: the first init container that is not initialized."""
    sites = [site for site, member in enumerate(pod.members) if is_init_or_sidecar(member.kind)]
    earlier: tuple[Fact, ...] = ()
    for number, site in enumerate(sites):
        for shown, when in api_states(pod).items():
            is_plain = shown.state == "running" or shown.reason == "PodInitializing"
            text = f"Init:{f'{number}/{len(sites)}' if is_plain else shown.reason}"
            here = Fact("STATUS", text, f"not shown_as_initialized and {when}", site)
            initializing = Fact("STATUS", text, f"{SHOWS_CONTAINERS} and not status_is_of_regular_containers")
            if shown.reason != "Completed":
                yield StatusRow(text, (initializing, *earlier, here))
        earlier += (Fact("initialized", "True", "shown_as_initialized", site),)


def _rows_of_regular_containers(pod: Pod) -> Iterator[StatusRow]:
    """The reason of the first regular container that has one; without any, the reason or the phase of the Pod."""
    earlier: tuple[Fact, ...] = ()
    for site in (site for site, member in enumerate(pod.members) if member.kind == "regular"):
        for shown, when in api_states(pod).items():
            if shown.reason == "Completed":
                yield from _rows_of_a_completed_container(earlier, when, site)
            elif shown.reason:
                text = shown.reason
                yield StatusRow(text, (_initialized(text), *earlier, Fact("STATUS", text, when, site)))
        earlier += (Fact("state", "running", "shown_as_running", site),)
    for text, when in EARLY_ENDS.items():
        yield StatusRow(text, (_initialized(text), Fact("reason", text, when), *earlier))
    for text, when in PHASES.items():
        yield StatusRow(text, (_initialized(text), Fact("phase", text, f"{when} and not status_has_reason"), *earlier))


def _rows_of_a_completed_container(earlier: tuple[Fact, ...], when: str, site: int) -> Iterator[StatusRow]:
    """Completed counts only if no regular container is ready."""
    others = Fact("ready", "True", "some_regular_is_ready")
    for text, more in {
        "Completed": (Fact("ready", "False", "not some_regular_is_ready"),),
        "NotReady": (others, Fact("Ready", "False", "not ready_condition_is_true")),
        "Running": (others, Fact("Ready", "True", "ready_condition_is_true")),
    }.items():
        yield StatusRow(text, (_initialized(text), *earlier, Fact("STATUS", text, when, site), *more))


def _initialized(text: str) -> Fact:
    return Fact("STATUS", text, f"{SHOWS_CONTAINERS} and status_is_of_regular_containers")


def published(event: str, before: Containers, now: Containers) -> Containers:
    """What the API knows of the containers after an event: all, their readiness, or no more than before. [1.2 7.7]"""
    if event == "publishes":
        return now
    if event == "publishes_readiness":
        return tuple(old._replace(readiness=new.readiness) for old, new in zip(before, now, strict=False))
    return before


def line(pod: Pod, state: PodState, states: Containers) -> KubectlLine:
    """The line of a Pod in a state, whose containers are as `published`."""
    if not states:
        return KubectlLine(_status_without_containers(pod, state), f"0/{len(ready_facts(pod))}", 0)
    answers = state_answers(pod, state, states)
    ready = [answers[POD if fact.site is None else fact.site][fact.condition] for fact in ready_facts(pod)]
    return KubectlLine(_status(pod, answers), f"{sum(ready)}/{len(ready)}", _restarts(pod, answers, states))


def _restarts(pod: Pod, answers: Sequence[StateAnswers], states: Containers) -> int:
    """Those of init containers and sidecars as far as they are; then those of sidecars and regular containers."""
    sites = [site for site, member in enumerate(pod.members) if is_regular_or_sidecar(member.kind)]
    if not answers[POD]["status_is_of_regular_containers"]:
        inits = [site for site, member in enumerate(pod.members) if is_init_or_sidecar(member.kind)]
        current = next(site for site in inits if not answers[site]["shown_as_initialized"])
        sites = [site for site in inits if site <= current]
    return sum(states[site].restarts for site in sites)


def _status_without_containers(pod: Pod, state: PodState) -> str:
    """STATUS before the kubelet has published anything: the reason or the phase of the Pod, if it still exists."""
    whole = state_answers(pod, state, ())[POD]
    rows = [(row.text, [fact.condition for fact in row.facts]) for row in _rows_of_the_pod()]
    rows += [(text, [when]) for text, when in {**EARLY_ENDS, **PHASES}.items()]
    return next(text for text, conditions in rows if all(whole[each] for each in conditions))


def api_state(pod: Pod, state: PodState, states: Containers, site: int) -> ApiState:
    """The state of a container in the API, once published."""
    answers = state_answers(pod, state, states)[site]
    return next(shown for shown, when in api_states(pod).items() if answers[when])


def _status(pod: Pod, answers: Sequence[StateAnswers]) -> str:
    for text, facts in status_rows(pod):
        for _, _, when, site in facts:
            if not answers[POD if site is None else site][when]:
                break
        else:
            return text
    raise AssertionError("one row is true of each state")
