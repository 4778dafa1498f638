"""What ends a Pod early and from outside, without a delete."""

from podproof.spec.pod.predicates.deletion import object_exists
from podproof.spec.pod.predicates.phase import phase_is_terminal
from podproof.spec.pod.predicates.restarts import work_is_over


def nothing_has_started(containers, sandbox):
    """The Pod is new on its node. [3.1 10.6]"""
    return sandbox == "Absent" and all(
        each.preparation == "Needed" and each.runtime == "Absent" and each.restarts == 0 for each in containers
    )


def may_be_ended_early(scheduling, phase, kubelet, worker, sync):
    """The Pod is on its node, and its pod worker is free to end it. [9.6 10.1]"""
    return (
        scheduling == "Scheduled"
        and not phase_is_terminal(phase)
        and kubelet == "Up"
        and worker == "Syncing"
        and sync == "Free"
    )


def may_be_ended_during_its_end(scheduling, phase, kubelet, worker, sync):
    """The Pod is on its node and has not ended, and its pod worker is free to end it or ends it already. [9.6 10.11]"""
    return may_be_ended_early(scheduling, phase, kubelet, worker, sync) or (
        not phase_is_terminal(phase) and kubelet == "Up" and worker == "Terminating"
    )


def may_be_rejected_again(kubelet, scheduling, deletion, phase):
    """The kubelet of the Pod's node is about to start, and admits again all Pods that have not ended. [10.6]"""
    return kubelet == "Down" and scheduling == "Scheduled" and object_exists(deletion) and not phase_is_terminal(phase)


def may_be_collected(kubelet, scheduling, deletion, phase):
    """The Pod is bound to a lost node, or finalizers keep a Pod that was never scheduled. [10.8 10.9]"""
    return not phase_is_terminal(phase) and (
        (kubelet == "Down" and scheduling == "Scheduled" and object_exists(deletion))
        or (scheduling == "Unscheduled" and deletion == "Held")
    )


def was_ended_early(reason):
    """Something has ended the Pod although its work is not over. [10.1 10.5]"""
    return reason != "Unset"


def was_evicted(reason):
    """The kubelet has ended the Pod because the node runs out of memory or disk. [10.1]"""
    return reason == "Evicted"


def was_preempted(reason):
    """The kubelet has ended the Pod to make room for a critical one. [10.2]"""
    return reason == "Preempting"


def was_shut_down(reason):
    """The kubelet has ended the Pod because its node shuts down. [10.4]"""
    return reason == "Terminated"


def was_collected(reason):
    """The garbage collector has marked the Pod as Failed, unseen by its kubelet. [10.8]"""
    return reason == "DeletionByPodGC"


def deadline_has_passed(reason):
    """The deadline has ended the Pod. [10.5]"""
    return reason == "DeadlineExceeded"


def was_rejected(reason):
    """The kubelet has not admitted the Pod, at first or when it started again. [10.6]"""
    return reason == "Rejected"


def is_evicted(phase, reason):
    """The API says Failed, reason Evicted. [10.1]"""
    return phase == "Failed" and reason == "Evicted"


def is_preempted(phase, reason):
    """The API says Failed, reason Preempting. [10.2]"""
    return phase == "Failed" and reason == "Preempting"


def is_shut_down(phase, reason):
    """The API says Failed, reason Terminated: the node was shut down. [10.4]"""
    return phase == "Failed" and reason == "Terminated"


def is_past_its_deadline(phase, reason):
    """The API says Failed, reason DeadlineExceeded. [10.5]"""
    return phase == "Failed" and reason == "DeadlineExceeded"


def is_rejected(phase, reason):
    """The API says Failed, and the reason why the kubelet did not admit the Pod. [10.6]"""
    return phase == "Failed" and reason == "Rejected"


def succeeded_although_ended_early(phase, worker, containers, restart_policy):
    """The API says Succeeded although the work was not over: the containers exited 0 when they were stopped. [9.22]"""
    return phase == "Succeeded" and worker == "Terminated" and not work_is_over(containers, restart_policy)
