"""Which container may start, and when: order, policy, back-off (SEMANTICS 3 to 5)."""

from podproof.spec.pod.predicates.configuration import (
    is_init,
    is_init_or_sidecar,
    is_regular,
    is_regular_or_sidecar,
    policy,
)
from podproof.spec.pod.predicates.exit_rules import exit_matches_restart_all_rule, exit_matches_restart_rule
from podproof.spec.pod.predicates.publishing import has_started, phase_is_terminal, regular_runs, work_is_over


def kubelet_is_up(kubelet):
    """The kubelet runs. [5.6]"""
    return kubelet == "Up"


def worker_syncs(worker):
    """The pod worker brings the Pod up. [9.6]"""
    return worker == "Syncing"


def is_scheduled(scheduling):
    """The Pod is bound to a node. [3.1]"""
    return scheduling == "Scheduled"


def runs(runtime):
    """The container's process runs. [2.1]"""
    return runtime == "Running"


def has_exited(runtime):
    """The container ran and has ended. [2.1]"""
    return runtime == "Exited"


def sync_is_free(kubelet, worker, sync):
    """The pod worker can take up new work: it syncs, and no hook or kill holds it. [4.12 9.9]"""
    return kubelet == "Up" and worker == "Syncing" and sync == "Free"


def is_initialized(container):
    """An init container that has exited 0, or a sidecar that has started. [3.6 3.9]"""
    return (
        (container.runtime == "Exited" and container.exit_code == "Zero")
        if container.kind == "init"
        else has_started(container)
    )


def predecessor_is_initialized(index, containers):
    """The one before it in `initContainers`, or the last of them, is initialized: newest evidence. [3.6 3.7 3.9]"""
    return all(
        is_initialized(containers[before])
        for before in range(len(containers))
        if is_init_or_sidecar(containers[before].kind)
        and (before == index - 1 or (containers[index].kind == "regular" and containers[before + 1].kind == "regular"))
    )


def start_was_tried(container):
    """The sync loop has come past the container: it was started, or its image could not be had. [3.12]"""
    return container.runtime != "Absent" or container.preparation not in ("Needed", "Present")


def predecessor_start_was_tried(index, containers):
    """Regular containers are first started in the order of the manifest. [3.12]"""
    return all(
        start_was_tried(containers[before])
        for before in range(len(containers))
        if before == index - 1 and is_regular(containers[before].kind) and is_regular(containers[index].kind)
    )


def is_known_to_runtime(container):
    """The runtime knows the container, or knew it until this sandbox purged it. [3.7]"""
    return container.runtime != "Absent"


def later_one_is_known(index, containers):
    """An init container or sidecar after this one is known, which proves that this one was done once. [3.7]"""
    return any(
        is_known_to_runtime(containers[after])
        for after in range(index + 1, len(containers))
        if is_init_or_sidecar(containers[after].kind)
    )


def initialization_allows(index, containers):
    """Its place among the init containers, sidecars and regular containers is reached. [3.6 3.7 3.8 3.9 3.11]"""
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


def start_order_allows(index, containers):
    """The start order lets the container start. [3.6 3.8 3.9 3.12]"""
    return initialization_allows(index, containers) and predecessor_start_was_tried(index, containers)


def needs_start(container, restart_policy):
    """It never ran here, may restart by its policy, or was killed in this sync to start again. [3.17 4.4 4.8 4.10]"""
    return (
        container.runtime in ("Absent", "Created")
        or container.stop == "RestartPending"
        or (
            container.runtime == "Exited"
            and not exit_matches_restart_all_rule(container)
            and (
                exit_matches_restart_rule(container)
                or policy(container, restart_policy) == "Always"
                or (policy(container, restart_policy) == "OnFailure" and container.exit_code != "Zero")
            )
        )
    )


def start_is_due(index, containers, container, restart_policy, kubelet, scheduling, sandbox, worker, sync):
    """The sync wants to start the container, back-off and image aside. [3.2 3.13 4.12]"""
    return (
        kubelet == "Up"
        and scheduling == "Scheduled"
        and sandbox == "Ready"
        and worker == "Syncing"
        and (sync == "Free" or (sync == "InRestart" and container.stop == "RestartPending"))
        and needs_start(container, restart_policy)
        and start_order_allows(index, containers)
        and (container.kind != "sidecar" or not work_is_over(containers, restart_policy))
    )


def backoff_allows(backoff):
    """No crash-loop back-off holds the container back. [5.3 5.9]"""
    return backoff in ("Fresh", "Elapsed")


def image_is_present(preparation):
    """The image is on the node. [3.13]"""
    return preparation == "Present"


def image_is_needed(preparation):
    """The image is to be pulled, or looked for on the node. [3.13]"""
    return preparation == "Needed"


def one_more_restart(restarts):
    """The restart count, folded: 0, 1, 2 or more. [2.1]"""
    return min(restarts + 1, 2)


def may_create_sandbox(containers, restart_policy, sync, scheduling):
    """It gets a sandbox, except under Never once a container is known, or when its work is over. [3.3 3.4 3.5]"""
    return (
        scheduling == "Scheduled"
        and sync == "Free"
        and not (restart_policy == "Never" and any(each.runtime != "Absent" for each in containers))
        and not work_is_over(containers, restart_policy)
    )


def may_be_forgotten(container, containers, restart_policy, worker, phase):
    """The runtime may remove the exited container, and the kubelet still has a use for what it tells. [2.10 4.5]"""
    return (
        is_regular_or_sidecar(container.kind)
        and container.runtime == "Exited"
        and worker == "Syncing"
        and not phase_is_terminal(phase)
        and not work_is_over(containers, restart_policy)
    )


def is_purged_by_new_sandbox(kind):
    """A new sandbox purges init containers and sidecars from the runtime. [3.4]"""
    return is_init_or_sidecar(kind)
