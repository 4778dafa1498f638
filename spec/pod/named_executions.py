"""Executions that programs which wait for Pods often get wrong, each as conditions that hold one after the other."""

from typing import NamedTuple


class NamedExecution(NamedTuple):
    """An execution by its name: what happens, and the conditions that hold one after the other.

    Each condition is reached on the most plausible way from the one before, and shown before the next one.
    """

    name: str
    description: str
    goals: tuple[str, ...]


READY = "ready_condition_is_true"

NAMED_EXECUTIONS = (
    NamedExecution(
        "succeeded",
        "The Pod becomes ready, and its containers exit 0.",
        (READY, "work_is_over", "phase_is_succeeded and is_alive"),
    ),
    NamedExecution(
        "evicted", "The kubelet evicts the ready Pod: Failed, reason Evicted.", (READY, "was_evicted", "is_evicted")
    ),
    NamedExecution(
        "evicted-then-succeeded",
        "The kubelet evicts the ready Pod, whose containers then exit 0: Succeeded.",
        (READY, "was_evicted", "phase_is_succeeded and is_alive"),
    ),
    NamedExecution(
        "rejected",
        "The kubelet does not admit the Pod: Failed, and no container has a status.",
        ("is_rejected and is_alive",),
    ),
    NamedExecution(
        "rejected-after-start",
        "The kubelet starts again and rejects the Pod, whose containers ran.",
        (READY, "is_rejected and has_exited and is_alive"),
    ),
    NamedExecution(
        "deleted-while-pending",
        "Somebody deletes the Pod before its containers have started.",
        ("sandbox_is_ready and phase_is_pending", "is_terminating and phase_is_pending", "removed_gracefully"),
    ),
    NamedExecution(
        "deleted-while-running",
        "Somebody deletes the ready Pod; its containers ignore the stop signal and are killed.",
        (READY, "is_terminating", "was_killed", "removed_gracefully"),
    ),
    NamedExecution(
        "gone-between-two-polls",
        "Somebody deletes the ready Pod by force: the object is gone, and a process still runs.",
        (READY, "removed_by_force and runs"),
    ),
    NamedExecution(
        "node-lost",
        "The node does not answer: the Pod is not Ready, then Failed, and a container is still shown as running.",
        (READY, "not kubelet_is_up and not ready_condition_is_true", "was_collected and runs"),
    ),
    NamedExecution(
        "image-recovers",
        "An image cannot be pulled at first; later it can.",
        ("image_pull_failed", "image_pull_backs_off", READY),
    ),
    NamedExecution(
        "crash-loop",
        "A container fails again and again, waits with CrashLoopBackOff, and then runs.",
        (READY, "exited_nonzero", "crash_loops", "has_restarted and runs", READY),
    ),
    NamedExecution(
        "restarted-for-a-new-image",
        "The image of a running container changes, and the kubelet restarts it whatever its restart policy is.",
        (READY, "is_outdated", "has_restarted and runs", READY),
    ),
    NamedExecution(
        "running-pending-running",
        "The sandbox is lost, and the init containers of a running Pod run again: Pending once more.",
        (READY, "sandbox_is_not_ready", "phase_is_pending", READY),
    ),
    NamedExecution(
        "deadline-exceeded", "The deadline of the Pod passes while it runs.", (READY, "is_past_its_deadline")
    ),
    NamedExecution(
        "held-by-finalizers",
        "The Pod is deleted and has ended, and finalizers keep its object for a while.",
        (READY, "is_terminating", "held_by_finalizers", "removed_gracefully"),
    ),
)
"""The executions, the ordinary one first; not every Pod has each."""
