"""Predicates that only the lifecycle with a clock has, or has in a form of its own.

Thresholds are those of the manifest: with a clock, each repetition of an event takes its time.
"""

from podproof.spec.pod.durations import wait_at
from podproof.spec.pod.predicates import kill_restarts_it, policy, start_is_due, sync_kills_it, work_is_over


def startup_limit(startup_probe):
    """Consecutive startup failures that count. [6.5]"""
    return 1 if startup_probe is None else startup_probe.failure_threshold


def liveness_limit(liveness_probe):
    """Consecutive liveness failures that count. [6.5]"""
    return 1 if liveness_probe is None else liveness_probe.failure_threshold


def readiness_failures(readiness_probe):
    """Consecutive failures that make a ready container unready. [6.5]"""
    return 1 if readiness_probe is None else readiness_probe.failure_threshold


def readiness_successes(readiness_probe):
    """Consecutive successes that make an unready container ready. [6.5]"""
    return 1 if readiness_probe is None else readiness_probe.success_threshold


def readiness_limit(readiness_probe):
    """Consecutive readiness results that count. [6.5]"""
    return max(readiness_failures(readiness_probe), readiness_successes(readiness_probe))


def one_more_readiness_result(readiness_streak, readiness_probe):
    """The streak grows by one, as far as it counts. [6.5]"""
    return min(readiness_streak + 1, readiness_limit(readiness_probe) - 1)


def successes_before(readiness_streak, readiness_probe):
    """The successes in a row of a ready container that is restarted: the next instance needs one more. [6.2 6.5]"""
    return readiness_successes(readiness_probe) - 1 if readiness_streak == 0 else 0


def knows_health(declared):
    """The owner declares how long the process takes to start, or whether it may hang. [F7]"""
    return declared.knows_health


def may_answer_well(declared, health):
    """A probe of the container can succeed. [F7]"""
    return not declared.knows_health or health == "Healthy"


def may_answer_badly(declared, health):
    """A probe of the container can fail. [F7]"""
    return not declared.knows_health or health != "Healthy"


def may_exit_zero(declared):
    """The process can exit 0. [2.4]"""
    return declared.exit_code != "NonZero"


def may_exit_nonzero(declared):
    """The process can exit with another code than 0. [2.4]"""
    return declared.exit_code != "Zero"


def backoff_levels():
    """The number of different waits for a restart. [5.1]"""
    return len({wait_at(level) for level in range(20)})


def one_more_level(backoff_level):
    """The back-off is doubled once more, up to the longest wait. [5.1]"""
    return min(backoff_level + 1, backoff_levels() - 1)


def can_be_killed_by_a_sync(liveness_probe, startup_probe):
    """A probe can make a sync kill the container. [4.10]"""
    return liveness_probe is not None or startup_probe is not None


def wait_counts(wait, backoff):
    """The wait since the last exit is not over, and matters to a kill. [5.10]"""
    return wait == "Counting" and backoff == "Armed"


def has_exited_before(runtime, restarts):
    """An instance of the container has exited. [5.2]"""
    return runtime == "Exited" or restarts != 0


def kill_restarts_at_once(container, containers, restart_policy, worker, sync, backoff, wait):
    """The sync that kills the container restarts it without a wait. [5.10]"""
    return (
        sync_kills_it(container.stop, sync)
        and container.post_start_hook != "Failed"
        and (
            policy(container, restart_policy) == "Always"
            or kill_restarts_it(container, containers, restart_policy, worker, sync)
        )
        and not (container.kind == "sidecar" and work_is_over(containers, restart_policy))
        and (backoff == "Fresh" or (backoff == "Armed" and wait == "Over"))
    )


def is_restarted_by_kill(restart_by_kill):
    """The sync that has killed the container restarts it without a wait. [5.10]"""
    return restart_by_kill == "AtOnce"


def backoff_allows(backoff, restart_by_kill):
    """No back-off holds the container back; the sync that killed it may find the wait over. [5.3 5.9 5.10]"""
    return backoff in ("Fresh", "Elapsed") or (backoff == "Armed" and restart_by_kill == "AtOnce")


def restart_makes_entry(restarts, restart_by_kill):
    """A restart makes a back-off entry, unless the sync that killed the first instance makes it. [5.3 5.10]"""
    return restart_by_kill == "Ordinary" or restarts != 0


def has_others(containers):
    """The Pod has several containers. [3.12]"""
    return len(containers) != 1


def start_can_be_tried(
    index, containers, container, restart_policy, kubelet, scheduling, sandbox, worker, sync, backoff, restart_by_kill
):
    """The sync is about to start the container, and neither back-off nor a failed pull holds it back. [3.2 3.13]"""
    return (
        start_is_due(index, containers, container, restart_policy, kubelet, scheduling, sandbox, worker, sync)
        and backoff_allows(backoff, restart_by_kill)
        and container.preparation in ("Needed", "Present")
    )


def a_start_is_in_progress(containers, restart_policy, kubelet, scheduling, sandbox, worker, sync):
    """The pod worker starts a container; a single one at once when it can. [3.13]"""
    if has_others(containers):
        return any(each.start == "InProgress" for each in containers)
    return start_can_be_tried(
        0,
        containers,
        containers[0],
        restart_policy,
        kubelet,
        scheduling,
        sandbox,
        worker,
        sync,
        containers[0].backoff,
        containers[0].restart_by_kill,
    )


def another_start_is_in_progress(index, containers):
    """The pod worker starts another container. [3.12]"""
    return any(containers[other].start == "InProgress" for other in range(len(containers)) if other != index)


def another_start_holds_sync(index, containers):
    """The pod worker starts another container, or waits for its postStart hook. [3.12 3.13]"""
    return any(
        containers[other].start == "InProgress" or containers[other].post_start_hook == "Running"
        for other in range(len(containers))
        if other != index
    )


def startup_awaits_sync(index, containers, startup_tick):
    """The first startup probe waits for the status, which the next sync takes. [3.13 6.18]"""
    return startup_tick == "First" and another_start_holds_sync(index, containers)


def liveness_awaits_sync(index, containers, liveness_tick):
    """The first liveness probe waits for the status, which the next sync takes. [3.13 6.18]"""
    return liveness_tick == "First" and another_start_holds_sync(index, containers)


def readiness_awaits_sync(index, containers, readiness_tick):
    """The first readiness probe waits for the status, which the next sync takes. [3.13 6.18]"""
    return readiness_tick == "First" and another_start_holds_sync(index, containers)
