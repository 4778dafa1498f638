"""What a status says of a Pod that was ended early: reason and message, by the version of Kubernetes."""

from typing import NamedTuple

from podproof.spec.pod.predicates import status_has_reason
from podproof.spec.pod.state import PodState


class EarlyEnd(NamedTuple):
    """The reason and the message of a status, and whether the kubelet writes DisruptionTarget with it [7.8]."""

    reason: str
    message: str
    disrupts: bool = False


ENDS = {
    "Evicted": EarlyEnd("Evicted", "The node was low on resource: memory. ", True),
    "Preempting": EarlyEnd("Preempting", "Preempted in order to admit critical pod", True),
    "Terminated": EarlyEnd("Terminated", "Pod was terminated in response to imminent node shutdown.", True),
    "DeadlineExceeded": EarlyEnd("DeadlineExceeded", "Pod was active on the node longer than the specified deadline"),
    "Rejected": EarlyEnd(
        "OutOfcpu",
        "Pod was rejected: Node didn't have enough resource: cpu, requested: 1000, used: 1000, capacity: 1000",
    ),
}
"""What is written for each reason in the state [10.1 10.2 10.4 10.5 10.6]."""

SHUTDOWNS = (
    (21, "Shutdown", "Node is shutting, evicting pods"),
    (22, "NodeShutdown", "Pod was rejected as the node is shutting down."),
)
"""Before each minor version: what was written for a shutdown (10.4)."""


def early_end(state: PodState, kubernetes: int) -> EarlyEnd | None:
    """What a whole status says of why the Pod was ended early; None if it does not say so."""
    if not status_has_reason(state.phase, state.reason):
        return None
    for before, reason, message in SHUTDOWNS if state.reason == "Terminated" else ():
        if kubernetes < before:
            return EarlyEnd(reason, message, True)
    return ENDS[state.reason]
