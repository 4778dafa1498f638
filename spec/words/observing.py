"""What a status shows of the world it was published in, in the words of the API (SEMANTICS 2 and 7)."""

from spec.words.publishing import ended_well, initialization_failed, sidecar_runs, work_is_over


def seems_running(runtime, hook):
    """The state is `running`: the process runs, and its postStart hook, if any, is over. [2.1 3.13]"""
    return runtime == "Running" and hook != "Running"


def seems_to_begin(runtime, image, hook, worker):
    """The state is `waiting` for the first start, ContainerCreating or PodInitializing. [2.2]"""
    return (runtime == "Absent" and image in ("Needed", "Present") and worker != "Terminated") or (
        runtime == "Running" and hook == "Running"
    )


def seems_never_begun(kind, runtime, worker):
    """A regular container that will not be started any more still waits. [2.13]"""
    return runtime == "Absent" and worker == "Terminated"


def seems_lost(runtime, worker):
    """The state is ContainerStatusUnknown: the Pod ended before the container ran. [2.13]"""
    return runtime == "Absent" and worker == "Terminated"


def seems_purged(kind, runtime, restarts):
    """A new sandbox purged the init container, which is shown as completed until it runs again. [2.8 3.4]"""
    return kind == "init" and runtime == "Absent" and restarts != 0


def seems_crash_looping(runtime, backoff):
    """The state is `waiting`, CrashLoopBackOff. [2.5]"""
    return runtime == "Exited" and backoff in ("CrashLoopBackOff", "Elapsed")


def seems_unpullable(image):
    """The state is `waiting`, ErrImagePull. [5.8]"""
    return image == "ErrImagePull"


def seems_terminated(runtime, backoff, hook, image):
    """The state is `terminated`. [2.1 2.4]"""
    return runtime == "Exited" and backoff in ("Fresh", "Armed") and hook != "Failed" and image in ("Needed", "Present")


def seems_hook_failed(runtime, backoff, hook, image):
    """The state is `waiting`, PostStartHookError. [3.14]"""
    return runtime == "Exited" and backoff in ("Fresh", "Armed") and hook == "Failed" and image in ("Needed", "Present")


def last_exit_was_zero(exit_code):
    """The last exit code is 0. [2.4]"""
    return exit_code == "Zero"


def last_exit_was_137(exit_code):
    """The last exit code is 137: of SIGKILL, or the process's own. [2.4 9.12]"""
    return exit_code in ("NonZero", "Killed")


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


def computes_failed(containers, restart_policy, worker):
    """The phase before it is withheld is Failed: reason PodFailed. [7.4 10.7]"""
    return (
        worker == "Terminated"
        or initialization_failed(containers, restart_policy)
        or (work_is_over(containers, restart_policy) and not sidecar_runs(containers))
    ) and not ended_well(containers, restart_policy)


def computes_succeeded(containers, restart_policy, worker):
    """The phase before it is withheld is Succeeded: reason PodCompleted. [7.4 10.7]"""
    return (
        worker == "Terminated" or (work_is_over(containers, restart_policy) and not sidecar_runs(containers))
    ) and ended_well(containers, restart_policy)
