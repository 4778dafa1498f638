"""What only laws and situations say of a state: the same facts, put as a reader of the API would."""

from podproof.spec.pod.predicates.configuration import is_ephemeral, is_regular


def phase_is_pending(phase):
    """The API shows Pending. [1.1]"""
    return phase == "Pending"


def phase_is_running(phase):
    """The API shows Running. [1.6]"""
    return phase == "Running"


def phase_is_succeeded(phase):
    """The API shows Succeeded. [1.7]"""
    return phase == "Succeeded"


def phase_is_failed(phase):
    """The API shows Failed. [1.7]"""
    return phase == "Failed"


def phase_is_unknown(phase):
    """The API shows Unknown. [1.17]"""
    return phase == "Unknown"


def ready_condition_is_true(ready):
    """The condition Ready that the API shows is True. [7.5]"""
    return ready == "Ready"


def is_absent(runtime):
    """The runtime does not know the container. [4.4]"""
    return runtime == "Absent"


def regular_has_run(containers):
    """Some regular container runs or has run. [3.8]"""
    return any(each.kind == "regular" and each.runtime != "Absent" for each in containers)


def exited_zero(runtime, exit_code):
    """The container's last exit is 0. [2.4]"""
    return runtime == "Exited" and exit_code == "Zero"


def exited_nonzero(runtime, exit_code):
    """The container's last exit is its own, and not 0. [2.4]"""
    return runtime == "Exited" and exit_code == "NonZero"


def was_killed(runtime, exit_code):
    """The container's last end was SIGKILL: exit code 137. [9.12]"""
    return runtime == "Exited" and exit_code == "Killed"


def has_restarted(restarts):
    """The restart count is 1 or more. [2.1]"""
    return restarts != 0


def has_restarted_twice(restarts):
    """The restart count is 2 or more. [2.1]"""
    return restarts == 2


def crash_loops(backoff):
    """The container waits with reason CrashLoopBackOff. [2.5]"""
    return backoff == "CrashLoopBackOff"


def image_pull_backs_off(preparation):
    """The container waits with reason ImagePullBackOff. [5.8]"""
    return preparation == "ImagePullBackOff"


def image_is_never_pulled(preparation):
    """The container waits with reason ErrImageNeverPull. [2.3]"""
    return preparation == "ErrImageNeverPull"


def image_name_is_invalid(preparation):
    """The container waits with reason InvalidImageName. [2.3]"""
    return preparation == "InvalidImageName"


def has_config_error(preparation):
    """The container waits with reason CreateContainerConfigError. [2.3]"""
    return preparation == "CreateContainerConfigError"


def is_created(runtime):
    """The runtime has created the container and could not start it. [3.17]"""
    return runtime == "Created"


def is_outdated(preparation):
    """The container still runs with another image than it should. [4.10]"""
    return preparation == "Outdated"


def post_start_runs(post_start_hook):
    """The postStart hook runs. [3.13]"""
    return post_start_hook == "Running"


def post_start_failed(post_start_hook):
    """The container waits with reason PostStartHookError, or is being killed for it. [3.14]"""
    return post_start_hook == "Failed"


def no_post_start_runs(containers):
    """No postStart hook holds the sync. [3.13]"""
    return all(each.post_start_hook != "Running" for each in containers)


def earlier_inits_are_done(index, containers):
    """Every init container before this one has exited 0. [3.6]"""
    return all(
        containers[before].runtime == "Exited" and containers[before].exit_code == "Zero"
        for before in range(index)
        if containers[before].kind == "init"
    )


def no_later_container_runs(index, containers):
    """Of the containers after this one in the start order, none runs. [3.6 3.9]"""
    return all(
        containers[after].runtime != "Running"
        for after in range(index + 1, len(containers))
        if not is_ephemeral(containers[after].kind)
    )


def all_inits_are_done(containers):
    """Every init container has exited 0. [3.6]"""
    return all(each.runtime == "Exited" and each.exit_code == "Zero" for each in containers if each.kind == "init")


def last_sidecar_has_started(containers):
    """A sidecar at the end of `initContainers` runs, its startup probe passed. [3.9 3.10]"""
    return all(
        containers[index].runtime == "Running"
        and (containers[index].startup_probe is None or containers[index].startup == "Success")
        for index in range(len(containers) - 1)
        if containers[index].kind == "sidecar" and containers[index + 1].kind == "regular"
    )


def no_regular_runs(containers):
    """No regular container runs. [9.17]"""
    return all(each.runtime != "Running" for each in containers if is_regular(each.kind))
