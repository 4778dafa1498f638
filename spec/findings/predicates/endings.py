"""Predicates about restart policies, exit rules and completion."""

from podproof.spec.findings import commands
from podproof.spec.pod.predicates import (
    can_exit_nonzero,
    first_match,
    is_regular,
    never_restarts,
    policy,
    success_is_final,
)


def containers_that_keep_running(containers, restart_policy):
    """The regular containers that never exit, or that always restart. [4.1]"""
    return " and ".join(
        each.name
        for each in containers
        if is_regular(each.kind) and ("never-exits" in each.behavior or policy(each, restart_policy) == "Always")
    )


def every_container_is_a_placeholder(containers, facts):
    """The command of each regular container only keeps it running, as `sleep infinity` does; that is meant. [2.4]"""
    return all(
        commands.never_exits(of_it.command) != ""
        for each, of_it in zip(containers, facts, strict=True)
        if is_regular(each.kind)
    )


def how_the_job_can_end(containers):
    """What lets the Job be complete, by the number of its containers. [1.7]"""
    is_alone = sum(is_regular(each.kind) for each in containers) == 1
    return (
        "Let the container exit 0, or run it in a Deployment."
        if is_alone
        else "Make the helper a sidecar: an init container with `restartPolicy: Always`."
    )


def has_its_own_policy(own_policy):
    """The container has a restart policy of its own. [4.1]"""
    return own_policy != ""


def stays_stopped(container, restart_policy):
    """After some exit the container does not restart. [4.1]"""
    return policy(container, restart_policy) != "Always" and (
        success_is_final(container, restart_policy) or can_exit_nonzero(container.exit_rules)
    )


def ineffective_rules(container, restart_policy):
    """The numbers, from 1, of rules without effect: the policy restarts anyway, or earlier rules match. [4.1 4.3]"""
    rules = container.exit_rules
    first = {first_match(rules, code) for code in range(256)}
    always = policy(container, restart_policy) == "Always"
    return tuple(
        number + 1
        for number in range(len(rules))
        if number not in first or (always and rules[number].action == "Restart")
    )


def has_exit_rules(exit_rules):
    """The container has rules for its exit codes. [4.2]"""
    return len(exit_rules) > 0


def has_an_ineffective_rule(container, restart_policy):
    """A rule for its exit codes has no effect. [4.1 4.3]"""
    return len(ineffective_rules(container, restart_policy)) > 0


def one_failure_is_final(container, restart_policy):
    """A failure of the container ends the Pod. [4.6]"""
    return never_restarts(container, restart_policy) and can_exit_nonzero(container.exit_rules)
