"""The results of probes: each worker ticks on a grid of its own."""

from math import floor

from podproof.spec.notation_of_time import Interval, exactly, up_to
from podproof.spec.pod.durations.back_offs import next_sync
from podproof.spec.pod.durations.graces import failed_probe


def answer_time(probe, declared):
    """From the beginning of a probe to its answer, which the timeout cuts. [6.9]"""
    answer = declared.answer
    most = probe.timeout if answer.most is None else min(answer.most, probe.timeout)
    return Interval(min(answer.least, most), most)


def seconds_to_failure(probe):
    """The least time from the start of a container until its probe has failed. [6.3 6.5]"""
    return probe.initial_delay + probe.period * (probe.failure_threshold - 1)


def safe_start(probe, post_start):
    """A start that takes less is never killed for this probe: a postStart hook can use up the delay. [3.13 6.3 6.5]"""
    return seconds_to_failure(probe) - (0 if post_start is None else probe.initial_delay)


def enough_failures(probe, post_start, longest):
    """The least failure threshold with which the probe kills no start that takes this long at most. [6.3 6.5]"""
    safe_at_once = safe_start(probe._replace(failure_threshold=1), post_start)
    return max(floor((longest - safe_at_once) / probe.period) + 2, 1)


def first_result(probe, starts_late, delay):
    """From the beginning of probing to the first result: the worker ticks on a grid of its own. [6.3 6.15]"""
    least = 0 if starts_late else probe.initial_delay
    return Interval(least, probe.initial_delay + probe.period).plus(delay)


def delay_of_start(startup_probe, latencies, kubernetes):
    """From the start, or from the success of the startup probe, to its status in the probe workers. [6.15 6.17]"""
    if startup_probe is None or kubernetes >= 21:
        return up_to(latencies.probe.most)
    return next_sync(latencies)


def startup_result_time(startup_probe, startup_tick, post_start, latencies):
    """From the beginning of probing, or the last tick, to a tick of the startup probe. [6.3 6.15 6.18]"""
    if startup_tick == "First":
        return first_result(startup_probe, post_start is not None, up_to(latencies.probe.most))
    return exactly(startup_probe.period)


def startup_success_time(startup_probe, startup_tick, post_start, declared, latencies):
    """From the beginning of probing, or the last tick, to an answer that ends the startup probe. [6.3 6.9 6.15]"""
    tick = startup_result_time(startup_probe, startup_tick, post_start, latencies)
    return tick.plus(answer_time(startup_probe, declared))


def liveness_result_time(liveness_probe, liveness_tick, startup_probe, post_start, latencies, kubernetes):
    """From the beginning of probing, or the last tick, to a tick of the liveness probe. [6.3 6.15 6.17 6.18]"""
    if liveness_tick == "First":
        delay = delay_of_start(startup_probe, latencies, kubernetes)
        return first_result(liveness_probe, startup_probe is not None or post_start is not None, delay)
    return exactly(liveness_probe.period)


def readiness_result_time(
    readiness_probe, readiness_tick, readiness, startup_probe, post_start, declared, latencies, kubernetes
):
    """From the beginning of probing, or the last result, to a readiness result. [6.3 6.9 6.15 6.16 6.17]"""
    answer = answer_time(readiness_probe, declared)
    if readiness_tick == "First":
        delay = delay_of_start(startup_probe, latencies, kubernetes)
        is_triggered = kubernetes >= 22 and readiness_probe.initial_delay == 0
        starts_late = startup_probe is not None or post_start is not None
        return (delay if is_triggered else first_result(readiness_probe, starts_late, delay)).plus(answer)
    most = readiness_probe.period + answer.most - answer.least
    if kubernetes >= 22 and not (readiness == "Success" and readiness_tick == "Later"):
        return up_to(most)
    return Interval(max(readiness_probe.period - answer.most + answer.least, 0), most)


def kill_time(liveness, liveness_probe, startup, startup_probe, declared, latencies):
    """From the tick whose answer is the last failure to the sync that stops the container for it. [6.9 6.13]"""
    probe = failed_probe(liveness, liveness_probe, startup, startup_probe)
    return None if probe is None else answer_time(probe, declared).plus(latencies.sync)
