"""Which probes run, and what a streak of equal results does."""

from podproof.spec.pod.predicates.containers import has_started
from podproof.spec.pod.predicates.policies import policy


def has_startup_probe(startup_probe):
    """The container has a startup probe. [6.4]"""
    return startup_probe is not None


def has_liveness_probe(liveness_probe):
    """The container has a liveness probe. [6.1]"""
    return liveness_probe is not None


def has_readiness_probe(readiness_probe):
    """The container has a readiness probe. [2.12]"""
    return readiness_probe is not None


def startup_limit(startup_probe):
    """Consecutive startup failures that count, up to 3: a longer streak only repeats the same event. [6.5]"""
    return 1 if startup_probe is None else min(startup_probe.failure_threshold, 3)


def liveness_limit(liveness_probe):
    """Consecutive liveness failures that count, up to 3. [6.5]"""
    return 1 if liveness_probe is None else min(liveness_probe.failure_threshold, 3)


def readiness_failures(readiness_probe):
    """Consecutive failures that make a ready container unready, up to 3. [6.5]"""
    return 1 if readiness_probe is None else min(readiness_probe.failure_threshold, 3)


def readiness_successes(readiness_probe):
    """Consecutive successes that make an unready container ready, up to 3. [6.5]"""
    return 1 if readiness_probe is None else min(readiness_probe.success_threshold, 3)


def readiness_limit(readiness_probe):
    """Consecutive readiness results that count. [6.5]"""
    return max(readiness_failures(readiness_probe), readiness_successes(readiness_probe))


def startup_needs_several_failures(startup_probe):
    """One failure is not enough for the startup probe to fail. [6.5]"""
    return startup_limit(startup_probe) > 1


def readiness_needs_several_successes(readiness_probe):
    """One success is not enough for the readiness probe to succeed. [6.5]"""
    return readiness_successes(readiness_probe) > 1


def startup_streak_can_survive(startup_probe, container, restart_policy):
    """A streak of startup failures can continue after a restart of the container. [6.2]"""
    return startup_limit(startup_probe) > 1 and policy(container, restart_policy) != "Never"


def liveness_streak_can_survive(liveness_probe, container, restart_policy):
    """A streak of liveness failures can continue after a restart of the container. [6.2]"""
    return liveness_limit(liveness_probe) > 1 and policy(container, restart_policy) != "Never"


def readiness_streak_can_survive(readiness_probe, container, restart_policy):
    """A streak of readiness successes can continue after a restart of the container. [6.2]"""
    return readiness_successes(readiness_probe) > 1 and policy(container, restart_policy) != "Never"


def startup_is_on_hold(startup):
    """The startup probe has a result, and does not run again for this container. [6.6]"""
    return startup != "Unknown"


def startup_has_succeeded(startup):
    """The stored startup result is Success. [6.5]"""
    return startup == "Success"


def startup_has_failed(startup):
    """The stored startup result is Failure. [6.5]"""
    return startup == "Failure"


def startup_is_failing(startup, startup_streak):
    """The startup probe has no result yet, and has failed at least once. [6.5]"""
    return startup == "Unknown" and startup_streak != 0


def startup_succeeded_if_any(container):
    """The container runs, and its startup probe, if any, has succeeded. [6.4]"""
    return container.runtime == "Running" and (container.startup_probe is None or container.startup == "Success")


def liveness_has_failed(liveness):
    """The stored liveness result is Failure: the probe is on hold until the next instance. [6.5]"""
    return liveness == "Failure"


def liveness_streak_is_zero(liveness_streak):
    """No liveness failure is being counted. [6.5]"""
    return liveness_streak == 0


def readiness_succeeded(readiness):
    """The stored readiness result is Success. [2.12]"""
    return readiness == "Success"


def readiness_streak_is_zero(readiness_streak):
    """No readiness result is being counted. [6.5]"""
    return readiness_streak == 0


def probes_startup(container, kubelet, worker):
    """The startup probe runs: the postStart hook is done, and there is no result yet. [3.13 6.4 6.6 6.12]"""
    return (
        kubelet == "Up"
        and worker == "Syncing"
        and container.runtime == "Running"
        and container.post_start_hook == "Idle"
        and not startup_is_on_hold(container.startup)
    )


def probes_liveness(container, kubelet, worker):
    """The liveness probe runs: the container has started, and the probe has not failed. [6.4 6.6 6.12]"""
    return (
        kubelet == "Up"
        and worker == "Syncing"
        and has_started(container)
        and not liveness_has_failed(container.liveness)
    )


def probes_readiness(container, kubelet, worker):
    """The readiness probe runs: the container has started, and the Pod may be terminating. [6.4 6.12]"""
    return kubelet == "Up" and worker != "Terminated" and has_started(container)


def last_startup_failure(startup_streak, startup_probe):
    """One more failure reaches the failureThreshold of the startup probe. [6.5]"""
    return startup_streak == startup_limit(startup_probe) - 1


def last_liveness_failure(liveness_streak, liveness_probe):
    """One more failure reaches the failureThreshold of the liveness probe. [6.5]"""
    return liveness_streak == liveness_limit(liveness_probe) - 1


def last_readiness_failure(readiness_streak, readiness_probe):
    """One more failure reaches the failureThreshold of the readiness probe. [6.5]"""
    return readiness_streak == readiness_failures(readiness_probe) - 1


def last_readiness_success(readiness_streak, readiness_probe):
    """One more success reaches the successThreshold of the readiness probe. [6.5]"""
    return readiness_streak == readiness_successes(readiness_probe) - 1


def one_more_startup_failure(startup_streak):
    """The streak grows by one. [6.5]"""
    return startup_streak + 1


def one_more_liveness_failure(liveness_streak):
    """The streak grows by one. [6.5]"""
    return liveness_streak + 1


def one_more_readiness_result(readiness_streak, readiness_probe):
    """The streak grows by one, as far as it counts. [6.5]"""
    return min(readiness_streak + 1, readiness_limit(readiness_probe) - 1)


def has_no_probe_results(container):
    """The probes of the container have no result, no hook runs, and nothing stops the container. [6.1]"""
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
