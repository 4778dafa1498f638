"""What laws say of that which is to come: who works for ever, who comes to an end, and who is stuck."""

from podproof.spec.pod.predicates.configuration import is_regular, is_regular_or_sidecar, policy
from podproof.spec.pod.predicates.publishing import containers_are_ready, phase_is_terminal, work_is_over


def regulars_always_restart(containers, restart_policy):
    """Every regular container is always started again. [4.1]"""
    return all(policy(each, restart_policy) == "Always" for each in containers if is_regular(each.kind))


def no_regular_always_restarts(containers, restart_policy):
    """No regular container is started again for ever: once all have ended, the Pod has. [1.7 4.1]"""
    return all(policy(each, restart_policy) != "Always" for each in containers if is_regular(each.kind))


def runs_only_once(containers, restart_policy):
    """No container but a sidecar is ever started again. [4.5]"""
    return all(policy(each, restart_policy) == "Never" for each in containers if each.kind != "sidecar")


def has_sidecars(containers):
    """Some init container has a policy of its own that keeps it running. [3.9]"""
    return any(each.kind == "sidecar" for each in containers)


def always_restarts(container, restart_policy):
    """The container is started again whatever its exit. [4.1 4.8]"""
    return policy(container, restart_policy) == "Always"


def init_failure_can_be_final(containers, restart_policy):
    """An init container can fail for good. [4.6]"""
    return any(each.kind == "init" and policy(each, restart_policy) == "Never" for each in containers)


def some_container_always_restarts(containers, restart_policy):
    """Some container is always started again: a regular one by its policy, or a sidecar. [4.1 4.8]"""
    return any(policy(each, restart_policy) == "Always" for each in containers)


def needs_several_starts(containers, restart_policy):
    """Under Never the Pod is not done with its first start, so that a lost sandbox finds it in between. [3.4]"""
    return restart_policy == "Never" and (
        len(containers) > 1 or any(policy(each, restart_policy) != "Never" for each in containers)
    )


def can_turn_unready(containers, restart_policy, readiness_gates):
    """A Pod that was ready can be unready while it runs: by a gate, a probe, a slow restart. [2.11 7.5]"""
    return len(readiness_gates) > 0 or any(
        each.readiness_probe is not None
        or ((each.post_start is not None or each.startup_probe is not None) and policy(each, restart_policy) != "Never")
        for each in containers
        if is_regular_or_sidecar(each.kind)
    )


def all_have_started_once(containers):
    """Every container has been started once. [3.6 3.12]"""
    return all(each.runtime in ("Running", "Exited") or each.restarts != 0 for each in containers)


def all_are_known(containers):
    """Every container runs or has ended, as far as the runtime remembers. [2.10 4.5]"""
    return all(each.runtime in ("Running", "Exited") for each in containers)


def an_always_restarting_container_is_down(containers, restart_policy):
    """A container that is always started again has exited. [4.1 4.8]"""
    return any(each.runtime == "Exited" for each in containers if policy(each, restart_policy) == "Always")


def always_restarting_containers_run(containers, restart_policy):
    """Every container that is always started again runs. [4.1 4.8]"""
    return all(each.runtime == "Running" for each in containers if policy(each, restart_policy) == "Always")


def an_unhealthy_container_runs(containers):
    """A container runs although its liveness or startup probe has failed for good. [4.10]"""
    return any(
        each.runtime == "Running" and (each.liveness == "Failure" or each.startup == "Failure") for each in containers
    )


def something_is_being_stopped(worker, sync):
    """The pod worker stops one container, or all. [3.4 4.12 9.10]"""
    return sync == "InKill" or worker != "Syncing"


def sync_is_held(sync):
    """A postStart hook, or a kill with the restart that belongs to it, holds the pod worker up. [3.13 4.12]"""
    return sync != "Free"


def sync_can_be_held(containers):
    """Some container has a postStart hook, or a probe whose failure gets it killed. [3.13 4.10]"""
    return any(
        each.post_start is not None or each.startup_probe is not None or each.liveness_probe is not None
        for each in containers
    )


def is_in_service(containers, phase, ready, endpoint):
    """All containers are ready, the API says Running and Ready, and the Pod is a ready endpoint. [1.6 7.5 8.1]"""
    return phase == "Running" and ready == "Ready" and endpoint == "Ready" and containers_are_ready(containers)


def kubelet_is_done_with_it(phase, deletion, containers, restart_policy, scheduling, sandbox):
    """Nothing more is owed to the Pod: it has ended, is deleted, or has lost its sandbox for good. [9.6 11.1 3.4]"""
    return (
        phase_is_terminal(phase)
        or deletion != "Alive"
        or lost_its_sandbox_for_good(containers, restart_policy, scheduling, sandbox)
    )


def lost_its_sandbox_for_good(containers, restart_policy, scheduling, sandbox):
    """Under Never it gets no new sandbox once a container is known, although its work is not over. [3.4]"""
    return (
        scheduling == "Scheduled"
        and sandbox == "Absent"
        and restart_policy == "Never"
        and any(each.runtime != "Absent" for each in containers)
        and not work_is_over(containers, restart_policy)
    )
