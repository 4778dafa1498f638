"""What a recorded status shows of the state in which it was published; only observation and kubectl ask these."""

from podproof.spec.pod.predicates.containers import sidecar_runs
from podproof.spec.pod.predicates.images import has_no_preparation_error
from podproof.spec.pod.predicates.initialization import is_initialized_condition
from podproof.spec.pod.predicates.phase import reason_means_failure
from podproof.spec.pod.predicates.policies import policy
from podproof.spec.pod.predicates.restarts import (
    counts_as_succeeded,
    has_ended_for_good,
    initialization_failed,
    work_is_over,
)


def shown_as_running(runtime, post_start_hook):
    """The state is `running`: the process runs, and its postStart hook, if any, is done. [2.1 3.13]"""
    return runtime == "Running" and post_start_hook != "Running"


def shown_as_creating(runtime, preparation, post_start_hook, worker):
    """The state is `waiting` for the first start, ContainerCreating or PodInitializing. [2.2]"""
    return (runtime == "Absent" and has_no_preparation_error(preparation) and worker != "Terminated") or (
        runtime == "Running" and post_start_hook == "Running"
    )


def shown_as_never_started(kind, runtime, worker):
    """A container that will not be started any more still waits. [2.13]"""
    return runtime == "Absent" and worker == "Terminated"


def shown_as_lost(kind, runtime, restarts, worker):
    """The state is ContainerStatusUnknown: it did not run when the Pod ended, or the runtime forgot it. [2.6 2.13]"""
    return runtime == "Absent" and (worker == "Terminated" or (kind == "init" and restarts != 0))


def shown_as_lost_at_the_end(runtime, worker, kubernetes):
    """Before 1.22 the status of a container that ran could get lost while the Pod was terminating. [2.6]"""
    return kubernetes < 22 and runtime == "Exited" and worker in ("Terminating", "Terminated")


def shown_as_lost_for_good(container, restart_policy):
    """The status shows as lost, under Never, a container that counts as failed and does not run again. [2.6 4.5]"""
    return (
        policy(container, restart_policy) == "Never"
        and has_ended_for_good(container, restart_policy)
        and container.exit_code in ("NonZero", "Killed")
    )


def shown_as_forgotten(runtime, restarts):
    """The runtime has forgotten the container, and the status shows one restart less than it will have. [2.6 2.10]"""
    return runtime == "Absent" and restarts != 0


def shown_as_purged(kind, runtime, restarts):
    """A new sandbox removed the init container, and the status shows it as completed until it runs again. [2.8 3.4]"""
    return kind == "init" and runtime == "Absent" and restarts != 0


def shown_as_crash_looping(runtime, backoff):
    """The state is `waiting`, CrashLoopBackOff. [2.5]"""
    return runtime in ("Created", "Exited") and backoff in ("CrashLoopBackOff", "Elapsed")


def still_shown_as_crash_looping(runtime, restarts, worker):
    """The container may have been in back-off when the Pod began to terminate, and its status did not change. [2.5]"""
    return runtime == "Exited" and restarts != 0 and worker in ("Terminating", "Terminated")


def shown_as_run_container_error(runtime, backoff):
    """The state is `waiting`, RunContainerError: the container was created and could not be started. [2.3 3.17]"""
    return runtime == "Created" and backoff in ("Fresh", "Armed")


def shown_as_image_pull_error(preparation):
    """The state is `waiting`, ErrImagePull. [5.8]"""
    return preparation == "ErrImagePull"


def shown_as_terminated(runtime, backoff, post_start_hook, preparation):
    """The state is `terminated`. [2.1 2.4]"""
    return (
        runtime == "Exited"
        and backoff in ("Fresh", "Armed")
        and post_start_hook != "Failed"
        and has_no_preparation_error(preparation)
    )


def shown_as_post_start_failed(runtime, backoff, post_start_hook, preparation):
    """The state is `waiting`, PostStartHookError. [3.14]"""
    return (
        runtime == "Exited"
        and backoff in ("Fresh", "Armed")
        and post_start_hook == "Failed"
        and has_no_preparation_error(preparation)
    )


def shown_as_completed(container):
    """The init container has exited 0, or was removed after it had. [2.8 7.3]"""
    return (container.runtime == "Exited" and container.exit_code == "Zero") or shown_as_purged(
        container.kind, container.runtime, container.restarts
    )


def last_exit_was_zero(exit_code):
    """The last exit code is 0. [2.4 4.16]"""
    return exit_code in ("Zero", "OutOfMemory")


def last_exit_was_137(exit_code):
    """The last exit code is 137: of SIGKILL, or the process's own. [2.4 9.12]"""
    return exit_code in ("NonZero", "Killed")


def last_exit_was_sigkill(exit_code):
    """The container was killed. [9.12]"""
    return exit_code == "Killed"


def last_exit_matched_restart_rule(exit_code):
    """The last exit code has a rule with action Restart. [4.1]"""
    return exit_code == "RestartRule"


def last_exit_matched_restart_all_rule(exit_code):
    """The last exit code has a rule with action RestartAllContainers. [4.13]"""
    return exit_code == "RestartAllRule"


def last_exit_was_nonzero(exit_code):
    """The last exit code is neither 0 nor 137. [2.4]"""
    return exit_code == "NonZero"


def computed_phase_is_failed(containers, restart_policy, worker, reason, kubernetes):
    """The phase before it is withheld is Failed, also for a Pod that is rejected while it runs. [7.4 10.6 10.7]"""
    return (
        reason_means_failure(reason, restart_policy, kubernetes)
        or reason == "Evicted"
        or (
            (
                worker == "Terminated"
                or initialization_failed(containers, restart_policy)
                or (work_is_over(containers, restart_policy) and not sidecar_runs(containers))
            )
            and not counts_as_succeeded(containers, restart_policy)
        )
    )


def computed_phase_is_succeeded(containers, restart_policy, worker):
    """The phase before it is withheld is Succeeded: reason PodCompleted. [7.4 10.7]"""
    return (
        worker == "Terminated" or (work_is_over(containers, restart_policy) and not sidecar_runs(containers))
    ) and counts_as_succeeded(containers, restart_policy)


def publishes_initialized(containers, kubernetes):
    """Condition Initialized; before 1.28 it was computed from the init containers alone. [7.3]"""
    return (
        is_initialized_condition(containers)
        if kubernetes >= 28
        else all(shown_as_completed(each) for each in containers if each.kind == "init")
    )


def status_has_reason(phase, reason):
    """The status has the reason for which the Pod was ended early. [1.14 10.1 10.5]"""
    return phase == "Failed" and reason in ("Evicted", "Preempting", "Terminated", "DeadlineExceeded", "Rejected")
