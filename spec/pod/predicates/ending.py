"""What only laws and situations say of the end of a Pod: signals, grace, deletion, and what is published then."""

from podproof.spec.pod.predicates.configuration import deletion_ends_in_terminal_phase, is_regular, policy
from podproof.spec.pod.predicates.publishing import has_ended_for_good


def stop_signal_is_sent(stop):
    """The stop signal has been sent. [9.12]"""
    return stop in ("Signalled", "SignalledLate")


def pre_stop_runs(stop):
    """The preStop hook runs. [9.12]"""
    return stop == "PreStop"


def pre_stop_was_cut(container, grace):
    """The preStop hook used up the grace period, and 2 s are left. [9.12]"""
    return container.stop == "SignalledLate" and container.pre_stop is not None and grace == "Over"


def stop_signal_is_sent_late(stop):
    """The container has the stop signal and 2 s. [9.12]"""
    return stop == "SignalledLate"


def sigkill_is_due(stop, grace):
    """The stop signal was sent, the minimum of 2 s has passed and the grace period too. [9.12]"""
    return stop == "Signalled" and grace == "Over"


def grace_has_passed(grace):
    """The grace period has passed. [9.12]"""
    return grace == "Over"


def worker_terminates(worker):
    """The pod worker ends the Pod. [9.6]"""
    return worker == "Terminating"


def worker_is_done(worker):
    """The pod worker has stopped everything. [9.20]"""
    return worker == "Terminated"


def probe_has_failed(container):
    """The liveness or the startup probe has failed for good. [4.10]"""
    return container.liveness == "Failure" or container.startup == "Failure"


def readiness_succeeded(readiness):
    """The stored readiness result is Success. [2.12]"""
    return readiness == "Success"


def startup_succeeded_if_any(container):
    """The container runs, and its startup probe, if any, has succeeded. [6.4]"""
    return container.runtime == "Running" and (container.startup_probe is None or container.startup == "Success")


def probes_may_restart_it(container, restart_policy):
    """A probe can kill the container, and its policy is OnFailure. [4.10 4.11]"""
    return (container.startup_probe is not None or container.liveness_probe is not None) and policy(
        container, restart_policy
    ) == "OnFailure"


def endpoint_is_ready(endpoint):
    """The Pod is a ready endpoint of its Services. [8.1]"""
    return endpoint == "Ready"


def removed_gracefully(deletion):
    """The object is gone after a graceful end, or nobody had to be stopped. [9.21]"""
    return deletion == "Gone"


def removed_by_force(deletion):
    """The object was removed by force. [9.24]"""
    return deletion == "Forced"


def grace_was_shortened(deletion):
    """A second delete has shortened the grace period. [9.3]"""
    return deletion == "Shortened"


def object_is_removed(deletion):
    """The API has the Pod no more. [9.2]"""
    return deletion in ("Gone", "Forced")


def sandbox_exists(sandbox):
    """The runtime has a sandbox for the Pod. [F1]"""
    return sandbox != "Absent"


def sandbox_is_not_ready(sandbox):
    """The Pod's sandbox is not READY any more. [3.3]"""
    return sandbox == "NotReady"


def initialization_takes_time(containers):
    """A sync can end while the Pod initializes: by an init container, or a sidecar that a probe awaits. [1.6 3.9]"""
    return any(
        each.kind == "init" or (each.kind == "sidecar" and each.startup_probe is not None) for each in containers
    )


def can_turn_pending_again(containers, restart_policy):
    """A new sandbox makes the Pod Pending: something slow comes before a container that may run again. [1.11 3.4]"""
    return (
        restart_policy != "Never"
        and initialization_takes_time(containers)
        and any(policy(each, restart_policy) != "Never" for each in containers if is_regular(each.kind))
    )


def can_fail(containers, restart_policy, active_deadline, grace_period, kubernetes):
    """A graceful deletion or a deadline can end it as Failed, or a failure that is final. [1.6 1.7 9.21 10.5 F5]"""
    return (
        active_deadline is not None
        or (grace_period > 0 and deletion_ends_in_terminal_phase(kubernetes))
        or any(each.kind == "init" and policy(each, restart_policy) == "Never" for each in containers)
        or (
            all(policy(each, restart_policy) != "Always" for each in containers if is_regular(each.kind))
            and any(policy(each, restart_policy) == "Never" for each in containers if is_regular(each.kind))
        )
    )


def can_end(containers, restart_policy, grace_period, kubernetes):
    """A graceful deletion gives the Pod a terminal phase, or no policy forbids that it ends. [1.7 9.21 F5]"""
    return (grace_period > 0 and deletion_ends_in_terminal_phase(kubernetes)) or all(
        policy(each, restart_policy) != "Always" for each in containers if is_regular(each.kind)
    )


def is_first(index):
    """The container is the first in the start order. [3.6]"""
    return index == 0


def always_true(kubernetes):
    """Anything: a sentence that is true of every state. [2.1]"""
    return kubernetes > 0


def worker_brings_up(worker):
    """The pod worker syncs, or stops the Pod to bring it up again. [3.2 3.4]"""
    return worker in ("Syncing", "Killing")


def may_still_restart(container, restart_policy):
    """The container runs, or its exit lets it start again. [4.1]"""
    return not has_ended_for_good(container, restart_policy) and container.runtime != "Absent"
