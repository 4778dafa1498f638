"""Lives worth telling in full, each as a row of goals that are reached one after the other."""

from collections.abc import Mapping
from typing import NamedTuple


class Goal(NamedTuple):
    """A part of a life: what it is about, and the sentence that is true at its end.

    `only` says for events when they may happen, beyond their own guards; `without` names those that do not.
    """

    title: str
    until: str
    only: Mapping[str, str] = {}
    without: str = ""


class Walkthrough(NamedTuple):
    """A life that Pods of many kinds have; the first `hidden` legs lead to where its trace begins."""

    name: str
    description: str
    legs: tuple[Goal, ...]
    hidden: int = 1


EXITS = "exits_nonzero exits_ruled exits_resetting"


def _termination(name: str, description: str, ends: str, obeys: str) -> Walkthrough:
    obeying = {"exits_zero": obeys}
    return Walkthrough(
        name,
        description,
        (
            Goal("It comes up", "endpoint_is_ready", without=EXITS),
            Goal("The Pod is deleted while it serves", "is_terminating", without=f"{EXITS} exits_zero forces"),
            Goal(
                "The kubelet and the endpoints see it, each on its own",
                "worker_terminates and every_stop_has_begun and not endpoint_is_ready",
                without=f"{EXITS} exits_zero forces deletes_sooner grace_over pre_stop_ends pre_stop_ends_late",
            ),
            Goal(
                ends,
                "worker_terminates and all_stopped",
                obeying,
                f"{EXITS} forces deletes_sooner pre_stop_ends_late pre_stop_cut",
            ),
            Goal("Nothing runs any more, and the object goes", "removed_gracefully", without="forces deletes_sooner"),
        ),
    )


WALKTHROUGHS = (
    _termination(
        "termination",
        "How a Pod ends when it is deleted and every process obeys the stop signal.",
        "Each container gets the stop signal and exits",
        "stop_signal_is_sent",
    ),
    _termination(
        "termination-killed",
        "How a Pod ends when it is deleted and its containers ignore the stop signal.",
        "The containers ignore the stop signal until the grace period is over",
        "stop_signal_is_sent and not is_regular",
    ),
)
