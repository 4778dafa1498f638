"""Which probes run, and what a streak of equal results makes of them (SEMANTICS 6)."""

from podproof.spec.pod.predicates.accounting import liveness_has_failed
from podproof.spec.pod.predicates.configuration import (
    liveness_limit,
    readiness_failures,
    readiness_limit,
    readiness_successes,
    startup_limit,
)
from podproof.spec.pod.predicates.publishing import has_started


def startup_is_on_hold(startup):
    """The startup probe has a result, and does not run again for this container. [6.6]"""
    return startup != "Unknown"


def probes_startup(container, kubelet, worker):
    """The startup probe runs, once the postStart hook is over, until it has a result. [3.13 6.4 6.6 6.12]"""
    return (
        kubelet == "Up"
        and worker == "Syncing"
        and container.runtime == "Running"
        and container.post_start_hook == "Idle"
        and not startup_is_on_hold(container.startup)
    )


def probes_liveness(container, kubelet, worker):
    """The liveness probe runs once the container has started, until it has failed or the Pod ends. [6.4 6.6 6.12]"""
    return (
        kubelet == "Up"
        and worker == "Syncing"
        and has_started(container)
        and not liveness_has_failed(container.liveness)
    )


def probes_readiness(container, kubelet, worker):
    """The readiness probe runs once the container has started, also while the Pod ends. [6.4 6.12]"""
    return kubelet == "Up" and worker != "Terminated" and has_started(container)


def last_startup_failure(startup_streak, startup_probe):
    """One more failure reaches the startup probe's failureThreshold. [6.5]"""
    return startup_streak == startup_limit(startup_probe) - 1


def last_liveness_failure(liveness_streak, liveness_probe):
    """One more failure reaches the liveness probe's failureThreshold. [6.5]"""
    return liveness_streak == liveness_limit(liveness_probe) - 1


def last_readiness_failure(readiness_streak, readiness_probe):
    """One more failure reaches the readiness probe's failureThreshold. [6.5]"""
    return readiness_streak == readiness_failures(readiness_probe) - 1


def last_readiness_success(readiness_streak, readiness_probe):
    """One more success reaches the readiness probe's successThreshold. [6.5]"""
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
