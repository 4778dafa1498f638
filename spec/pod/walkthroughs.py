"""Executions that are worth a full account, each as a sequence of goals that are reached one after the other."""

from collections.abc import Mapping
from typing import NamedTuple

from podproof.spec.pod.events import EXITS, FAILING_EXITS


class Goal(NamedTuple):
    """A chapter of an execution: its title, and the condition that holds at its end."""

    title: str
    until: str
    only: Mapping[str, str] = {}
    """A further guard for some events."""
    without: str = ""
    """The events that do not happen in this chapter."""


class Walkthrough(NamedTuple):
    """An execution that many Pods have; the first `hidden` goals only lead to the state where its account begins."""

    name: str
    description: str
    goals: tuple[Goal, ...]
    hidden: int = 1


def _termination(name: str, description: str, stops: str, exits_when: str) -> Walkthrough:
    return Walkthrough(
        name,
        description,
        (
            Goal("The Pod comes up", "endpoint_is_ready", without=FAILING_EXITS),
            Goal("The Pod is deleted while it serves", "is_terminating", without=f"{EXITS} forces"),
            Goal(
                "The kubelet and the endpoints react independently",
                "worker_terminates and every_stop_has_begun and not endpoint_is_ready",
                without=f"{EXITS} forces deletes_sooner grace_over pre_stop_ends pre_stop_ends_late",
            ),
            Goal(
                stops,
                "worker_terminates and all_stopped",
                {"exits_zero": exits_when},
                f"{FAILING_EXITS} forces deletes_sooner pre_stop_ends_late pre_stop_cut",
            ),
            Goal(
                "Everything has stopped, and the object is removed",
                "removed_gracefully",
                without="forces deletes_sooner",
            ),
        ),
    )


WALKTHROUGHS = (
    _termination(
        "termination",
        "How a deleted Pod terminates when every process obeys SIGTERM.",
        "Each container gets SIGTERM and exits",
        "stop_signal_is_sent",
    ),
    _termination(
        "termination-killed",
        "How a deleted Pod terminates when its containers ignore SIGTERM.",
        "The containers ignore SIGTERM until the grace period is over",
        "stop_signal_is_sent and not is_regular",
    ),
)
