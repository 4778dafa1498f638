"""Which containers start again after an exit, and which have ended for good."""

from podproof.spec.pod.predicates.configuration import is_init_or_sidecar, is_regular, is_regular_or_sidecar
from podproof.spec.pod.predicates.exit_rules import (
    action_for_zero,
    can_exit_nonzero,
    exit_action,
    exit_matches_restart_all_rule,
    exit_matches_restart_rule,
    has_restart_rule,
)
from podproof.spec.pod.predicates.health import probes_may_restart_it
from podproof.spec.pod.predicates.policies import policy
from podproof.spec.pod.predicates.stopping import is_being_stopped


def has_ended_for_good(container, restart_policy):
    """The container has exited and will not be restarted. [1.5 4.1 6.10]"""
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


def can_restart_alone(container, restart_policy):
    """Some exit restarts the container without all others: its next start may have to wait. [4.1 4.2 5.1]"""
    return (
        has_restart_rule(container.exit_rules)
        or action_for_zero(container.kind, container.exit_rules) == "Restart"
        or (policy(container, restart_policy) != "Never" and can_exit_nonzero(container.exit_rules))
        or (policy(container, restart_policy) == "Always" and exit_action(container.exit_rules, 0) == "")
        or probes_may_restart_it(container, restart_policy)
    )


def can_back_off(container, restart_policy):
    """Restarts of the container may have to wait: after an exit, or after an init container's OOM kill. [4.16 5.1]"""
    return can_restart_alone(container, restart_policy) or (
        container.kind == "init" and policy(container, restart_policy) == "OnFailure"
    )


def may_still_restart(container, restart_policy):
    """The container runs, or its exit lets it restart. [4.1]"""
    return not has_ended_for_good(container, restart_policy) and container.runtime != "Absent"


def regulars_have_ended_for_good(containers, restart_policy):
    """All regular containers have ended for good. [1.7]"""
    return all(has_ended_for_good(each, restart_policy) for each in containers if is_regular(each.kind))


def regulars_succeeded(containers):
    """The last exit code of every regular container is 0. [1.7 1.9]"""
    return all(each.runtime == "Exited" and each.exit_code == "Zero" for each in containers if is_regular(each.kind))


def initialization_failed(containers, restart_policy):
    """An init container has failed for good. [1.3 1.6 4.6]"""
    return any(
        each.kind == "init" and has_ended_for_good(each, restart_policy) and each.exit_code != "Zero"
        for each in containers
    )


def work_is_over(containers, restart_policy):
    """Nothing is left to run: what still runs is only to be stopped. [1.6 1.7 4.6 4.9]"""
    return initialization_failed(containers, restart_policy) or regulars_have_ended_for_good(containers, restart_policy)


def counts_as_succeeded(containers, restart_policy):
    """The containers make the Pod Succeeded once it has ended. [1.6 1.7 9.22]"""
    return regulars_succeeded(containers) and not initialization_failed(containers, restart_policy)


def an_always_restarting_container_is_down(containers, restart_policy):
    """A container with policy Always has exited. [4.1 4.8]"""
    return any(each.runtime == "Exited" for each in containers if policy(each, restart_policy) == "Always")


def always_restarting_containers_run(containers, restart_policy):
    """Every container with policy Always runs. [4.1 4.8]"""
    return all(each.runtime == "Running" for each in containers if policy(each, restart_policy) == "Always")


def kill_restarts_it(container, containers, restart_policy, worker, sync):
    """The sync that kills it restarts it whatever its exit code; for a new image even under Never. [3.4 4.10 5.10]"""
    # Under Always a later sync restarts it as well, and the model leaves it to that one: to hold both apart made 20
    # containers 1.4 times as slow, and shows nothing more, because the back-off may be reset while the container runs.
    return is_being_stopped(container.stop) and (
        (
            policy(container, restart_policy) == "OnFailure"
            and sync == "InKill"
            and container.post_start_hook != "Failed"
        )
        or (policy(container, restart_policy) == "Never" and sync == "InKill" and container.preparation == "Outdated")
        or (
            worker == "Killing"
            and is_regular(container.kind)
            and policy(container, restart_policy) != "Always"
            and new_sandbox_starts_all(containers, restart_policy)
        )
    )


def new_sandbox_starts_all(containers, restart_policy):
    """The sync that creates a new sandbox starts regular containers: no init container comes first. [3.4 3.5]"""
    return restart_policy != "Never" and not any(is_init_or_sidecar(each.kind) for each in containers)


def new_sandbox_restarts_it(container, containers, restart_policy):
    """A new sandbox starts the container again although it has ended for good under its own Never. [3.5 4.5]"""
    return (
        is_regular(container.kind)
        and policy(container, restart_policy) == "Never"
        and has_ended_for_good(container, restart_policy)
        and new_sandbox_starts_all(containers, restart_policy)
    )


def only_the_kill_restarts_it(container, restart_policy):
    """The container would have ended for good, but the sync that killed it restarts it. [4.1 4.10]"""
    return (
        container.stop == "RestartPending"
        and not exit_matches_restart_rule(container)
        and (
            policy(container, restart_policy) == "Never"
            or (policy(container, restart_policy) == "OnFailure" and container.exit_code == "Zero")
        )
    )


def restart_is_pending(stop):
    """This sync has killed the container and is to restart it. [4.10]"""
    return stop == "RestartPending"


def may_be_updated(kind, deletion, runtime, kubelet, worker, sync, sandbox):
    """A change of the image takes effect: the container runs, and the pod worker is free to kill it for it. [4.10]"""
    return (
        deletion == "Alive"
        and is_regular_or_sidecar(kind)
        and runtime == "Running"
        and kubelet == "Up"
        and worker == "Syncing"
        and sync == "Free"
        and sandbox == "Ready"
    )
