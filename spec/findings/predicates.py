"""The words that findings say of a manifest: as the words of the specification, but only over what is settled.

Beside the fields of the state they may read what `facts` found, the kind of object that is the `owner`, the names of
the thresholds, and `namesakes`: all containers of the Pod.
"""

from podproof.spec.pod.predicates import can_exit_nonzero, exit_action, first_match, is_regular, never_restarts, policy


def serves(owner):
    """The object keeps its Pods running: every exit is an accident. [4.1]"""
    return owner not in ("Job", "CronJob", "Pod", "PodTemplate")


def runs_to_completion(owner):
    """The object is done once its Pods have succeeded. [1.7]"""
    return owner in ("Job", "CronJob")


def is_to_end(restart_policy):
    """The Pod is to end some day: its policy does not restart what has succeeded. [4.1]"""
    return restart_policy != "Always"


def is_nobodys(owner):
    """The Pod has no controller that replaces it. [F2]"""
    return owner == "Pod"


def has_ports(ports):
    """The container names ports, so that somebody is to reach it. [8.1]"""
    return len(ports) > 0


def has_a_missing_port(missing_ports):
    """A probe or a hook names a port that the container does not have. [6.8]"""
    return len(missing_ports) > 0


def patience(probe):
    """Seconds from the start of a container within which its probe fails for good, if it never succeeds. [6.3 6.5]"""
    return probe.initial_delay + probe.period * probe.failure_threshold


def kills_too_soon(liveness_probe, liveness_room):
    """The liveness probe leaves less time for the start than is asked for. [6.3 6.5]"""
    return liveness_patience(liveness_probe) < liveness_room


def probes_do_the_same(liveness_target, readiness_target):
    """Liveness and readiness ask the same question. [F7]"""
    return liveness_target is not None and liveness_target == readiness_target


def killed_as_soon_as_unready(liveness_probe, readiness_probe):
    """By the time that failures make it unready, they get it killed. [4.10 6.5]"""
    failing = [probe.period * probe.failure_threshold for probe in (liveness_probe, readiness_probe)]
    return failing[0] <= failing[1]


def hook_takes_the_grace(pre_stop, grace_period, stop_room):
    """The preStop hook sleeps so long that less than what is asked for is left for TERM. [9.12]"""
    return pre_stop.seconds is not None and grace_period - pre_stop.seconds < stop_room


def shortest_probe_grace(container):
    """The shortest grace period that a probe of the container sets for its kill. [6.13 9.13]"""
    probes = (container.startup_probe, container.liveness_probe)
    return min((probe.grace for probe in probes if probe is not None and probe.grace is not None), default=None)


def hook_outlasts_the_probes_grace(container, pre_stop, stop_room):
    """After a failed probe the preStop hook sleeps longer than the kill may take. [6.13 9.12]"""
    grace = shortest_probe_grace(container)
    return grace is not None and pre_stop.seconds is not None and grace - pre_stop.seconds < stop_room


def ends_on_term(behaviour):
    """It is declared that TERM ends the process at once. [9.16]"""
    return "ends-on-term" in behaviour


def ignores_term(behaviour):
    """It is declared that TERM does not end the process. [9.16]"""
    return "ignores-term" in behaviour


def never_exits(behaviour):
    """It is declared that the process does not exit by itself. [2.4]"""
    return "never-exits" in behaviour


def those_that_go_on(containers, restart_policy):
    """The regular containers that never exit, or that are always started again. [4.1]"""
    return " and ".join(
        each.name
        for each in containers
        if is_regular(each.kind) and ("never-exits" in each.behaviour or policy(each, restart_policy) == "Always")
    )


def has_its_own_policy(own_policy):
    """The container has a restart policy of its own. [4.1]"""
    return own_policy != ""


def stays_stopped(container, restart_policy):
    """After some exit the container is not started again. [4.1]"""
    return policy(container, restart_policy) != "Always" and (
        exit_action(container.exit_rules, 0) == "" or can_exit_nonzero(container.exit_rules)
    )


def rules_in_vain(container, restart_policy):
    """The numbers, from 1, of rules that change nothing: the policy restarts anyway, or earlier ones have their codes.

    [4.1 4.3]
    """
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


def has_a_rule_in_vain(container, restart_policy):
    """A rule for its exit codes changes nothing. [4.1 4.3]"""
    return len(rules_in_vain(container, restart_policy)) > 0


def sleep(hook):
    """Seconds that a hook is known to take. [9.15]"""
    return 0 if hook is None or hook.seconds is None else hook.seconds


def delay(probe):
    """Seconds before a probe can first succeed. [6.3 6.5]"""
    return 0 if probe is None else probe.initial_delay + probe.period * (probe.success_threshold - 1)


def shortest_start(containers):
    """Seconds that pass at least before every container is ready, by its configured delays. [3.9 3.12 3.13 6.3]"""
    in_turn = sum(sleep(each.post_start) for each in containers)
    one_by_one = sum(delay(each.startup_probe) for each in containers if each.kind == "sidecar")
    beside = max(
        max(delay(each.startup_probe), delay(each.readiness_probe)) for each in containers if is_regular(each.kind)
    )
    return in_turn + one_by_one + beside


def deadline_comes_first(active_deadline, containers):
    """The deadline ends the Pod before it can be ready. [10.5]"""
    return active_deadline is not None and active_deadline <= shortest_start(containers)


def has_deadline(active_deadline):
    """The Pod has a deadline. [10.5]"""
    return active_deadline is not None


def needs_others(needs):
    """It is declared that the container needs others to run before it. [3.9]"""
    return len(needs) > 0


def needed_too_early(container, containers, index):
    """The containers that it needs and that nothing puts before it: later ones, and regular ones. [3.6 3.12 3.15]"""
    late = (each for number, each in enumerate(containers) if number > index or is_regular(each.kind))
    return " and ".join(each.name for each in late if each.name in container.needs)


def needs_an_unwatched_sidecar(container, containers):
    """It needs a sidecar that nothing holds back the start for: no startup probe, no postStart hook. [3.9 3.13]"""
    return any(
        each.name in container.needs
        and each.kind == "sidecar"
        and each.startup_probe is None
        and each.post_start is None
        for each in containers
    )


def has_unset_gates(unset_gates):
    """It is declared that nobody sets some readiness gate of the Pod. [7.5]"""
    return len(unset_gates) > 0


def one_failure_is_final(container, restart_policy):
    """A failure of the container ends the Pod. [4.6]"""
    return never_restarts(container, restart_policy) and can_exit_nonzero(container.exit_rules)


def liveness_patience(liveness_probe):
    """Seconds that the liveness probe leaves for the start at most. [6.3 6.5]"""
    return patience(liveness_probe)
