"""How containers are stopped: by whom, in what order, with how much grace (SEMANTICS 4.10 and 9)."""

from podproof.spec.pod.predicates.configuration import (
    grace_is_brief,
    is_init_or_sidecar,
    is_regular,
    is_regular_or_sidecar,
    policy,
    stops_sidecars_in_order,
)
from podproof.spec.pod.predicates.exit_rules import exit_matches_restart_rule
from podproof.spec.pod.predicates.graces import grace_of, stops_before_the_minimum
from podproof.spec.pod.predicates.publishing import has_started


def must_be_killed(container, has_changed):
    """It runs, and its definition has changed or a probe has failed for good. [4.10 4.11]"""
    return (
        is_regular_or_sidecar(container.kind)
        and container.runtime == "Running"
        and (
            container.startup == "Failure"
            or (
                (is_regular(container.kind) or has_started(container))
                and (has_changed or container.liveness == "Failure")
            )
        )
    )


def may_start_after_kill(container, restart_policy, has_changed):
    """The sync that kills it is to start it again: its policy lets it, or its definition has changed. [4.10]"""
    return has_changed or policy(container, restart_policy) != "Never"


def is_unhealthy(container, kubelet, worker, sync, sandbox):
    """A probe has failed for good and the pod worker is free to kill for it. [4.10 6.13]"""
    return (
        kubelet == "Up"
        and worker == "Syncing"
        and sync == "Free"
        and sandbox == "Ready"
        and must_be_killed(container, False)
    )


def may_be_updated(kind, deletion, runtime, kubelet, worker, sync, sandbox):
    """A change of the image takes effect: the container runs, and the pod worker is free to kill it for that. [4.10]"""
    return (
        deletion == "Alive"
        and is_regular_or_sidecar(kind)
        and runtime == "Running"
        and kubelet == "Up"
        and worker == "Syncing"
        and sync == "Free"
        and sandbox == "Ready"
    )


def probe_grace_is_brief(container, grace_period):
    """The kill for the probe that failed has less than the runtime's minimum of 2 s. [6.13 9.12]"""
    return (
        container.liveness == "Failure" and stops_before_the_minimum(grace_of(container.liveness_probe, grace_period))
    ) or (container.liveness != "Failure" and stops_before_the_minimum(grace_of(container.startup_probe, grace_period)))


def pod_is_being_stopped(kubelet, worker):
    """The pod worker stops all containers: for a lost sandbox, or because the Pod ends. [3.4 9.10]"""
    return kubelet == "Up" and worker in ("Killing", "Terminating")


def ends_in_brief(grace_period, reason):
    """The Pod's end leaves less than the runtime's minimum of 2 s: an eviction gives 1 s. [9.12 10.1]"""
    return grace_is_brief(grace_period) or reason == "Evicted"


def stops_in_order(container, worker, kubernetes):
    """A sidecar of a Pod that ends gets its stop signal in its turn. [9.17]"""
    return container.kind == "sidecar" and stops_sidecars_in_order(kubernetes) and worker in ("Killing", "Terminating")


def stop_order_allows(index, containers):
    """No regular container and no later sidecar runs any more. [9.17]"""
    return all(
        containers[other].runtime != "Running"
        for other in range(len(containers))
        if is_regular(containers[other].kind) or (other > index and containers[other].kind == "sidecar")
    )


def grace_is_over(kubelet, grace):
    """The grace period of this attempt to stop has passed. [9.12]"""
    return kubelet == "Up" and grace == "Over"


def grace_is_left(kubelet, grace):
    """The grace period of this attempt to stop has not passed. [9.12]"""
    return kubelet == "Up" and grace == "Left"


def every_stop_has_begun(containers):
    """All containers that run are being stopped: each has the whole grace period from the beginning. [9.11]"""
    return all(each.runtime != "Running" or each.stop != "Idle" for each in containers)


def kill_grace_runs(kubelet, stop, sync):
    """This sync kills the container, so that the grace period of the kill runs. [6.13 9.12]"""
    return kubelet == "Up" and sync == "InKill" and is_being_stopped(stop)


def grace_runs(kubelet, worker, sync):
    """Something is being stopped, so that its grace period runs. [9.11 9.12]"""
    return kubelet == "Up" and (worker in ("Killing", "Terminating") or sync == "InKill")


def is_being_stopped(stop):
    """The kubelet is stopping the container. [9.12]"""
    return stop in ("PreStop", "AwaitingTurn", "Signalled", "SignalledLate")


def kill_restarts_it(container, containers, restart_policy, worker, sync):
    """The sync that kills it starts it again whatever its exit code, for a new image even under Never. [3.4 4.10]"""
    return is_being_stopped(container.stop) and (
        (
            policy(container, restart_policy) == "OnFailure"
            and (
                (sync == "InKill" and container.post_start_hook != "Failed")
                or (worker == "Killing" and not any(is_init_or_sidecar(each.kind) for each in containers))
            )
        )
        or (policy(container, restart_policy) == "Never" and sync == "InKill" and container.preparation == "Outdated")
    )


def sync_kills_it(stop, sync):
    """The container is the one that this sync kills. [4.12]"""
    return sync == "InKill" and is_being_stopped(stop)


def post_start_holds_sync(post_start_hook, sync):
    """The container is the one whose postStart hook holds the sync. [3.13]"""
    return sync == "InHook" and post_start_hook == "Running"


def restart_is_pending(stop):
    """The container was killed in this sync, which is to start it again. [4.10]"""
    return stop == "RestartPending"


def only_the_kill_restarts_it(container, restart_policy):
    """Its exit is final but for the kill: if this sync does not start it again, none does. [4.1 4.10]"""
    return (
        container.stop == "RestartPending"
        and not exit_matches_restart_rule(container)
        and (
            policy(container, restart_policy) == "Never"
            or (policy(container, restart_policy) == "OnFailure" and container.exit_code == "Zero")
        )
    )


def dies_with_the_sandbox(runtime, sandbox, share_process_namespace):
    """The pause process was the init process of a shared PID namespace, and it is gone. [F1 3.3]"""
    return share_process_namespace and runtime == "Running" and sandbox == "NotReady"


def sandbox_is_lost(kubelet, worker, sync, sandbox):
    """The sandbox is not READY, and the worker is free to kill the Pod for it. [3.2 3.3]"""
    return kubelet == "Up" and worker == "Syncing" and sync == "Free" and sandbox == "NotReady"


def sandbox_is_ready(sandbox):
    """The pause container runs. [3.3]"""
    return sandbox == "Ready"
