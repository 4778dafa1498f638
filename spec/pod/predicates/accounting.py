"""What only laws say of the books: what each step must leave behind, and what nobody may keep for nothing."""

from podproof.spec.pod.predicates.configuration import liveness_limit, policy, readiness_successes, startup_limit
from podproof.spec.pod.predicates.publishing import (
    publishes_failed,
    publishes_pending,
    publishes_ready,
    publishes_running,
    publishes_succeeded,
)


def kubelet_memory_is_empty(kubelet, worker, sync, grace):
    """The pod worker, its sync and its clock are as those of a kubelet that has just started. [5.6 9.26]"""
    return worker == "Syncing" and sync == "Free" and grace == "Left" and kubelet == "Down"


def kubelet_remembers_nothing_of_it(container):
    """The kubelet keeps nothing of the container in its memory: no back-off, hook, stop or streak. [5.6 6.14 9.26]"""
    return (
        container.backoff == "Fresh"
        and container.post_start_hook == "Idle"
        and container.stop == "Idle"
        and container.preparation in ("Needed", "Present")
        and container.startup_streak == 0
        and container.liveness == "Success"
        and container.liveness_streak == 0
        and container.readiness_streak == 0
    )


def has_no_probe_results(container):
    """Its probes stand as those of a container that was never probed, and nothing of it is under way. [6.1]"""
    return (
        container.startup == "Unknown"
        and container.startup_streak == 0
        and container.liveness == "Success"
        and container.liveness_streak == 0
        and container.readiness == "Failure"
        and container.readiness_streak == 0
        and container.post_start_hook != "Running"
        and container.stop in ("Idle", "RestartPending")
    )


def prepares_no_start(container):
    """The kubelet prepares no start of the container: no image, back-off or probe result waits. [4.15 9.6]"""
    return (
        container.preparation == "Needed"
        and container.backoff == "Fresh"
        and container.post_start_hook != "Failed"
        and container.stop != "RestartPending"
        and container.liveness == "Success"
        and container.liveness_streak == 0
        and container.startup != "Failure"
        and container.startup_streak == 0
        and (container.startup_probe is None or container.runtime != "Running" or container.startup == "Success")
    )


def has_no_exit_code(exit_code):
    """No exit is on record. [2.4]"""
    return exit_code == "None"


def sync_matches_containers(worker, sync, containers):
    """A hook holds the sync just while one runs, a kill just while a container is stopped for it. [3.13 4.12]"""
    return (
        (sync != "InHook" or any(each.post_start_hook == "Running" for each in containers))
        and (sync == "InHook" or all(each.post_start_hook != "Running" for each in containers))
        and (
            sync != "InKill"
            or any(each.stop in ("PreStop", "AwaitingTurn", "Signalled", "SignalledLate") for each in containers)
        )
        and (
            sync == "InKill"
            or worker != "Syncing"
            or all(each.stop not in ("PreStop", "AwaitingTurn", "Signalled", "SignalledLate") for each in containers)
        )
        and (sync != "InRestart" or any(each.stop == "RestartPending" for each in containers))
        and (worker == "Syncing" or sync == "Free")
    )


def phase_is_published(containers, restart_policy, worker, reason, kubernetes, phase):
    """The API shows the phase that the kubelet makes of the containers; a terminal one stays. [1.6 1.13]"""
    return phase in ("Succeeded", "Failed") or (
        not publishes_succeeded(containers, restart_policy, worker, reason, kubernetes)
        and not publishes_failed(containers, restart_policy, worker, reason, kubernetes)
        and (phase == "Pending" or not publishes_pending(containers, restart_policy, worker, reason, kubernetes))
        and (phase == "Running" or not publishes_running(containers, restart_policy, worker, reason, kubernetes))
    )


def ready_is_published(containers, readiness_gates, readiness_gate, reason, kubernetes, ready):
    """The condition Ready that the API shows is the one that the kubelet makes of the containers. [7.4 7.5]"""
    return (
        ready == "Ready"
        if publishes_ready(containers, readiness_gates, readiness_gate, reason, kubernetes)
        else ready == "NotReady"
    )


def stop_signal_is_sent_in_time(stop):
    """The stop signal has been sent, with all of the grace that is left. [9.12]"""
    return stop == "Signalled"


def is_awaiting_turn(stop):
    """The container waits for its turn to be stopped. [9.17]"""
    return stop == "AwaitingTurn"


def is_not_being_stopped(stop):
    """Nobody is stopping the container, and no restart is owed to it. [9.12]"""
    return stop == "Idle"


def backoff_is_armed(backoff):
    """The next restart of the container has to wait. [5.3]"""
    return backoff == "Armed"


def backoff_is_fresh(backoff):
    """The next restart of the container does not have to wait. [5.3]"""
    return backoff == "Fresh"


def has_backoff_entry(backoff):
    """The entry of the back-off is there, its wait passed or still to come. [5.1 5.3]"""
    return backoff in ("Armed", "Elapsed")


def image_pull_failed(preparation):
    """The image could not be had. [5.8]"""
    return preparation in ("ErrImagePull", "ErrImageNeverPull", "InvalidImageName")


def startup_has_succeeded(startup):
    """The stored startup result is Success. [6.5]"""
    return startup == "Success"


def liveness_has_failed(liveness):
    """The stored liveness result is Failure. [6.5]"""
    return liveness == "Failure"


def liveness_streak_is_zero(liveness_streak):
    """No failure of the liveness probe is being counted. [6.5]"""
    return liveness_streak == 0


def readiness_streak_is_zero(readiness_streak):
    """No readiness result is being counted. [6.5]"""
    return readiness_streak == 0


def sync_restarts_a_container(sync):
    """The sync that killed a container is to start it again. [4.10 4.12]"""
    return sync == "InRestart"


def stop_can_be_signalled_late(grace_period, pre_stop):
    """A stop can come down to the minimum: the grace is brief, or a hook uses it up. [9.12]"""
    return grace_period < 2 or pre_stop is not None


def startup_needs_several_failures(startup_probe):
    """One failure is not enough for the startup probe to fail for good. [6.5]"""
    return startup_limit(startup_probe) > 1


def startup_is_failing(startup, startup_streak):
    """The startup probe has no result yet, and failures are being counted. [6.5]"""
    return startup == "Unknown" and startup_streak != 0


def startup_has_failed(startup):
    """The stored startup result is Failure. [6.5]"""
    return startup == "Failure"


def startup_streak_can_survive(startup_probe, container, restart_policy):
    """A streak of startup failures can outlive a container that is started again. [6.2]"""
    return startup_limit(startup_probe) > 1 and policy(container, restart_policy) != "Never"


def liveness_streak_can_survive(liveness_probe, container, restart_policy):
    """A streak of liveness failures can outlive a container that is started again. [6.2]"""
    return liveness_limit(liveness_probe) > 1 and policy(container, restart_policy) != "Never"


def readiness_streak_can_survive(readiness_probe, container, restart_policy):
    """A streak of readiness successes can outlive a container that is started again. [6.2]"""
    return readiness_successes(readiness_probe) > 1 and policy(container, restart_policy) != "Never"


def readiness_needs_several_successes(readiness_probe):
    """One success is not enough for the readiness probe. [6.5]"""
    return readiness_successes(readiness_probe) > 1


def can_get_another_sandbox(restart_policy):
    """The policy of the Pod lets it have another sandbox. [3.4]"""
    return restart_policy != "Never"
