"""The column STATUS of `kubectl get pods` for all states at once: rows, of which the first that is true counts.

`spec.kubectl` says the same of one state, with the printer's own code; a test holds the two against each other.
"""

from collections.abc import Iterator
from typing import NamedTuple

from podproof.spec.pod.predicates import is_init_or_sidecar, is_regular_or_sidecar
from podproof.spec.pod.state import Pod


class StatusText(NamedTuple):
    """A sentence over the words, of the container at a site or (None) of the Pod."""

    condition: str
    site: int | None = None


class StatusRow(NamedTuple):
    """A word of the column, and what must be so: of each group, at least one is true."""

    predicate: str
    when: tuple[tuple[StatusText, ...], ...]


FIRST = "first"
"""Stands for ContainerCreating, or PodInitializing in a Pod that has init containers."""

STATES = (
    (FIRST, "runs and post_start_runs"),
    ("", "runs"),
    ("ErrImagePull", "shown_as_image_pull_error"),
    ("ImagePullBackOff", "image_pull_backs_off"),
    ("ErrImageNeverPull", "image_is_never_pulled"),
    ("InvalidImageName", "image_name_is_invalid"),
    ("CreateContainerConfigError", "has_config_error"),
    ("Outdated", "is_outdated"),
    ("RunContainerError", "is_created"),
    ("ContainerStatusUnknown", "is_absent and worker_is_done"),
    (FIRST, "is_absent"),
    ("CrashLoopBackOff", "shown_as_crash_looping"),
    ("PostStartHookError", "post_start_failed"),
    ("Completed", "exited_zero"),
    ("Error", "has_exited"),
)
"""The reason that the API gives for the state of a container ("" for one that runs): the first that is true."""

PHASES = {
    "Pending": "phase_is_pending",
    "Running": "phase_is_running",
    "Succeeded": "phase_is_succeeded",
    "Failed": "phase_is_failed",
    "Unknown": "phase_is_unknown",
}
"""Each phase with the sentence that it is the one."""

ENDED_EARLY = {
    "Evicted": "is_evicted",
    "Preempting": "is_preempted",
    "Terminated": "is_shut_down",
    "DeadlineExceeded": "is_past_its_deadline",
    "Rejected": "is_rejected",
}

GONE = "(gone)"
"""What stands in the column for a Pod that is no longer there."""


def rows(pod: Pod) -> Iterator[StatusRow]:
    """The rows, some ten for each container and one more for each pair of regular ones."""
    yield _row(GONE, StatusText("not object_exists"))
    yield _row("Terminating", StatusText("not is_alive and not phase_is_terminal"))
    yield _row("SchedulingGated", StatusText("not is_scheduled and scheduling_gates_are_closed"))
    yield from (_row(phase, StatusText(f"not is_scheduled and {condition}")) for phase, condition in PHASES.items())
    yield from _initializing(pod)
    yield from _running(pod)
    yield from (_row(predicate, StatusText(condition)) for predicate, condition in (ENDED_EARLY | PHASES).items())


def ready(pod: Pod) -> list[StatusText]:
    """What READY counts: each container that is no init container."""
    return [
        StatusText("is_ready", site) for site, member in enumerate(pod.members) if is_regular_or_sidecar(member.kind)
    ]


def _row(predicate: str, *when: StatusText) -> StatusRow:
    return StatusRow(predicate, tuple((each,) for each in when))


def _initializing(pod: Pod) -> Iterator[StatusRow]:
    """The first init container that is not done has the say, until the Pod is initialized."""
    sites = [site for site, member in enumerate(pod.members) if is_init_or_sidecar(member.kind)]
    for number, site in enumerate(sites):
        place = f"{number}/{len(sites)}"
        done = "has_started" if pod.members[site].kind == "sidecar" else "not always_true"
        waits = StatusText("not is_initialized_condition"), StatusText(f"not ({done})", site)
        for predicate, state in _states(pod):
            if predicate != "Completed":
                shown = place if predicate in ("", "PodInitializing") else predicate
                yield _row(f"Init:{shown}", *waits, StatusText(state, site))


def _running(pod: Pod) -> Iterator[StatusRow]:
    """The first regular container that has a reason has the say; if it is Completed, one that is ready counts more."""
    sites = [site for site, member in enumerate(pod.members) if member.kind == "regular"]
    any_ready = tuple(StatusText("is_ready", site) for site in sites)
    for site in sites:
        for predicate, state in _states(pod):
            here = (StatusText(state, site),)
            if predicate == "Completed":
                yield StatusRow("Running", (here, any_ready, (StatusText("ready_condition_is_true"),)))
                yield StatusRow("NotReady", (here, any_ready))
            if predicate:
                yield StatusRow(predicate, (here,))


def _states(pod: Pod) -> Iterator[tuple[str, str]]:
    """The reasons, each with the sentence that it is this one: true of no earlier."""
    begins = (
        "PodInitializing" if any(is_init_or_sidecar(member.kind) for member in pod.members) else "ContainerCreating"
    )
    earlier = "always_true"
    for predicate, condition in STATES:
        yield begins if predicate == FIRST else predicate, f"{earlier} and ({condition})"
        earlier += f" and not ({condition})"


GROUPS = {
    "cannot start": (
        "ErrImagePull",
        "ImagePullBackOff",
        "ErrImageNeverPull",
        "InvalidImageName",
        "CreateContainerConfigError",
        "RunContainerError",
    ),
    "has ended": ("Completed", "Error", "CrashLoopBackOff", "PostStartHookError", "ContainerStatusUnknown", "NotReady"),
}
"""Words of the column that are much alike."""


def group(predicate: str) -> str:
    """The group of a word, with or without `Init:`, for pictures that would have too many."""
    reason = predicate.removeprefix("Init:")
    if reason != predicate and "/" in reason:
        return "initializing"
    return next((name for name, predicates in GROUPS.items() if reason in predicates), predicate)
