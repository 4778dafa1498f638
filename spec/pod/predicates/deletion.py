"""The Pod object in the API: deleted, held by finalizers, removed."""

from podproof.spec.pod.predicates.phase import phase_is_terminal
from podproof.spec.pod.predicates.versions import deletion_ends_in_terminal_phase


def is_alive(deletion):
    """Nobody has deleted the Pod. [9.2]"""
    return deletion == "Alive"


def deletion_is_requested(deletion):
    """The Pod has a deletionTimestamp, or its object is removed. [9.6]"""
    return deletion != "Alive"


def is_terminating(deletion):
    """The Pod has a deletionTimestamp and is not yet deleted with grace 0. [9.2]"""
    return deletion in ("Requested", "Shortened")


def grace_was_not_shortened(deletion):
    """The Pod was deleted gracefully, and no second delete has shortened the grace period. [9.3]"""
    return deletion == "Requested"


def grace_was_shortened(deletion):
    """A second delete has shortened the grace period. [9.3]"""
    return deletion == "Shortened"


def held_by_finalizers(deletion):
    """The Pod is deleted with grace 0, and finalizers keep the object. [9.5]"""
    return deletion == "Held"


def object_exists(deletion):
    """The API has the object. [9.2]"""
    return deletion in ("Alive", "Requested", "Shortened", "Held")


def object_is_removed(deletion):
    """The API does not have the object any more. [9.2]"""
    return deletion in ("Gone", "Forced")


def removed_gracefully(deletion):
    """The object was removed, and nothing of the Pod was left to stop. [9.21]"""
    return deletion == "Gone"


def removed_by_force(deletion):
    """The object was removed, and containers may still have been running. [9.24]"""
    return deletion == "Forced"


def grace_applies(scheduling, phase, grace_period):
    """A delete keeps the object until the grace period is over: the Pod is on a node and has not ended. [9.1]"""
    return not nothing_to_stop(scheduling, phase) and grace_period > 0


def nothing_to_stop(scheduling, phase):
    """A delete removes the object at once: no kubelet has to stop anything. [9.1 9.2]"""
    return scheduling == "Unscheduled" or phase_is_terminal(phase)


def nothing_is_left_on_node(scheduling, worker):
    """No kubelet has anything left of the Pod. [9.1 9.20]"""
    return scheduling == "Unscheduled" or worker == "Terminated"


def may_confirm(kubelet, worker, phase, kubernetes):
    """The kubelet has stopped everything and the API shows a terminal phase: it deletes with grace 0. [9.21]"""
    return (
        kubelet == "Up"
        and worker == "Terminated"
        and (phase_is_terminal(phase) or not deletion_ends_in_terminal_phase(kubernetes))
    )
