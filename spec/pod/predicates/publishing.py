"""What the kubelet makes of the containers and writes to the API: phase and conditions (SEMANTICS 1 and 7)."""

from podproof.spec.pod.predicates.configuration import (
    deletion_ends_in_terminal_phase,
    is_init_or_sidecar,
    is_regular,
    is_regular_or_sidecar,
    policy,
    withholds_terminal_phase,
)
from podproof.spec.pod.predicates.exit_rules import exit_matches_restart_all_rule, exit_matches_restart_rule


def all_stopped(containers):
    """No container runs. [9.10]"""
    return all(each.runtime != "Running" for each in containers)


def has_ended_for_good(container, restart_policy):
    """The container has ended and will not be started again. [1.5 4.1]"""
    return (
        container.runtime == "Exited"
        and container.stop != "RestartPending"
        and not exit_matches_restart_rule(container)
        and not exit_matches_restart_all_rule(container)
        and (
            policy(container, restart_policy) == "Never"
            or (policy(container, restart_policy) == "OnFailure" and container.exit_code == "Zero")
        )
    )


def initialization_failed(containers, restart_policy):
    """An init container has failed and may not be restarted. [1.3 1.6 4.6]"""
    return any(
        each.kind == "init" and has_ended_for_good(each, restart_policy) and each.exit_code != "Zero"
        for each in containers
    )


def regulars_have_ended_for_good(containers, restart_policy):
    """All regular containers have ended for good. [1.7]"""
    return all(has_ended_for_good(each, restart_policy) for each in containers if is_regular(each.kind))


def work_is_over(containers, restart_policy):
    """Nothing is left to run: what still does, sidecars, is to be killed. [1.6 1.7 4.6 4.9]"""
    return initialization_failed(containers, restart_policy) or regulars_have_ended_for_good(containers, restart_policy)


def regulars_succeeded(containers):
    """The last exit of every regular container is 0. [1.7 1.9]"""
    return all(each.runtime == "Exited" and each.exit_code == "Zero" for each in containers if is_regular(each.kind))


def counts_as_succeeded(containers, restart_policy):
    """The Pod counts as Succeeded once it has ended. [1.6 1.7 9.22]"""
    return regulars_succeeded(containers) and not initialization_failed(containers, restart_policy)


def sidecar_runs(containers):
    """Some sidecar runs. [1.9]"""
    return any(each.kind == "sidecar" and each.runtime == "Running" for each in containers)


def has_started(container):
    """It runs, its postStart hook is over and its startup probe, if any, has succeeded. [2.11 3.9 3.13]"""
    return (
        container.runtime == "Running"
        and container.post_start_hook == "Idle"
        and (container.startup_probe is None or container.startup == "Success")
    )


def regular_runs(containers):
    """Some regular container runs, which counts as proof that initialization is done. [1.11 3.8]"""
    return any(is_regular(each.kind) and each.runtime == "Running" for each in containers)


def regular_is_known(containers):
    """Some regular container has been started, now or before: its status says so. [7.3]"""
    return any(is_regular(each.kind) and (each.runtime != "Absent" or each.restarts != 0) for each in containers)


def is_initializing(containers):
    """An init container is pending, or a sidecar while no regular container runs. [1.3 1.4 1.6 1.11]"""
    return awaits_initialization(containers, regular_runs(containers))


def awaits_initialization(containers, has_initialized):
    """An init container is pending, or a sidecar while no regular container has started. [1.3 1.4 1.6 1.11 2.8]"""
    return any(
        each.kind == "init"
        and (
            each.runtime == "Running"
            or (each.runtime in ("Absent", "Created") and (each.restarts == 0 or not regular_is_known(containers)))
        )
        for each in containers
    ) or (
        any(each.kind == "sidecar" and each.runtime == "Running" and not has_started(each) for each in containers)
        and not has_initialized
    )


def some_wait(containers):
    """A regular container or sidecar waits for its first start. [1.4 1.5 1.6]"""
    return any(
        is_regular_or_sidecar(each.kind) and each.runtime in ("Absent", "Created") and each.restarts == 0
        for each in containers
    )


def reason_means_failure(reason, kubernetes):
    """What ended the Pod early makes it Failed whatever its exit codes. [1.15 10.5 10.6]"""
    return reason in ("DeadlineExceeded", "Rejected", "DeletionByPodGC") or (
        not withholds_terminal_phase(kubernetes) and reason != "Unset"
    )


def counts_as_pending(containers, restart_policy, has_initialized):
    """What the containers show is neither a failed initialization nor all of them started once. [1.2 1.6]"""
    return not initialization_failed(containers, restart_policy) and (
        awaits_initialization(containers, has_initialized)
        or some_wait(containers)
        or (all_stopped(containers) and not any(is_regular(each.kind) for each in containers))
    )


def counts_as_ended(containers, restart_policy, has_initialized, is_terminal):
    """All containers have stopped, for good or because the Pod ends. [1.2 1.7]"""
    return initialization_failed(containers, restart_policy) or (
        not counts_as_pending(containers, restart_policy, has_initialized)
        and all_stopped(containers)
        and (is_terminal or regulars_have_ended_for_good(containers, restart_policy))
    )


def decides_terminal_phase(containers, restart_policy, worker, reason, kubernetes):
    """The kubelet may call the Pod Succeeded or Failed. [1.7 9.21 10.7]"""
    return (
        worker == "Terminated"
        and (
            deletion_ends_in_terminal_phase(kubernetes) or reason != "Unset" or work_is_over(containers, restart_policy)
        )
    ) or (
        not withholds_terminal_phase(kubernetes)
        and (reason != "Unset" or (work_is_over(containers, restart_policy) and not sidecar_runs(containers)))
    )


def publishes_succeeded(containers, restart_policy, worker, reason, kubernetes):
    """The phase to publish is Succeeded. [1.7 9.22]"""
    return (
        decides_terminal_phase(containers, restart_policy, worker, reason, kubernetes)
        and counts_as_succeeded(containers, restart_policy)
        and not reason_means_failure(reason, kubernetes)
    )


def publishes_failed(containers, restart_policy, worker, reason, kubernetes):
    """The phase to publish is Failed; so is that of a Pod deleted before it ran. [1.6 1.7 9.20 9.23]"""
    return decides_terminal_phase(containers, restart_policy, worker, reason, kubernetes) and not (
        counts_as_succeeded(containers, restart_policy) and not reason_means_failure(reason, kubernetes)
    )


def has_not_ended(containers, restart_policy, worker, reason, kubernetes):
    """The phase to publish is not terminal, nor held back because it would be. [1.6 10.7]"""
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


def phase_is_terminal(phase):
    """The API shows Succeeded or Failed. [1.13 11.1]"""
    return phase in ("Succeeded", "Failed")


def is_ready(container):
    """The container has started and its readiness probe, if any, stands at Success. [2.12]"""
    return has_started(container) and (container.readiness_probe is None or container.readiness == "Success")


def containers_are_ready(containers):
    """Condition ContainersReady: every regular container and sidecar is ready. [7.4]"""
    return all(is_ready(each) for each in containers if is_regular_or_sidecar(each.kind))


def publishes_ready(containers, readiness_gates, readiness_gate, reason, kubernetes):
    """Condition Ready: ContainersReady, every readiness gate is met, and no deadline has passed. [7.4 7.5 10.5]"""
    return (
        containers_are_ready(containers)
        and (len(readiness_gates) == 0 or readiness_gate == "Met")
        and not reason_means_failure(reason, kubernetes)
    )


def publishes_unready(containers, readiness_gates, readiness_gate):
    """A running container is known to be unready, or a gate is not met. [7.5 7.7]"""
    return any(
        is_regular_or_sidecar(each.kind) and each.runtime == "Running" and not is_ready(each) for each in containers
    ) or (len(readiness_gates) > 0 and readiness_gate == "NotTrue")


def is_initialized_condition(containers):
    """Condition Initialized: a regular container has started, or all init containers and sidecars are done. [7.3]"""
    return regular_is_known(containers) or all(
        (each.runtime == "Exited" and each.exit_code == "Zero") if each.kind == "init" else has_started(each)
        for each in containers
        if is_init_or_sidecar(each.kind)
    )


def object_exists(deletion):
    """The API still has the Pod. [9.2]"""
    return deletion in ("Alive", "Requested", "Shortened", "Held")


def no_stop_has_begun(containers):
    """No container is being stopped yet. [9.10]"""
    return all(each.stop == "Idle" for each in containers)


def may_publish(kubelet, scheduling, worker, sync, deletion, containers):
    """The kubelet writes a whole status: at a sync, before and after it stops all, and at the end. [9.10 9.20 10.7]"""
    return (
        kubelet == "Up"
        and scheduling == "Scheduled"
        and object_exists(deletion)
        and (
            (worker == "Syncing" and sync == "Free")
            or (worker == "Terminating" and (all_stopped(containers) or no_stop_has_begun(containers)))
            or worker == "Terminated"
        )
    )


def may_publish_readiness(kubelet, scheduling, deletion, worker, phase):
    """A change of readiness is written at once, also while containers are being stopped. [7.7]"""
    return (
        kubelet == "Up"
        and scheduling == "Scheduled"
        and object_exists(deletion)
        and worker != "Terminated"
        and not phase_is_terminal(phase)
    )
