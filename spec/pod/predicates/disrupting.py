"""What ends a Pod from outside, without a delete, and when (SEMANTICS 10)."""

from podproof.spec.pod.predicates.configuration import is_regular, policy, withholds_terminal_phase
from podproof.spec.pod.predicates.exit_rules import can_exit_zero
from podproof.spec.pod.predicates.publishing import object_exists, phase_is_terminal, work_is_over


def has_deadline(active_deadline):
    """The Pod has `activeDeadlineSeconds`. [10.5]"""
    return active_deadline is not None


def shuts_down_gracefully(kubernetes):
    """A node that shuts down ends its Pods first. [10.4]"""
    return kubernetes >= 21


def podgc_fails_pods(kubernetes):
    """The garbage collector marks a Pod Failed before it deletes it by force. [10.8]"""
    return kubernetes >= 26


def may_be_ended_early(scheduling, phase, kubelet, worker, sync):
    """The Pod is on the node, and its worker, which is free, may be made to end it. [9.6 10.1]"""
    return (
        scheduling == "Scheduled"
        and not phase_is_terminal(phase)
        and kubelet == "Up"
        and worker == "Syncing"
        and sync == "Free"
    )


def nothing_has_started(containers, sandbox):
    """The Pod is new on its node. [3.1 10.6]"""
    return sandbox == "Absent" and all(
        each.preparation == "Needed" and each.runtime == "Absent" and each.restarts == 0 for each in containers
    )


def may_be_collected(kubelet, scheduling, deletion, phase):
    """The Pod is still said to be on a node that is gone, or held though it never was on one. [10.8 10.9]"""
    return not phase_is_terminal(phase) and (
        (kubelet == "Down" and scheduling == "Scheduled" and object_exists(deletion))
        or (scheduling == "Unscheduled" and deletion == "Held")
    )


def was_ended_early(reason):
    """Something has ended the Pod although its work is not over. [10.1 10.5]"""
    return reason != "Unset"


def was_collected(reason):
    """The garbage collector has marked the Pod Failed, unseen by its kubelet. [10.8]"""
    return reason == "DeletionByPodGC"


def is_evicted(phase, reason):
    """The API says Failed, reason Evicted. [10.1]"""
    return phase == "Failed" and reason == "Evicted"


def is_past_its_deadline(phase, reason):
    """The API says Failed, reason DeadlineExceeded. [10.5]"""
    return phase == "Failed" and reason == "DeadlineExceeded"


def is_rejected(phase, reason):
    """The API says Failed, and the reason why the kubelet did not admit the Pod. [10.6]"""
    return phase == "Failed" and reason == "Rejected"


def deadline_has_passed(reason):
    """The deadline has ended the Pod. [10.5]"""
    return reason == "DeadlineExceeded"


def can_succeed_early(containers, restart_policy, kubernetes):
    """It works for ever, and its exit codes count if it is ended early. [9.22 10.7]"""
    return withholds_terminal_phase(kubernetes) and all(
        policy(each, restart_policy) == "Always" and can_exit_zero(each.exit_rules)
        for each in containers
        if is_regular(each.kind)
    )


def succeeded_although_ended_early(phase, worker, containers, restart_policy):
    """The API says Succeeded although the work was not over: the containers exited 0 when they were stopped. [9.22]"""
    return phase == "Succeeded" and worker == "Terminated" and not work_is_over(containers, restart_policy)
