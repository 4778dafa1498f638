"""Why a condition is what it is: the reasons that the kubelet gives, and what keeps a condition (SEMANTICS 7)."""

from podproof.spec.pod.predicates.publishing import containers_are_ready, is_initialized_condition, phase_is_terminal


def reports_containers_ready(containers, phase):
    """Condition ContainersReady as it is sent: never True with a terminal phase. [7.4 7.6]"""
    return containers_are_ready(containers) and not phase_is_terminal(phase)


def reason_not_ready(are_reported, all_are_known, phase):
    """Why ContainersReady, and so Ready, is False. [7.4]"""
    return (
        "UnknownContainerStatuses"
        if not are_reported
        else "PodFailed"
        if phase == "Failed"
        else "PodCompleted"
        if phase == "Succeeded" and all_are_known
        else "ContainersNotReady"
    )


def was_completed(phase, all_are_known):
    """The Pod has succeeded, and every init container is known: Initialized is True for that. [7.3]"""
    return phase == "Succeeded" and all_are_known


def reports_initialized(containers, phase, all_are_known, stays_initialized):
    """Condition Initialized as it is sent; what restarts all containers does not unset it. [7.3]"""
    return was_completed(phase, all_are_known) or is_initialized_condition(containers) or stays_initialized


def reports_restarting_all(phase, is_restarting, is_triggered, some_are_left):
    """Condition AllContainersRestarting: from the exit that a rule is for until all are removed. [4.13 7.9]"""
    return not phase_is_terminal(phase) and (is_restarting or is_triggered) and some_are_left
