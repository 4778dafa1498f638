"""The grace period of a stop, and whether it has passed."""

from podproof.spec.pod.durations import grace_of, stop_timeout
from podproof.spec.pod.predicates.configuration import grace_is_brief
from podproof.spec.pod.predicates.stopping import is_being_stopped


def stops_before_the_minimum(grace):
    """Less than the minimum of 2 s is left. [9.12]"""
    return grace < stop_timeout(grace)


def probe_grace_is_brief(container, grace_period):
    """The grace period of the kill for the failed probe is below the minimum of 2 s. [6.13 9.12]"""
    return (
        container.liveness == "Failure" and stops_before_the_minimum(grace_of(container.liveness_probe, grace_period))
    ) or (container.liveness != "Failure" and stops_before_the_minimum(grace_of(container.startup_probe, grace_period)))


def ends_in_brief(grace_period, reason):
    """The termination of the Pod leaves less than the minimum of 2 s: evicted or rejected, it has 1 s. [9.12 10.1]"""
    return grace_is_brief(grace_period) or reason in ("Evicted", "Rejected")


def grace_has_passed(grace):
    """The grace period of the current stop has passed. [9.12]"""
    return grace == "Over"


def grace_is_over(kubelet, grace):
    """The grace period of the current stop has passed, and the kubelet runs. [9.12]"""
    return kubelet == "Up" and grace == "Over"


def grace_is_left(kubelet, grace):
    """The grace period of the current stop has not passed, and the kubelet runs. [9.12]"""
    return kubelet == "Up" and grace == "Left"


def kill_grace_runs(kubelet, stop, sync):
    """This sync kills the container, so the grace period of the kill runs. [6.13 9.12]"""
    return kubelet == "Up" and sync == "InKill" and is_being_stopped(stop)


def grace_runs(kubelet, worker, sync):
    """Something is being stopped, so its grace period runs. [9.11 9.12]"""
    return kubelet == "Up" and (worker in ("Killing", "Terminating") or sync == "InKill")
