"""How long everything takes, in seconds: all arithmetic of durations.

A duration is a pure function, as predicates are: its parameters name what it reads of the configuration, of the
latencies of the node, of what the owner declares, and of the state.  It answers an interval, or None for what does not
happen.  Functions that answer a plain number are parts of others.  The rules stand in brackets.
"""

from podproof.spec.notation_of_time import ANY_TIME, AT_ONCE, Interval, exactly, up_to

# Graces of a stop


def grace_of(probe, grace_period):
    """The grace period of a kill for this probe. [6.13 9.13]"""
    return grace_period if probe is None or probe.grace is None else probe.grace


def stop_timeout(grace):
    """From the stop signal to SIGKILL: what is left of the grace, at least 2 s. [9.12]"""
    return max(grace, 2)


def grace_of_termination(grace_period, reason):
    """The grace period of a Pod that terminates: 1 s if it is evicted or rejected, and never less. [9.7 10.1 10.6]"""
    return 1 if reason in ("Evicted", "Rejected") else max(grace_period, 1)


def failed_probe(liveness, liveness_probe, startup, startup_probe):
    """The probe for whose failure the container is killed; None if none has failed. [4.10]"""
    return liveness_probe if liveness == "Failure" else startup_probe if startup == "Failure" else None


def grace_of_kill(grace_period, liveness, liveness_probe, startup, startup_probe):
    """The grace period of a kill by a sync: of the probe that has failed, else the Pod's. [6.13 9.13]"""
    return max(grace_of(failed_probe(liveness, liveness_probe, startup, startup_probe), grace_period), 1)


def grace_of_stop(worker, grace_period, reason, liveness, liveness_probe, startup, startup_probe):
    """The grace period of the stop under way. [9.12 9.13]"""
    if worker == "Syncing":
        return grace_of_kill(grace_period, liveness, liveness_probe, startup, startup_probe)
    return grace_of_termination(grace_period, reason)


# Back-offs


def first_wait():
    """The first wait for a restart, and after a failed pull. [5.1 5.8]"""
    return 10


def longest_wait():
    """The longest wait for a restart, and after a failed pull. [5.1 5.8]"""
    return 300


def wait_at(backoff_level):
    """The wait after the back-off was doubled this often. [5.1]"""
    return min(first_wait() * 2**backoff_level, longest_wait())


def retry_period():
    """After a failed sync the kubelet tries again in 10 s, or up to half as much later. [5.12]"""
    return 10


def resync_period():
    """Without a reason the kubelet syncs a Pod every 60 s, or up to half as much later. [5.12]"""
    return 60


def delay_of_retry(wait, latencies, kubernetes):
    """How long after the end of a wait the kubelet tries again. [5.12]"""
    if kubernetes >= 35:  # it plans the next try for the end of the wait, but not more than 60 s ahead
        return min(wait, resync_period()) * latencies.jitter
    return min(wait * latencies.jitter, retry_period() * (1 + latencies.jitter))


# Scheduling, images and starts


def schedule_time(latencies):
    """From the creation to the binding. [3.1]"""
    return latencies.schedule


def sandbox_time(latencies):
    """From the binding, or the loss of the last one, to a sandbox. [3.3]"""
    return latencies.sandbox


def retry_time(latencies):
    """From a failed attempt to the next one, unless something else makes the kubelet sync earlier. [3.18 5.12]"""
    return up_to(retry_period() * (1 + latencies.jitter) + latencies.sync.most)


def pull_time(declared, image_pull_policy):
    """From the wish to start to the image. [3.13]"""
    return AT_ONCE if image_pull_policy == "Never" else declared.pull


def pull_failure_time(declared, image_pull_policy):
    """From the wish to start to a failed pull; a pull that is declared succeeds. [3.13 5.8]"""
    return None if declared.pull != ANY_TIME else AT_ONCE if image_pull_policy == "Never" else ANY_TIME


def pull_wait(latencies):
    """From a failed pull to the next one. [5.8 5.12]"""
    return up_to(longest_wait() + resync_period() * latencies.jitter + latencies.sync.most)


def start_time(latencies, runtime, backoff, restart_by_kill):
    """From the image to the process; the kubelet must first learn of an exit that it did not cause. [3.13 5.11]"""
    is_known = runtime != "Exited" or backoff == "Elapsed" or restart_by_kill != "Ordinary"
    return latencies.create if is_known else latencies.relist.plus(latencies.create)


def notice_time(latencies):
    """From an exit, or the loss of the sandbox, to the sync that knows of it. [5.11]"""
    return latencies.relist


def crash_wait(backoff_level):
    """From an exit to the end of the wait. [5.1 5.2]"""
    return exactly(wait_at(backoff_level))


def crash_wait_seen(backoff_level, latencies, kubernetes):
    """From an exit to the sync after the end of the wait. [5.1 5.2 5.12]"""
    wait = wait_at(backoff_level)
    return Interval(wait, wait + delay_of_retry(wait, latencies, kubernetes) + latencies.sync.most)


def back_off_memory():
    """A container that runs this long starts its back-off over. [5.4]"""
    return exactly(2 * longest_wait())


# Processes


def own_exit_time(declared):
    """From the start of a process to its exit by itself. [2.4]"""
    return declared.exits


def drain_time(declared):
    """From the stop signal to the exit. [9.12]"""
    return declared.drains


def healthy_time(declared):
    """From the start of a process to the first moment at which its probes succeed. [F7]"""
    return declared.starts


def hang_time(declared):
    """From the start of a process to the moment from which its probes fail. [F7]"""
    return declared.hangs


# Hooks


def length_of_hook(hook, declared):
    """A `sleep` takes as long as it says, another hook as long as its owner declares. [3.13 9.14]"""
    return declared if hook is None or hook.seconds is None else exactly(hook.seconds)


def post_start_time(post_start, declared):
    """From the start of a process to the end of its postStart hook. [3.13]"""
    return length_of_hook(post_start, declared.post_start)


def post_start_failure_time(declared):
    """From the start of a process to the failure of its postStart hook; one that is declared succeeds. [3.14]"""
    return ANY_TIME if declared.post_start == ANY_TIME else None


def pre_stop_time(pre_stop, declared):
    """From the begin of a stop to the end of its preStop hook. [9.12 9.14]"""
    return length_of_hook(pre_stop, declared.pre_stop)


def in_time_for_the_minimum(
    kind, kubernetes, worker, grace_period, reason, liveness, liveness_probe, startup, startup_probe
):
    """A preStop hook that ends now leaves the minimum of 2 s, in whole seconds, or a wait for the turn. [9.12 9.17]"""
    grace = grace_of_stop(worker, grace_period, reason, liveness, liveness_probe, startup, startup_probe)
    if kind == "sidecar" and kubernetes >= 29 and worker != "Syncing":
        return up_to(grace)
    return up_to(grace - 1) if grace >= 1 else None


def late_for_the_minimum(worker, grace_period, reason, liveness, liveness_probe, startup, startup_probe):
    """A preStop hook that ends now leaves less than the minimum of 2 s, in whole seconds. [9.12]"""
    grace = grace_of_stop(worker, grace_period, reason, liveness, liveness_probe, startup, startup_probe)
    return Interval(grace - 1, grace)


# Stops


def at_once():
    """It takes no time. [9.11 9.12]"""
    return AT_ONCE


def termination_grace(grace_period, reason, deletion):
    """From the begin of the termination to the end of the grace, unless a second delete shortens it. [9.3 9.11]"""
    grace = grace_of_termination(grace_period, reason)
    return Interval(1, grace) if deletion == "Shortened" else exactly(grace)


def kill_grace(grace_period, liveness, liveness_probe, startup, startup_probe):
    """From the begin of a kill to the end of its grace period. [6.13 9.12]"""
    return exactly(grace_of_kill(grace_period, liveness, liveness_probe, startup, startup_probe))


def minimum_time():
    """From a late stop signal to SIGKILL. [9.12]"""
    return exactly(stop_timeout(0))


def turn_time(latencies):
    """From the exit of the containers before it in the stop order to the stop signal of a sidecar. [9.17]"""
    return latencies.signal


def sigkill_time(latencies, pre_stop):
    """From the end of the grace period to SIGKILL: of a preStop hook only whole seconds are counted. [9.12 9.29]"""
    is_exact = pre_stop is None or pre_stop.seconds is not None
    return up_to(latencies.signal.most + (0 if is_exact else latencies.truncation))


# Probes


def answer_time(probe, declared):
    """From the begin of a probe to its answer, which the timeout cuts. [6.9]"""
    answer = declared.answer
    most = probe.timeout if answer.most is None else min(answer.most, probe.timeout)
    return Interval(min(answer.least, most), most)


def seconds_to_failure(probe):
    """The least time from the start of a container until its probe has failed. [6.3 6.5]"""
    return probe.initial_delay + probe.period * (probe.failure_threshold - 1)


def seconds_to_success(probe):
    """The least time from the start of a container until its probe has succeeded. [6.3 6.5]"""
    return probe.initial_delay + probe.period * (probe.success_threshold - 1)


def first_result(probe, starts_late, delay):
    """From the begin of probing to the first result: the worker ticks on a grid of its own. [6.3 6.15]"""
    least = 0 if starts_late else probe.initial_delay
    return Interval(least, probe.initial_delay + probe.period + delay)


def delay_of_start(startup_probe, declared, latencies, kubernetes):
    """From the start, or from the success of the startup probe, to its status in the probe workers. [6.15 6.17]"""
    if startup_probe is None or kubernetes >= 21:
        return latencies.probe.most
    return resync_period() * (1 + latencies.jitter) + latencies.sync.most


def startup_result_time(startup_probe, startup_tick, post_start, latencies):
    """From the begin of probing, or the last tick, to a tick of the startup probe. [6.3 6.15]"""
    if startup_tick == "First":
        return first_result(startup_probe, post_start is not None, latencies.probe.most)
    return exactly(startup_probe.period)


def startup_success_time(startup_probe, startup_tick, post_start, declared, latencies):
    """From the begin of probing, or the last tick, to an answer that ends the startup probe. [6.3 6.9 6.15]"""
    tick = startup_result_time(startup_probe, startup_tick, post_start, latencies)
    return tick.plus(answer_time(startup_probe, declared))


def liveness_result_time(liveness_probe, liveness_tick, startup_probe, post_start, declared, latencies, kubernetes):
    """From the begin of probing, or the last tick, to a tick of the liveness probe. [6.3 6.15 6.17]"""
    if liveness_tick == "First":
        delay = delay_of_start(startup_probe, declared, latencies, kubernetes)
        return first_result(liveness_probe, startup_probe is not None or post_start is not None, delay)
    return exactly(liveness_probe.period)


def readiness_result_time(
    readiness_probe, readiness_tick, readiness, startup_probe, post_start, declared, latencies, kubernetes
):
    """From the begin of probing, or the last result, to a result of the readiness probe. [6.3 6.9 6.15 6.16 6.17]"""
    answer = answer_time(readiness_probe, declared)
    if readiness_tick == "First":
        delay = delay_of_start(startup_probe, declared, latencies, kubernetes)
        is_triggered = kubernetes >= 22 and readiness_probe.initial_delay == 0
        starts_late = startup_probe is not None or post_start is not None
        return (up_to(delay) if is_triggered else first_result(readiness_probe, starts_late, delay)).plus(answer)
    most = readiness_probe.period + answer.most - answer.least
    if kubernetes >= 22 and not (readiness == "Success" and readiness_tick == "Later"):
        return up_to(most)
    return Interval(max(readiness_probe.period - answer.most + answer.least, 0), most)


def kill_time(liveness, liveness_probe, startup, startup_probe, declared, latencies):
    """From the tick whose answer is the last failure to the sync that stops the container for it. [6.9 6.13]"""
    probe = failed_probe(liveness, liveness_probe, startup, startup_probe)
    return None if probe is None else answer_time(probe, declared).plus(latencies.sync)


# The kubelet and the API


def sync_time(latencies):
    """From a reason for a sync to what the sync does. [9.6]"""
    return latencies.sync


def publish_time(latencies):
    """From a change of the status to the status in the API. [7.7]"""
    return latencies.publish


def removal_time(latencies):
    """From the last exit to the end of the pod worker: the sandbox is stopped. [9.19]"""
    return latencies.remove


def confirm_time(latencies, kubernetes):
    """From the end of the pod worker to the removal of the object. [9.21 9.30]"""
    late = 70 if kubernetes == 20 else 10 if kubernetes < 22 else 0
    return latencies.confirm.plus(up_to(late))


def deadline_time(active_deadline):
    """From the acceptance by the kubelet to the end of the deadline, for which it looks every second. [10.5]"""
    return Interval(active_deadline, active_deadline + 1)


def endpoint_addition_time(declared_times):
    """From Ready until clients send requests. [8.1]"""
    return declared_times.endpoint_addition


def endpoint_removal_time(declared_times):
    """From the deletion, or not Ready, until no client sends requests any more. [8.3]"""
    return declared_times.endpoint_removal


def deletion_time(declared_times):
    """From the creation to the deletion. [9.1]"""
    return declared_times.deletion


def second_deletion_time(declared_times):
    """From the moment at which it is possible to a forced delete, or one with a shorter grace period. [9.3 9.24]"""
    return declared_times.second_deletion
