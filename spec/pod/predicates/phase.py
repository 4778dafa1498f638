"""The phase in the API, and the one that the kubelet publishes next."""

from podproof.spec.pod.predicates.configuration import is_regular, is_regular_or_sidecar
from podproof.spec.pod.predicates.containers import all_stopped, regular_runs, sidecar_runs
from podproof.spec.pod.predicates.initialization import awaits_initialization
from podproof.spec.pod.predicates.restarts import (
    counts_as_succeeded,
    initialization_failed,
    regulars_have_ended_for_good,
    work_is_over,
)
from podproof.spec.pod.predicates.versions import deletion_ends_in_terminal_phase, withholds_terminal_phase


def phase_is_pending(phase):
    """The API shows Pending. [1.1]"""
    return phase == "Pending"


def phase_is_running(phase):
    """The API shows Running. [1.6]"""
    return phase == "Running"


def phase_is_succeeded(phase):
    """The API shows Succeeded. [1.7]"""
    return phase == "Succeeded"


def phase_is_failed(phase):
    """The API shows Failed. [1.7]"""
    return phase == "Failed"


def phase_is_unknown(phase):
    """The API shows Unknown. [1.17]"""
    return phase == "Unknown"


def phase_is_terminal(phase):
    """The API shows Succeeded or Failed. [1.13 6.11 11.1]"""
    return phase in ("Succeeded", "Failed")


def some_wait(containers):
    """A regular container or sidecar waits for its first start. [1.4 1.5 1.6]"""
    return any(
        is_regular_or_sidecar(each.kind) and each.runtime in ("Absent", "Created") and each.restarts == 0
        for each in containers
    )


def counts_as_pending(containers, restart_policy, has_initialized):
    """No init container has failed for good, and not all containers have started once. [1.2 1.6]"""
    return not initialization_failed(containers, restart_policy) and (
        awaits_initialization(containers, has_initialized)
        or some_wait(containers)
        or (all_stopped(containers) and not any(is_regular(each.kind) for each in containers))
    )


def reason_means_failure(reason, restart_policy, kubernetes):
    """The reason why the Pod was ended early makes it Failed whatever its exit codes. [1.15 10.5 10.6 10.12]"""
    return reason in ("DeadlineExceeded", "Rejected", "DeletionByPodGC") or (
        reason != "Unset"
        and (
            not withholds_terminal_phase(kubernetes)
            or (restart_policy == "Always" and not deletion_ends_in_terminal_phase(kubernetes))
        )
    )


def decides_terminal_phase(containers, restart_policy, worker, reason, kubernetes):
    """The kubelet may publish Succeeded or Failed. [1.7 9.21 10.7]"""
    return (
        worker == "Terminated"
        and (
            deletion_ends_in_terminal_phase(kubernetes) or reason != "Unset" or work_is_over(containers, restart_policy)
        )
    ) or (
        not withholds_terminal_phase(kubernetes)
        and (reason != "Unset" or (work_is_over(containers, restart_policy) and not sidecar_runs(containers)))
    )


def has_not_ended(containers, restart_policy, worker, reason, kubernetes):
    """The phase to publish is not terminal, and no terminal phase is withheld. [1.6 10.7]"""
    return (
        reason == "Unset"
        and not decides_terminal_phase(containers, restart_policy, worker, reason, kubernetes)
        and not (
            initialization_failed(containers, restart_policy)
            or (regulars_have_ended_for_good(containers, restart_policy) and not sidecar_runs(containers))
        )
    )


def publishes_pending(containers, restart_policy, worker, reason, kubernetes):
    """The phase to publish is Pending. [1.6]"""
    return has_not_ended(containers, restart_policy, worker, reason, kubernetes) and counts_as_pending(
        containers, restart_policy, regular_runs(containers)
    )


def publishes_running(containers, restart_policy, worker, reason, kubernetes):
    """The phase to publish is Running. [1.6 1.7 1.10]"""
    return has_not_ended(containers, restart_policy, worker, reason, kubernetes) and not counts_as_pending(
        containers, restart_policy, regular_runs(containers)
    )


def publishes_succeeded(containers, restart_policy, worker, reason, kubernetes):
    """The phase to publish is Succeeded. [1.7 9.22]"""
    return (
        decides_terminal_phase(containers, restart_policy, worker, reason, kubernetes)
        and counts_as_succeeded(containers, restart_policy)
        and not reason_means_failure(reason, restart_policy, kubernetes)
    )


def publishes_failed(containers, restart_policy, worker, reason, kubernetes):
    """The phase to publish is Failed; a Pod deleted before it ran is Failed too. [1.6 1.7 9.20 9.23]"""
    return decides_terminal_phase(containers, restart_policy, worker, reason, kubernetes) and not (
        counts_as_succeeded(containers, restart_policy) and not reason_means_failure(reason, restart_policy, kubernetes)
    )


def phase_is_published(containers, restart_policy, worker, reason, kubernetes, phase):
    """The API shows the phase that the kubelet computes from the containers; a terminal phase stays. [1.6 1.13]"""
    return phase in ("Succeeded", "Failed") or (
        not publishes_succeeded(containers, restart_policy, worker, reason, kubernetes)
        and not publishes_failed(containers, restart_policy, worker, reason, kubernetes)
        and (phase == "Pending" or not publishes_pending(containers, restart_policy, worker, reason, kubernetes))
        and (phase == "Running" or not publishes_running(containers, restart_policy, worker, reason, kubernetes))
    )
