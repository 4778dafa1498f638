"""From the decision to stop a container to its end."""

from math import ceil

from podproof.spec.notation_of_time import AT_ONCE, RESOLUTION, Interval, exactly, less_than, up_to
from podproof.spec.pod.durations.graces import grace_of_kill, grace_of_stop, grace_of_termination, stop_timeout
from podproof.spec.pod.durations.processes import length_of_hook, sleeps


def at_once():
    """It takes no time. [9.11 9.12]"""
    return AT_ONCE


def pre_stop_time(pre_stop, declared):
    """From the beginning of a stop to the end of its preStop hook. [9.12 9.14]"""
    return length_of_hook(pre_stop, declared.pre_stop)


def in_time_for_the_minimum(
    kind, kubernetes, worker, grace_period, reason, liveness, liveness_probe, startup, startup_probe
):
    """A preStop hook that ends now leaves more than the minimum of 2 s, or a wait for the turn. [9.12 9.17]"""
    grace = grace_of_stop(worker, grace_period, reason, liveness, liveness_probe, startup, startup_probe)
    if kind == "sidecar" and kubernetes >= 29 and worker != "Syncing":
        return up_to(grace)
    return less_than(grace - stop_timeout(0))


def late_for_the_minimum(worker, grace_period, reason, liveness, liveness_probe, startup, startup_probe):
    """A preStop hook that ends now leaves no more than the minimum of 2 s, of which whole seconds count. [9.12 9.29]"""
    grace = grace_of_stop(worker, grace_period, reason, liveness, liveness_probe, startup, startup_probe)
    return Interval(max(grace - stop_timeout(0), 0), grace)


def termination_grace(grace_period, reason, deletion):
    """From the beginning of the termination to the end of the grace, unless a second delete shortens it. [9.3 9.11]"""
    grace = grace_of_termination(grace_period, reason)
    return Interval(1, grace) if deletion == "Shortened" else exactly(grace)


def kill_grace(grace_period, liveness, liveness_probe, startup, startup_probe):
    """From the beginning of a kill to the end of its grace period. [6.13 9.12]"""
    return exactly(grace_of_kill(grace_period, liveness, liveness_probe, startup, startup_probe))


def may_outlast_grace(grace_period, hook, drains):
    """A drain that takes this long after a hook can end with SIGKILL; None: no bound. [9.12]"""
    if hook is None or drains is None:
        return True
    return drains >= max(grace_period - hook, stop_timeout(0))


def longest_stop(grace, by_itself, pre_stop, latencies):
    """The most time from the beginning of a stop to the exit by itself (None: it has none) or SIGKILL. [9.12 9.29]"""
    hook = 0 if pre_stop is None else stop_timeout(0) + latencies.truncation
    killed = stop_timeout(grace) + hook + latencies.signal.most
    return killed if by_itself is None else min(by_itself, killed)


def enough_grace_period(hook, drains):
    """The least grace period, in whole seconds, that a hook and a drain of this length never use up. [9.12]"""
    return ceil(hook + drains + RESOLUTION)


def minimum_time():
    """From a late stop signal to SIGKILL. [9.12]"""
    return exactly(stop_timeout(0))


def turn_time(latencies):
    """From the exit of the containers before it in the stop order to the stop signal of a sidecar. [9.17]"""
    return latencies.signal


def sigkill_time(latencies, pre_stop, kind, kubernetes):
    """From the end of the grace period to SIGKILL: of a preStop hook only whole seconds count. [9.12 9.17 9.29]"""
    is_exact = pre_stop is None or sleeps(pre_stop)
    late = latencies.signal.plus(up_to(0 if is_exact else latencies.truncation))
    # A sidecar has the minimum of 2 s even if its turn comes at the end of the grace period.
    return late.plus(up_to(stop_timeout(0))) if kind == "sidecar" and kubernetes >= 29 else late
