"""Which container the current sync starts."""

from podproof.spec.pod.predicates.configuration import is_regular
from podproof.spec.pod.predicates.exit_rules import exit_matches_restart_all_rule, exit_matches_restart_rule
from podproof.spec.pod.predicates.initialization import initialization_allows
from podproof.spec.pod.predicates.policies import policy
from podproof.spec.pod.predicates.restarts import work_is_over


def start_was_tried(container):
    """The sync has reached the container: it was started, or its image pull failed. [3.12]"""
    return container.runtime != "Absent" or container.preparation not in ("Needed", "Present")


def predecessor_start_was_tried(index, containers):
    """Regular containers are first started in the order of the manifest. [3.12]"""
    return all(
        start_was_tried(containers[before])
        for before in range(len(containers))
        if before == index - 1 and is_regular(containers[before].kind) and is_regular(containers[index].kind)
    )


def start_order_allows(index, containers):
    """The start order lets the container start. [3.6 3.8 3.9 3.12]"""
    return initialization_allows(index, containers) and predecessor_start_was_tried(index, containers)


def needs_start(container, restart_policy):
    """It never ran here, restarts by its policy, or was killed by this sync to start again. [3.16 3.17 4.4 4.8 4.10]"""
    return (
        container.runtime == "Absent"
        or (container.runtime == "Created" and container.kind != "ephemeral")
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
    """The sync is about to start the container, if back-off and image allow it. [3.2 3.13 4.12]"""
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


def prepares_no_start(container):
    """The kubelet prepares no start: no image, back-off or probe result is pending. [4.15 9.6]"""
    return (
        container.preparation == "Needed"
        and container.backoff == "Fresh"
        and container.post_start_hook != "Failed"
        and container.stop != "RestartPending"
        and container.liveness == "Success"
        and container.liveness_streak == 0
        and container.startup != "Failure"
        and container.startup_streak == 0
        and (container.startup_probe is None or container.runtime != "Running" or container.startup == "Success")
    )
