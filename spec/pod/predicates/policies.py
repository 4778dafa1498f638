"""Which restart policy applies to a container, and what it means for the Pod."""

from podproof.spec.pod.predicates.configuration import is_regular, is_regular_or_sidecar
from podproof.spec.pod.predicates.exit_rules import action_for_zero, can_exit_nonzero, exit_action, restarts_all_for
from podproof.spec.pod.predicates.versions import deletion_ends_in_terminal_phase


def policy(container, restart_policy):
    """The restart policy that applies: its own, else the Pod's; an init container's success is final. [3.16 4.1 4.6]"""
    return (
        "Always"
        if container.kind == "sidecar"
        else "Never"
        if container.kind == "ephemeral"
        else (
            "OnFailure"
            if container.kind == "init"
            and (container.own_policy if container.own_policy != "" else restart_policy) == "Always"
            else (container.own_policy if container.own_policy != "" else restart_policy)
        )
    )


def never_restarts(container, restart_policy):
    """The policy that applies is Never. [4.5]"""
    return policy(container, restart_policy) == "Never"


def restarts_on_failure(container, restart_policy):
    """The policy that applies is OnFailure. [4.1]"""
    return policy(container, restart_policy) == "OnFailure"


def always_restarts(container, restart_policy):
    """The policy that applies is Always. [4.1 4.8]"""
    return policy(container, restart_policy) == "Always"


def success_is_final(container, restart_policy):
    """The container is not restarted after exit code 0. [4.1 4.6]"""
    return policy(container, restart_policy) != "Always" and action_for_zero(container.kind, container.exit_rules) == ""


def failure_is_final(container, restart_policy):
    """The container is not restarted after some exit code other than 0. [4.1 4.6]"""
    return policy(container, restart_policy) == "Never" and can_exit_nonzero(container.exit_rules)


def can_end_for_good(container, restart_policy):
    """Some exit of the container is final. [4.1]"""
    return success_is_final(container, restart_policy) or failure_is_final(container, restart_policy)


def killing_is_final(container, restart_policy):
    """The container is not restarted after it was killed, with exit code 137. [4.1]"""
    return policy(container, restart_policy) == "Never" and exit_action(container.exit_rules, 137) == ""


def restart_can_be_pending_beside_another(containers, restart_policy):
    """Beside another regular container or sidecar there is one whose restart after a stop only the sync owes. [4.10]"""
    return any(
        is_regular_or_sidecar(containers[one].kind)
        and policy(containers[one], restart_policy) != "Always"
        and any(other != one and is_regular_or_sidecar(containers[other].kind) for other in range(len(containers)))
        for one in range(len(containers))
    )


def init_failure_can_be_final(containers, restart_policy):
    """An init container can fail for good. [4.6]"""
    return any(each.kind == "init" and failure_is_final(each, restart_policy) for each in containers)


def runs_only_once(containers, restart_policy):
    """No container but a sidecar is ever restarted by its policy. [4.5]"""
    return all(policy(each, restart_policy) == "Never" for each in containers if each.kind != "sidecar")


def regulars_always_restart(containers, restart_policy):
    """Every regular container is restarted after every exit. [4.1]"""
    return all(policy(each, restart_policy) == "Always" for each in containers if is_regular(each.kind))


def no_regular_always_restarts(containers, restart_policy):
    """Every regular container can end for good, and then the Pod ends. [1.7 4.1]"""
    return all(can_end_for_good(each, restart_policy) for each in containers if is_regular(each.kind))


def some_container_always_restarts(containers, restart_policy):
    """Some container is restarted after every exit: a regular one by its policy, or a sidecar. [4.1 4.8]"""
    return any(policy(each, restart_policy) == "Always" for each in containers)


def needs_several_starts(containers, restart_policy):
    """Under Never a lost sandbox can find the Pod between two starts, and does not restart all of it. [3.4 4.13]"""
    return (
        restart_policy == "Never"
        and (len(containers) > 1 or any(policy(each, restart_policy) != "Never" for each in containers))
        and any(not restarts_all_for(each.exit_rules, 137) for each in containers)
    )


def can_fail(containers, restart_policy, active_deadline, grace_period, kubernetes):
    """The Pod can end as Failed: by a graceful deletion, a deadline, or a final failure. [1.6 1.7 9.21 10.5 F5]"""
    return (
        active_deadline is not None
        or (grace_period > 0 and deletion_ends_in_terminal_phase(kubernetes))
        or init_failure_can_be_final(containers, restart_policy)
        or (
            no_regular_always_restarts(containers, restart_policy)
            and any(failure_is_final(each, restart_policy) for each in containers if is_regular(each.kind))
        )
    )


def can_end(containers, restart_policy, grace_period, kubernetes):
    """The Pod can get a terminal phase: by a graceful deletion, or because no policy forbids it. [1.7 9.21 F5]"""
    return (grace_period > 0 and deletion_ends_in_terminal_phase(kubernetes)) or all(
        success_is_final(each, restart_policy) for each in containers if is_regular(each.kind)
    )


def can_succeed_early(containers, restart_policy, kubernetes):
    """The Pod always restarts, and its exit codes count if it is ended early. [9.22 10.7 10.12]"""
    return deletion_ends_in_terminal_phase(kubernetes) and all(
        policy(each, restart_policy) == "Always" for each in containers if is_regular(each.kind)
    )


def can_turn_unready(containers, restart_policy, readiness_gates):
    """A Pod that was ready can be unready while it runs: by a gate, a probe or a slow restart. [2.11 7.5]"""
    return len(readiness_gates) > 0 or any(
        each.readiness_probe is not None
        or ((each.post_start is not None or each.startup_probe is not None) and policy(each, restart_policy) != "Never")
        for each in containers
        if is_regular_or_sidecar(each.kind)
    )
