"""Which Pods a known bug concerns: predicates of the configuration that only bugs ask."""

from podproof.spec.pod.predicates import can_turn_pending_again, is_init_or_sidecar, policy


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
