"""Predicates over declarations: how processes behave, which containers they need, and which gates nobody sets."""

from podproof.spec.pod.predicates import has_ended_for_good


def behavior_allows_exit(behavior, stop):
    """The process may exit by itself, or its preStop hook or SIGTERM ends it now. [9.12 9.14]"""
    return (
        "never-exits" not in behavior
        or stop == "PreStop"
        or (stop in ("Signalled", "SignalledLate") and "ignores-sigterm" not in behavior)
    )


def may_need_sigkill(behavior):
    """The process may outlive its grace period. [9.12]"""
    return "ends-on-sigterm" not in behavior


def all_gates_are_set(unset_gates):
    """Somebody sets every readiness gate of the Pod. [7.5]"""
    return len(unset_gates) == 0


def runs_before_its_dependency(container, containers):
    """The container runs, and one that it needs has never run. [3.6 3.9]"""
    return container.runtime == "Running" and any(
        each.name in container.needs and each.runtime in ("Absent", "Created") and each.restarts == 0
        for each in containers
    )


def some_stop_signal_is_sent(containers):
    """A container has received its stop signal. [9.12]"""
    return any(each.stop in ("Signalled", "SignalledLate") for each in containers)


def nobody_terminated_it(deletion, reason):
    """The Pod is not deleted, and only its own containers decide its phase. [1.7 10.1]"""
    return deletion == "Alive" and reason == "Unset"


def has_succeeded_by_itself(containers, restart_policy, deletion, worker):
    """Every regular container has exited 0 and will not restart, and nobody terminated the Pod. [1.7 4.1]"""
    return (
        deletion == "Alive"
        and worker == "Syncing"
        and all(
            has_ended_for_good(each, restart_policy) and each.exit_code == "Zero"
            for each in containers
            if each.kind == "regular"
        )
    )
