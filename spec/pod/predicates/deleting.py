"""Deletion as the API server sees it, and the endpoint (SEMANTICS 8 and 9.1 to 9.4)."""

from podproof.spec.pod.predicates.configuration import deletion_ends_in_terminal_phase
from podproof.spec.pod.predicates.publishing import object_exists, phase_is_terminal


def is_alive(deletion):
    """Nobody has asked to delete the Pod. [9.2]"""
    return deletion == "Alive"


def grace_was_not_shortened(deletion):
    """The Pod was deleted gracefully, and no second delete has shortened it. [9.3]"""
    return deletion == "Requested"


def deletion_is_requested(deletion):
    """The Pod has a deletionTimestamp or is gone. [9.6]"""
    return deletion != "Alive"


def grace_applies(scheduling, phase, grace_period):
    """A delete leaves the object until its grace is over: the Pod is on a node and has not ended. [9.1]"""
    return not nothing_to_stop(scheduling, phase) and grace_period > 0


def nothing_to_stop(scheduling, phase):
    """A delete removes the object at once: no kubelet has to stop anything. [9.1 9.2]"""
    return scheduling == "Unscheduled" or phase_is_terminal(phase)


def may_confirm(kubelet, worker, phase, kubernetes):
    """The kubelet has stopped everything and the API shows a terminal phase: it deletes with grace 0. [9.21]"""
    return (
        kubelet == "Up"
        and worker == "Terminated"
        and (phase_is_terminal(phase) or not deletion_ends_in_terminal_phase(kubernetes))
    )


def is_terminating(deletion):
    """The object has a deletionTimestamp, and its grace is not 0 yet. [9.2]"""
    return deletion in ("Requested", "Shortened")


def held_by_finalizers(deletion):
    """The object is deleted with grace 0, and finalizers hold it. [9.5]"""
    return deletion == "Held"


def nothing_is_left_on_node(scheduling, worker):
    """No kubelet has anything of the Pod any more. [9.1 9.20]"""
    return scheduling == "Unscheduled" or worker == "Terminated"


def may_be_scheduled(deletion, scheduling_gates, scheduling_gate):
    """The scheduler looks at the Pod: it is not deleted, and its gates are open. [3.1]"""
    return deletion == "Alive" and (len(scheduling_gates) == 0 or scheduling_gate == "Open")


def scheduling_gates_are_closed(scheduling_gates, scheduling_gate):
    """The Pod has scheduling gates, and they are not removed yet. [3.1]"""
    return len(scheduling_gates) > 0 and scheduling_gate == "Closed"


def must_terminate(deletion, phase):
    """What a kubelet that starts sees at once: the Pod is deleted or has ended. [9.6 11.7]"""
    return deletion != "Alive" or phase_is_terminal(phase)


def should_be_endpoint(ready, deletion, phase):
    """The endpoint is to be ready: the API says Ready, and the Pod is neither deleted nor ended. [8.1 8.5]"""
    return ready == "Ready" and deletion == "Alive" and not phase_is_terminal(phase)


def node_has_work(scheduling, deletion, worker):
    """The node still has something to do for the Pod. [9.6]"""
    return scheduling == "Scheduled" and (object_exists(deletion) or worker != "Terminated")
