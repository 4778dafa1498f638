"""The binding of the Pod to a node."""


def is_scheduled(scheduling):
    """The Pod is bound to a node. [3.1]"""
    return scheduling == "Scheduled"


def may_be_scheduled(deletion, scheduling_gates, scheduling_gate):
    """The scheduler considers the Pod: it is not deleted, and its scheduling gates are removed. [3.1]"""
    return deletion == "Alive" and (len(scheduling_gates) == 0 or scheduling_gate == "Open")


def scheduling_gates_are_closed(scheduling_gates, scheduling_gate):
    """The Pod has scheduling gates, and they are not removed yet. [3.1]"""
    return len(scheduling_gates) > 0 and scheduling_gate == "Closed"
