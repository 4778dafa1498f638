"""The container statuses that the kubelet reports; `shown` is the state that the API shows."""

from podproof.spec.pod.predicates.configuration import is_init_or_sidecar, is_regular
from podproof.spec.pod.predicates.containers import regular_is_known
from podproof.spec.pod.predicates.initialization import predecessor_is_initialized
from podproof.spec.pod.predicates.phase import phase_is_terminal
from podproof.spec.pod.predicates.restarts import has_ended_for_good


def first_waiting_reason(has_inits):
    """The reason why a container waits that has never started. [2.2]"""
    return "PodInitializing" if has_inits else "ContainerCreating"


def is_removed_to_restart(is_restarting_all, shown):
    """The runtime has lost the container because all containers restart. [2.3 4.13]"""
    return is_restarting_all and shown in ("running", "terminated")


def stays_terminated(shown):
    """A container that had terminated and is lost keeps its status. [2.7]"""
    return shown == "terminated"


def has_vanished(shown, was_terminated):
    """A container that ran is lost: nobody saw its end. [2.6]"""
    return shown == "running" and not was_terminated


def counts_as_restart(shown, was_terminated, is_deleted):
    """A lost container that ran counts one more restart, unless the Pod is being deleted. [2.6]"""
    return has_vanished(shown, was_terminated) and not is_deleted


def is_taken_as_completed(kind, runtime, regular_is_known):
    """A lost init container of a Pod whose regular containers were created counts as completed. [2.8]"""
    return kind == "init" and runtime == "Absent" and regular_is_known


def reported_restarts(counted, shown_count, is_new_instance):
    """The restart count: the runtime's, never less than was shown, and one more after an end that was shown. [2.9]"""
    return shown_count + 1 if is_new_instance and shown_count >= counted else max(counted, shown_count)


def missing_exit_code():
    """The exit code of a container whose end nobody saw. [2.4]"""
    return 137


def init_was_over(containers):
    """At the end the Pod was initialized: by its last init container, or because a regular one had started. [2.13]"""
    return (
        not any(is_init_or_sidecar(each.kind) for each in containers)
        or regular_is_known(containers)
        or any(
            is_regular(containers[index].kind) and predecessor_is_initialized(index, containers)
            for index in range(len(containers))
        )
    )


def has_trace_of_a_start(index, containers):
    """At the end this init container, or a later one, has started; the first one always counts. [2.13]"""
    return index == 0 or any(
        containers[other].runtime != "Absent" or containers[other].restarts != 0
        for other in range(index, len(containers))
        if is_init_or_sidecar(containers[other].kind)
    )


def ends_as_unknown(index, containers, shown):
    """At the end the container is shown as terminated, with the exit code of an end that nobody saw. [2.13]"""
    return shown != "terminated" and (
        init_was_over(containers) if is_regular(containers[index].kind) else has_trace_of_a_start(index, containers)
    )


def ends_as_failed(phase, is_static):
    """A Pod that ends without a terminal phase has failed; a static Pod keeps its phase. [1.17 1.18 9.20]"""
    return not phase_is_terminal(phase) and not is_static


def may_leave_terminated(container, restart_policy, shown):
    """A container that was shown as terminated may be shown in this state: it has not ended for good. [11.2]"""
    return shown == "terminated" or restart_policy == "Always" or not has_ended_for_good(container, restart_policy)
