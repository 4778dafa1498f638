"""What the API is told of containers: of those that the runtime has lost, and of all once the Pod ends (SEMANTICS 2).

`shown` is the state that the API shows: waiting, running or terminated.
"""

from podproof.spec.pod.predicates.configuration import is_init_or_sidecar, is_regular
from podproof.spec.pod.predicates.publishing import has_ended_for_good, phase_is_terminal, regular_is_known
from podproof.spec.pod.predicates.starting import predecessor_is_initialized


def first_waiting_reason(has_inits):
    """Why a container waits of which nothing is known yet. [2.2]"""
    return "PodInitializing" if has_inits else "ContainerCreating"


def is_removed_to_restart(is_restarting_all, shown):
    """The runtime has lost the container because all are restarted. [2.3 4.13]"""
    return is_restarting_all and shown in ("running", "terminated")


def stays_terminated(shown):
    """A container that had ended and is lost is shown as it was. [2.7]"""
    return shown == "terminated"


def has_vanished(shown, was_terminated):
    """A container that ran is lost: its end was not seen. [2.6]"""
    return shown == "running" and not was_terminated


def counts_as_restart(shown, was_terminated, is_deleted):
    """A lost container that ran is one more restart, unless the Pod is being deleted. [2.6]"""
    return has_vanished(shown, was_terminated) and not is_deleted


def is_taken_as_completed(kind, runtime, regular_is_known):
    """A lost init container of a Pod whose regular containers were created has done its work. [2.8]"""
    return kind == "init" and runtime == "Absent" and regular_is_known


def reported_restarts(counted, shown_count, is_new_instance):
    """The restart count: the runtime's, but never less than was shown, and more after an end that was shown. [2.9]"""
    return shown_count + 1 if is_new_instance and shown_count >= counted else max(counted, shown_count)


def missing_exit_code():
    """The exit code of a container whose end was not seen. [2.4]"""
    return 137


def init_was_over(containers):
    """At the end it was initialized: by its last init container, or because a regular one started. [2.13]"""
    return (
        not any(is_init_or_sidecar(each.kind) for each in containers)
        or regular_is_known(containers)
        or any(
            is_regular(containers[index].kind) and predecessor_is_initialized(index, containers)
            for index in range(len(containers))
        )
    )


def has_trace_of_a_start(index, containers):
    """At the end this init container, or a later one, has left its first wait; the first always counts. [2.13]"""
    return index == 0 or any(
        containers[other].runtime != "Absent" or containers[other].restarts != 0
        for other in range(index, len(containers))
        if is_init_or_sidecar(containers[other].kind)
    )


def ends_as_unknown(index, containers, shown):
    """At the end the container is shown as terminated, with the code of an end that was not seen. [2.13]"""
    return shown != "terminated" and (
        init_was_over(containers) if is_regular(containers[index].kind) else has_trace_of_a_start(index, containers)
    )


def ends_as_failed(phase, is_static):
    """When the Pod ends with no terminal phase, it has failed; a static Pod keeps its phase. [1.17 1.18 9.20]"""
    return not phase_is_terminal(phase) and not is_static


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
    """The kubelet writes the condition too, with the move to a terminal phase. [7.8]"""
    return condition == "DisruptionTarget"


def becomes_terminal(phase, next_phase):
    """The update would end the Pod. [1.13 10.7]"""
    return not phase_is_terminal(phase) and phase_is_terminal(next_phase)


def is_held_back(phase, next_phase, could_run):
    """The end of the Pod is not sent while a container could run. [10.7]"""
    return becomes_terminal(phase, next_phase) and could_run


def sends_disruption(phase, next_phase, could_run):
    """The kubelet's own DisruptionTarget goes with the end of the Pod. [7.8 10.7]"""
    return becomes_terminal(phase, next_phase) and not could_run


def may_leave_terminated(container, restart_policy, shown):
    """A container that was shown as terminated may be shown like this: it has not ended for good. [11.2]"""
    return shown == "terminated" or restart_policy == "Always" or not has_ended_for_good(container, restart_policy)
