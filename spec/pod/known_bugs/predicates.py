"""Predicates of known bugs: which Pods a bug concerns, and what is different with it.

One with the name of a predicate of the specification takes its place in the specification with the bug.
"""

from podproof.spec.pod.predicates import (
    can_turn_pending_again,
    has_started,
    is_init_or_sidecar,
    liveness_has_failed,
    policy,
)


def restarts_after_a_failed_probe(container, restart_policy):
    """The container has a startup probe, and its liveness probe can restart it. [4.10]"""
    return (
        container.startup_probe is not None
        and container.liveness_probe is not None
        and policy(container, restart_policy) != "Never"
    )


def has_second_init_container(containers):
    """The Pod has two init containers or sidecars. [3.6]"""
    return len(containers) > 1 and is_init_or_sidecar(containers[1].kind)


def reinitializes(containers, restart_policy):
    """A new sandbox makes the Pod start over with two init containers. [3.4]"""
    return has_second_init_container(containers) and can_turn_pending_again(containers, restart_policy)


def runs_out_of_memory_for_good(containers, restart_policy):
    """Under Never some init container can be killed for its memory. [4.16]"""
    return any(each.kind == "init" and policy(each, restart_policy) == "Never" for each in containers)


def an_init_container_ran_out_of_memory(containers):
    """An init container was killed for its memory, and exited 0. [4.16]"""
    return any(
        each.kind == "init" and each.runtime == "Exited" and each.exit_code == "OutOfMemory" for each in containers
    )


def is_shut_down(phase, reason):
    """The API says reason Terminated, whatever the phase. [10.4]"""
    return reason == "Terminated"


def status_has_reason(phase, reason):
    """The status has a reason, after a shutdown in any phase. [1.14 10.1 10.4]"""
    return reason == "Terminated" or (
        phase == "Failed" and reason in ("Evicted", "Preempting", "DeadlineExceeded", "Rejected")
    )


def counts_as_started(container):
    """The kubelet takes the container to have started, because it has or an earlier instance had. [2.11 6.4]"""
    return has_started(container) or (
        container.startup_probe is not None
        and container.started_before == "Yes"
        and container.runtime == "Running"
        and container.post_start_hook == "Idle"
        and container.startup != "Failure"
    )


def probes_liveness(container, kubelet, worker):
    """The liveness probe runs: the kubelet takes the container to have started. [6.4 6.6 6.12]"""
    return (
        kubelet == "Up"
        and worker == "Syncing"
        and counts_as_started(container)
        and not liveness_has_failed(container.liveness)
    )


def probes_readiness(container, kubelet, worker):
    """The readiness probe runs: the kubelet takes the container to have started. [6.4 6.12]"""
    return kubelet == "Up" and worker != "Terminated" and counts_as_started(container)


def probes_startup(container, kubelet, worker):
    """The startup probe runs, unless it has succeeded for an earlier instance. [6.4 6.6 6.12]"""
    return (
        kubelet == "Up"
        and worker == "Syncing"
        and container.runtime == "Running"
        and container.post_start_hook == "Idle"
        and container.startup == "Unknown"
        and container.started_before == "No"
    )
