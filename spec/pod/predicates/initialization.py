"""The order of init containers, sidecars and regular containers."""

from podproof.spec.pod.predicates.configuration import is_ephemeral, is_init, is_init_or_sidecar, is_regular
from podproof.spec.pod.predicates.containers import has_started, is_known_to_runtime, regular_is_known, regular_runs
from podproof.spec.pod.predicates.policies import policy


def is_initialized(container):
    """An init container has exited 0, or a sidecar has started. [3.6 3.9]"""
    return (
        (container.runtime == "Exited" and container.exit_code == "Zero")
        if container.kind == "init"
        else has_started(container)
    )


def predecessor_is_initialized(index, containers):
    """The container before it in `initContainers`, or the last of them, is initialized. [3.6 3.7 3.9]"""
    return all(
        is_initialized(containers[before])
        for before in range(len(containers))
        if is_init_or_sidecar(containers[before].kind)
        and (before == index - 1 or (containers[index].kind == "regular" and containers[before + 1].kind == "regular"))
    )


def later_one_is_known(index, containers):
    """The runtime knows a later init container or sidecar, which proves that this one was done once. [3.7]"""
    return any(
        is_known_to_runtime(containers[after])
        for after in range(index + 1, len(containers))
        if is_init_or_sidecar(containers[after].kind)
    )


def initialization_allows(index, containers):
    """The containers before it in the start order are initialized. [3.6 3.7 3.8 3.9 3.11]"""
    return (
        (is_known_to_runtime(containers[index]) or predecessor_is_initialized(index, containers))
        and not later_one_is_known(index, containers)
        and not regular_runs(containers)
        if is_init(containers[index].kind)
        else regular_runs(containers)
        or predecessor_is_initialized(index, containers)
        or (
            is_init_or_sidecar(containers[index].kind)
            and (is_known_to_runtime(containers[index]) or later_one_is_known(index, containers))
        )
    )


def awaits_initialization(containers, has_initialized):
    """An init container is pending, or a sidecar is and no regular container has started. [1.3 1.4 1.6 1.11 2.8]"""
    return any(
        each.kind == "init"
        and (
            each.runtime == "Running"
            or (each.runtime in ("Absent", "Created") and (each.restarts == 0 or not regular_is_known(containers)))
        )
        for each in containers
    ) or (
        any(each.kind == "sidecar" and each.runtime == "Running" and not has_started(each) for each in containers)
        and not has_initialized
    )


def is_initializing(containers):
    """An init container is pending, or a sidecar is and no regular container runs. [1.3 1.4 1.6 1.11]"""
    return awaits_initialization(containers, regular_runs(containers))


def is_initialized_condition(containers):
    """Condition Initialized: a regular container has started, or all init containers and sidecars are done. [7.3]"""
    return regular_is_known(containers) or all(
        (each.runtime == "Exited" and each.exit_code == "Zero") if each.kind == "init" else has_started(each)
        for each in containers
        if is_init_or_sidecar(each.kind)
    )


def earlier_inits_are_done(index, containers):
    """Every init container before this one has exited 0. [3.6]"""
    return all(
        containers[before].runtime == "Exited" and containers[before].exit_code == "Zero"
        for before in range(index)
        if containers[before].kind == "init"
    )


def all_inits_are_done(containers):
    """Every init container has exited 0. [3.6]"""
    return all(each.runtime == "Exited" and each.exit_code == "Zero" for each in containers if each.kind == "init")


def no_later_container_runs(index, containers):
    """No container after this one in the start order runs. [3.6 3.9]"""
    return all(
        containers[after].runtime != "Running"
        for after in range(index + 1, len(containers))
        if not is_ephemeral(containers[after].kind)
    )


def last_sidecar_has_started(containers):
    """A sidecar at the end of `initContainers` runs, and its startup probe has succeeded. [3.9 3.10]"""
    return all(
        containers[index].runtime == "Running"
        and (containers[index].startup_probe is None or containers[index].startup == "Success")
        for index in range(len(containers) - 1)
        if containers[index].kind == "sidecar" and containers[index + 1].kind == "regular"
    )


def initialization_takes_time(containers):
    """A sync can end during initialization: there is an init container, or a sidecar with a startup probe. [1.6 3.9]"""
    return any(
        each.kind == "init" or (each.kind == "sidecar" and each.startup_probe is not None) for each in containers
    )


def can_turn_pending_again(containers, restart_policy):
    """A new sandbox can make the Pod Pending: it initializes slowly, and may run again. [1.11 3.4]"""
    return (
        restart_policy != "Never"
        and initialization_takes_time(containers)
        and any(policy(each, restart_policy) != "Never" for each in containers if is_regular(each.kind))
    )
