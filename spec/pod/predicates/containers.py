"""What the runtime knows of a container, and of all of them."""

from podproof.spec.pod.predicates.configuration import is_ephemeral, is_regular


def is_absent(runtime):
    """The runtime has no instance of the container. [4.4]"""
    return runtime == "Absent"


def is_known_to_runtime(container):
    """The runtime has an instance of the container. [3.7]"""
    return container.runtime != "Absent"


def is_created(runtime):
    """The runtime has created the container and could not start it. [3.17]"""
    return runtime == "Created"


def runs(runtime):
    """The process of the container runs. [2.1 6.10]"""
    return runtime == "Running"


def has_exited(runtime):
    """The process of the container has ended. [2.1]"""
    return runtime == "Exited"


def exited_zero(runtime, exit_code):
    """The container has exited with code 0. [2.4]"""
    return runtime == "Exited" and exit_code == "Zero"


def exited_with_code_zero(runtime, exit_code):
    """The exit code is 0, in success or, of an init container, after it ran out of memory. [2.4 2.14 4.16]"""
    return runtime == "Exited" and exit_code in ("Zero", "OutOfMemory")


def ran_out_of_memory(runtime, exit_code):
    """The init container was killed for its memory and yet exited 0. [4.16]"""
    return runtime == "Exited" and exit_code == "OutOfMemory"


def exited_nonzero(runtime, exit_code):
    """The container has exited with another code than 0, and was not killed. [2.4]"""
    return runtime == "Exited" and exit_code == "NonZero"


def was_killed(runtime, exit_code):
    """The container was ended by SIGKILL: exit code 137. [9.12]"""
    return runtime == "Exited" and exit_code == "Killed"


def has_no_exit_code(exit_code):
    """The instance has no exit code. [2.4]"""
    return exit_code == "None"


def was_never_restarted(restarts):
    """The restart count is 0. [2.1]"""
    return restarts == 0


def was_restarted_once(restarts):
    """The restart count is 1. [2.1]"""
    return restarts == 1


def has_restarted(restarts):
    """The restart count is 1 or more. [2.1]"""
    return restarts != 0


def has_restarted_twice(restarts):
    """The restart count is 2 or more. [2.1]"""
    return restarts == 2


def one_more_restart(restarts):
    """The restart count plus 1, counted up to 2. [2.1]"""
    return min(restarts + 1, 2)


def has_started(container):
    """The container runs, its postStart hook is done and its startup probe, if any, has succeeded. [2.11 3.9 3.13]"""
    return (
        container.runtime == "Running"
        and container.post_start_hook == "Idle"
        and (container.startup_probe is None or container.startup == "Success")
    )


def all_stopped(containers):
    """No container runs. [9.10]"""
    return all(each.runtime != "Running" for each in containers)


def all_are_known(containers):
    """Every container runs or has exited, and the runtime remembers it. [2.10 4.5]"""
    return all(each.runtime in ("Running", "Exited") for each in containers)


def all_have_started_once(containers):
    """Every container has been started at least once; of an ephemeral one the only start may have failed. [3.6 3.16]"""
    return all(
        each.runtime in ("Running", "Exited")
        or each.restarts != 0
        or (is_ephemeral(each.kind) and is_known_to_runtime(each))
        for each in containers
    )


def regular_runs(containers):
    """Some regular container runs, which proves that initialization is done. [1.11 3.8]"""
    return any(is_regular(each.kind) and each.runtime == "Running" for each in containers)


def regular_has_run(containers):
    """Some regular container runs or has run. [3.8]"""
    return any(each.kind == "regular" and each.runtime != "Absent" for each in containers)


def regular_is_known(containers):
    """The status of some regular container says that it was started, now or before. [7.3]"""
    return any(is_regular(each.kind) and (each.runtime != "Absent" or each.restarts != 0) for each in containers)


def no_regular_runs(containers):
    """No regular container runs. [9.17]"""
    return all(each.runtime != "Running" for each in containers if is_regular(each.kind))


def sidecar_runs(containers):
    """Some sidecar runs. [1.9]"""
    return any(each.kind == "sidecar" and each.runtime == "Running" for each in containers)
