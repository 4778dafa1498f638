"""Words about what an owner declares: how processes behave, what they need, and which gates nobody sets."""

from podproof.spec.pod.predicates import has_ended_for_good


def its_behaviour_lets_it_exit(behaviour, stop):
    """The process is one that exits by itself, or its preStop hook or TERM ends it now. [9.12 9.14]"""
    return (
        "never-exits" not in behaviour
        or stop == "PreStop"
        or (stop in ("Signalled", "SignalledLate") and "ignores-term" not in behaviour)
    )


def can_need_a_kill(behaviour):
    """The process may still run when its grace is over. [9.12]"""
    return "ends-on-term" not in behaviour


def all_gates_get_set(unset_gates):
    """Somebody sets every readiness gate of the Pod. [7.5]"""
    return len(unset_gates) == 0


def runs_without_what_it_needs(container, containers):
    """It runs, and a container that it needs has never run. [3.6 3.9]"""
    return container.runtime == "Running" and any(
        each.name in container.needs and each.runtime in ("Absent", "Created") and each.restarts == 0
        for each in containers
    )


def nobody_has_ended_it(deletion, reason):
    """The Pod is not deleted, and nothing but its own containers decides its phase. [1.7 10.1]"""
    return deletion == "Alive" and reason == "Unset"


def has_ended_well_by_itself(containers, restart_policy, deletion, worker):
    """Every regular container has exited 0 for good, and nobody has ended the Pod. [1.7 4.1]"""
    return (
        deletion == "Alive"
        and worker == "Syncing"
        and all(
            has_ended_for_good(each, restart_policy) and each.exit_code == "Zero"
            for each in containers
            if each.kind == "regular"
        )
    )
