"""The conditions that the kubelet reports, their reasons, and how they are merged into the API's."""

from podproof.spec.pod.predicates.phase import phase_is_terminal


def reason_not_ready(are_reported, all_are_known, phase):
    """The reason why ContainersReady, and so Ready, is False. [7.4]"""
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
    """The Pod has succeeded, and every init container is known: Initialized is True for it. [7.3]"""
    return phase == "Succeeded" and all_are_known


def reports_restarting_all(phase, is_restarting, is_triggered, some_are_left):
    """Condition AllContainersRestarting: from the exit that triggers it until all containers are removed. [4.13 7.9]"""
    return not phase_is_terminal(phase) and (is_restarting or is_triggered) and some_are_left


def is_owned_by_kubelet(condition):
    """Only the kubelet writes the condition. [7.10]"""
    return condition in (
        "PodScheduled",
        "Ready",
        "Initialized",
        "ContainersReady",
        "PodReadyToStartContainers",
        "PodResizePending",
        "PodResizeInProgress",
        "AllContainersRestarting",
    )


def is_shared_with_kubelet(condition):
    """The kubelet writes the condition too, together with a terminal phase. [7.8]"""
    return condition == "DisruptionTarget"


def becomes_terminal(phase, next_phase):
    """The update ends the Pod. [1.13 10.7]"""
    return not phase_is_terminal(phase) and phase_is_terminal(next_phase)


def is_held_back(phase, next_phase, could_run):
    """The end of the Pod is not sent while a container could run. [10.7]"""
    return becomes_terminal(phase, next_phase) and could_run


def sends_disruption(phase, next_phase, could_run):
    """The kubelet sends its own DisruptionTarget together with the end of the Pod. [7.8 10.7]"""
    return becomes_terminal(phase, next_phase) and not could_run
