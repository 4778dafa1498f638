"""What a status shows of the state it was published in, in the words of the API (SEMANTICS 2 and 7)."""

from podproof.spec.pod.predicates.publishing import (
    ended_well,
    fails_for_its_reason,
    initialization_failed,
    is_initialized_condition,
    sidecar_runs,
    work_is_over,
)


def nothing_is_amiss(preparation):
    """No problem with the image or the settings is told in place of the state. [2.3 5.8]"""
    return preparation in ("Needed", "Present", "Outdated")


def seems_running(runtime, post_start_hook):
    """The state is `running`: the process runs, and its postStart hook, if any, is over. [2.1 3.13]"""
    return runtime == "Running" and post_start_hook != "Running"


def seems_to_begin(runtime, preparation, post_start_hook, worker):
    """The state is `waiting` for the first start, ContainerCreating or PodInitializing. [2.2]"""
    return (runtime == "Absent" and nothing_is_amiss(preparation) and worker != "Terminated") or (
        runtime == "Running" and post_start_hook == "Running"
    )


def seems_never_begun(kind, runtime, worker):
    """A regular container that will not be started any more still waits. [2.13]"""
    return runtime == "Absent" and worker == "Terminated"


def seems_lost(kind, runtime, restarts, worker):
    """The state is ContainerStatusUnknown: it did not run when the Pod ended, or the runtime forgot it. [2.6 2.13]"""
    return runtime == "Absent" and (worker == "Terminated" or (kind == "init" and restarts != 0))


def seems_lost_at_the_end(runtime, worker, kubernetes):
    """Before 1.22 the status of a container that ran could get lost when the Pod was being ended. [2.6]"""
    return kubernetes < 22 and runtime == "Exited" and worker in ("Terminating", "Terminated")


def seems_forgotten(runtime, restarts):
    """The runtime has forgotten the container, which is shown with one restart less than it will have. [2.6 2.10]"""
    return runtime == "Absent" and restarts != 0


def seems_purged(kind, runtime, restarts):
    """A new sandbox purged the init container, which is shown as completed until it runs again. [2.8 3.4]"""
    return kind == "init" and runtime == "Absent" and restarts != 0


def seems_crash_looping(runtime, backoff):
    """The state is `waiting`, CrashLoopBackOff. [2.5]"""
    return runtime in ("Created", "Exited") and backoff in ("CrashLoopBackOff", "Elapsed")


def still_seems_crash_looping(runtime, restarts, worker):
    """It may have been in back-off when the Pod began to end: nothing tells its status otherwise. [2.5]"""
    return runtime == "Exited" and restarts != 0 and worker in ("Terminating", "Terminated")


def seems_unstartable(runtime, backoff):
    """The state is `waiting`, RunContainerError: it was created and could not be started. [2.3 3.17]"""
    return runtime == "Created" and backoff in ("Fresh", "Armed")


def seems_misnamed(preparation):
    """The state is `waiting`, InvalidImageName. [2.3]"""
    return preparation == "InvalidImageName"


def seems_to_lack_settings(preparation):
    """The state is `waiting`, CreateContainerConfigError. [2.3]"""
    return preparation == "CreateContainerConfigError"


def seems_unpullable(preparation):
    """The state is `waiting`, ErrImagePull. [5.8]"""
    return preparation == "ErrImagePull"


def seems_terminated(runtime, backoff, post_start_hook, preparation):
    """The state is `terminated`. [2.1 2.4]"""
    return (
        runtime == "Exited"
        and backoff in ("Fresh", "Armed")
        and post_start_hook != "Failed"
        and preparation in ("Needed", "Present")
    )


def seems_hook_failed(runtime, backoff, post_start_hook, preparation):
    """The state is `waiting`, PostStartHookError. [3.14]"""
    return (
        runtime == "Exited"
        and backoff in ("Fresh", "Armed")
        and post_start_hook == "Failed"
        and nothing_is_amiss(preparation)
    )


def last_exit_was_zero(exit_code):
    """The last exit code is 0. [2.4]"""
    return exit_code == "Zero"


def last_exit_was_137(exit_code):
    """The last exit code is 137: of SIGKILL, or the process's own. [2.4 9.12]"""
    return exit_code in ("NonZero", "Killed")


def last_exit_was_kill(exit_code):
    """The container was killed. [9.12]"""
    return exit_code == "Killed"


def last_exit_was_ruled(exit_code):
    """The last exit code is one for which a rule says Restart. [4.1]"""
    return exit_code == "RestartRule"


def last_exit_resets(exit_code):
    """The last exit code is one for which a rule says RestartAllContainers. [4.13]"""
    return exit_code == "RestartAllRule"


def last_exit_was_its_own(exit_code):
    """The last exit code is neither 0 nor 137. [2.4]"""
    return exit_code == "NonZero"


def was_never_restarted(restarts):
    """The restart count is 0. [2.1]"""
    return restarts == 0


def was_restarted_once(restarts):
    """The restart count is 1. [2.1]"""
    return restarts == 1


def was_deleted(deletion):
    """The object was deleted with grace 0, or its deletion was confirmed. [9.21 9.24]"""
    return deletion in ("Gone", "Forced")


def computes_failed(containers, restart_policy, worker, reason, kubernetes):
    """The phase before it is withheld is Failed, as it is for a Pod rejected while it runs. [7.4 10.6 10.7]"""
    return (
        fails_for_its_reason(reason, kubernetes)
        or reason == "Evicted"
        or (
            (
                worker == "Terminated"
                or initialization_failed(containers, restart_policy)
                or (work_is_over(containers, restart_policy) and not sidecar_runs(containers))
            )
            and not ended_well(containers, restart_policy)
        )
    )


def shows_initialized(containers, kubernetes):
    """Condition Initialized; before 1.28 it was computed from the init containers alone. [7.3]"""
    return (
        is_initialized_condition(containers)
        if kubernetes >= 28
        else all(seems_completed(each) for each in containers if each.kind == "init")
    )


def seems_completed(container):
    """The init container has exited 0, or was purged after it had. [2.8 7.3]"""
    return (container.runtime == "Exited" and container.exit_code == "Zero") or seems_purged(
        container.kind, container.runtime, container.restarts
    )


def names_its_reason(phase, reason):
    """The status has the reason for which the Pod was ended early. [1.14 10.1 10.5]"""
    return phase == "Failed" and reason in ("Evicted", "Preempting", "Terminated", "DeadlineExceeded", "Rejected")


def is_preempted(phase, reason):
    """The API says Failed, reason Preempting. [10.2]"""
    return phase == "Failed" and reason == "Preempting"


def is_shut_down(phase, reason):
    """The API says Failed, reason Terminated: the node was shut down. [10.4]"""
    return phase == "Failed" and reason == "Terminated"


def computes_succeeded(containers, restart_policy, worker):
    """The phase before it is withheld is Succeeded: reason PodCompleted. [7.4 10.7]"""
    return (
        worker == "Terminated" or (work_is_over(containers, restart_policy) and not sidecar_runs(containers))
    ) and ended_well(containers, restart_policy)
