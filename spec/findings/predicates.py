"""Predicates over a manifest, like those of the specification, but only over the configuration.

Besides the fields of the configuration they may read the facts of `facts.py`, the `owner` (the kind of object), the
fields of its `Workload`, those of `Related` (`services`, `budgets`, … in the same input), its `references`, and the
thresholds by name.
"""

from podproof.spec.pod.predicates import can_exit_nonzero, exit_action, first_match, is_regular, never_restarts, policy


def serves(owner):
    """The object keeps its Pods running, so that every exit is an accident. [4.1]"""
    return owner not in ("Job", "CronJob", "Pod", "PodTemplate")


def runs_to_completion(owner):
    """The object is complete once its Pods have succeeded. [1.7]"""
    return owner in ("Job", "CronJob")


def is_expected_to_finish(restart_policy):
    """The Pod is meant to finish: its policy does not restart a container that succeeds. [4.1]"""
    return restart_policy != "Always"


def has_no_controller(owner):
    """No controller replaces the Pod. [F2]"""
    return owner == "Pod"


def has_ports(ports):
    """The container lists ports, so somebody is meant to reach it. [8.1]"""
    return len(ports) > 0


def uses_an_unknown_port(missing_ports):
    """A probe or a hook names a port that the container does not have. [6.8]"""
    return len(missing_ports) > 0


def seconds_to_failure(probe):
    """Seconds from the start of a container until its probe has failed, if it never succeeds. [6.3 6.5]"""
    return probe.initial_delay + probe.period * probe.failure_threshold


def liveness_gives_up_too_soon(liveness_probe, liveness_room):
    """The liveness probe leaves less time for the start than the threshold. [6.3 6.5]"""
    return liveness_gives_up_after(liveness_probe) < liveness_room


def probes_are_identical(liveness_target, readiness_target):
    """The liveness and readiness probes have the same action. [F7]"""
    return liveness_target is not None and liveness_target == readiness_target


def liveness_fails_no_later(liveness_probe, readiness_probe):
    """Once failures make the container unready, they have got it killed, too. [4.10 6.5]"""
    failing = [probe.period * probe.failure_threshold for probe in (liveness_probe, readiness_probe)]
    return failing[0] <= failing[1]


def hook_exhausts_the_grace(pre_stop, grace_period, stop_room):
    """The preStop hook sleeps so long that less than the threshold remains after SIGTERM. [9.12]"""
    return pre_stop.seconds is not None and grace_period - pre_stop.seconds < stop_room


def shortest_probe_grace(container):
    """The shortest grace period that a probe of the container sets. [6.13 9.13]"""
    probes = (container.startup_probe, container.liveness_probe)
    return min((probe.grace for probe in probes if probe is not None and probe.grace is not None), default=None)


def hook_outlasts_the_probe_grace(container, pre_stop, stop_room):
    """After a failed probe the preStop hook sleeps longer than the grace period of that probe. [6.13 9.12]"""
    grace = shortest_probe_grace(container)
    return grace is not None and pre_stop.seconds is not None and grace - pre_stop.seconds < stop_room


def ends_on_sigterm(behaviour):
    """The process is declared to end at once on SIGTERM. [9.16]"""
    return "ends-on-sigterm" in behaviour


def ignores_sigterm(behaviour):
    """The process is declared to ignore SIGTERM. [9.16]"""
    return "ignores-sigterm" in behaviour


def never_exits(behaviour):
    """The process is declared not to exit by itself. [2.4]"""
    return "never-exits" in behaviour


def containers_that_keep_running(containers, restart_policy):
    """The regular containers that never exit, or that always restart. [4.1]"""
    return " and ".join(
        each.name
        for each in containers
        if is_regular(each.kind) and ("never-exits" in each.behaviour or policy(each, restart_policy) == "Always")
    )


def has_its_own_policy(own_policy):
    """The container has a restart policy of its own. [4.1]"""
    return own_policy != ""


def stays_stopped(container, restart_policy):
    """After some exit the container does not restart. [4.1]"""
    return policy(container, restart_policy) != "Always" and (
        exit_action(container.exit_rules, 0) == "" or can_exit_nonzero(container.exit_rules)
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


def sleep(hook):
    """Seconds that a hook is known to sleep. [9.15]"""
    return 0 if hook is None or hook.seconds is None else hook.seconds


def delay(probe):
    """Seconds before a probe can first succeed. [6.3 6.5]"""
    return 0 if probe is None else probe.initial_delay + probe.period * (probe.success_threshold - 1)


def shortest_start(containers):
    """The least number of seconds before every container is ready, from the configured delays. [3.9 3.12 3.13 6.3]"""
    in_turn = sum(sleep(each.post_start) for each in containers)
    one_by_one = sum(delay(each.startup_probe) for each in containers if each.kind == "sidecar")
    beside = max(
        max(delay(each.startup_probe), delay(each.readiness_probe)) for each in containers if is_regular(each.kind)
    )
    return in_turn + one_by_one + beside


def deadline_comes_first(active_deadline, containers):
    """The deadline ends the Pod before it can become ready. [10.5]"""
    return active_deadline is not None and active_deadline <= shortest_start(containers)


def has_deadline(active_deadline):
    """The Pod has a deadline. [10.5]"""
    return active_deadline is not None


def needs_others(needs):
    """The container is declared to need others that run before it. [3.9]"""
    return len(needs) > 0


def needed_but_not_earlier(container, containers, index):
    """The needed containers that do not start before it: later ones and regular ones. [3.6 3.12 3.15]"""
    late = (each for number, each in enumerate(containers) if number > index or is_regular(each.kind))
    return " and ".join(each.name for each in late if each.name in container.needs)


def needs_a_sidecar_that_is_not_awaited(container, containers):
    """It needs a sidecar whose start nothing awaits: no startup probe, no postStart hook. [3.9 3.13]"""
    return any(
        each.name in container.needs
        and each.kind == "sidecar"
        and each.startup_probe is None
        and each.post_start is None
        for each in containers
    )


def has_unset_gates(unset_gates):
    """A readiness gate of the Pod is declared as one that nobody sets. [7.5]"""
    return len(unset_gates) > 0


def one_failure_is_final(container, restart_policy):
    """A failure of the container ends the Pod. [4.6]"""
    return never_restarts(container, restart_policy) and can_exit_nonzero(container.exit_rules)


def liveness_gives_up_after(liveness_probe):
    """Seconds from the start within which the liveness probe can fail. [6.3 6.5]"""
    return seconds_to_failure(liveness_probe)
