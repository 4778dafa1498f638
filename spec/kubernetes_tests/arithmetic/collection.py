"""Which Pods the garbage collector deletes, whatever other Pods there are."""

from podproof.spec.pod.predicates.deletion import deletion_is_requested


def is_orphaned(scheduling, node_exists):
    """The Pod is bound to a node that no longer exists. [10.9]"""
    return scheduling == "Scheduled" and not node_exists


def ends_unscheduled(scheduling, deletion):
    """The Pod is deleted and was never bound to a node, so that no kubelet confirms its end. [10.9]"""
    return scheduling == "Unscheduled" and deletion_is_requested(deletion)
