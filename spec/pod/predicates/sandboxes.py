"""The sandbox of the Pod: made, lost, and made again."""

from podproof.spec.pod.predicates.configuration import is_init_or_sidecar
from podproof.spec.pod.predicates.exit_rules import must_restart_all
from podproof.spec.pod.predicates.restarts import work_is_over


def sandbox_exists(sandbox):
    """The runtime has a sandbox for the Pod. [F1]"""
    return sandbox in ("Ready", "NotReady")


def sandbox_is_absent(sandbox):
    """The Pod has no sandbox. [3.2 3.3]"""
    return sandbox == "Absent"


def sandbox_creation_failed(sandbox):
    """The last sync could not create the sandbox: volumes do not mount, or the network fails. [3.18]"""
    return sandbox == "CreationFailed"


def sandbox_is_ready(sandbox):
    """The sandbox serves. [3.3]"""
    return sandbox == "Ready"


def sandbox_is_not_ready(sandbox):
    """The sandbox is lost. [3.3]"""
    return sandbox == "NotReady"


def sandbox_is_lost(kubelet, worker, sync, sandbox):
    """The sandbox is lost, and the pod worker is free to stop the Pod for it. [3.2 3.3]"""
    return kubelet == "Up" and worker == "Syncing" and sync == "Free" and sandbox == "NotReady"


def may_create_sandbox(containers, restart_policy, sync, scheduling):
    """The Pod gets a sandbox, except under Never once a container is known, or when its work is over. [3.3 3.4 3.5]"""
    return (
        scheduling == "Scheduled"
        and sync == "Free"
        and not (restart_policy == "Never" and any(each.runtime != "Absent" for each in containers))
        and not work_is_over(containers, restart_policy)
    )


def sandbox_is_due(containers, restart_policy, kubelet, scheduling, sandbox, worker, sync):
    """The sync is about to mount the volumes of the Pod and to create its sandbox. [3.2 3.18]"""
    return (
        kubelet == "Up"
        and worker == "Syncing"
        and sandbox == "Absent"
        and may_create_sandbox(containers, restart_policy, sync, scheduling)
    )


def can_get_another_sandbox(restart_policy):
    """The policy of the Pod lets it have another sandbox. [3.4]"""
    return restart_policy != "Never"


def is_purged_by_new_sandbox(kind):
    """A new sandbox removes init containers and sidecars from the runtime. [3.4]"""
    return is_init_or_sidecar(kind)


def dies_with_the_sandbox(runtime, sandbox, share_process_namespace):
    """The container shares the PID namespace of the pause container, which has died. [F1 3.3]"""
    return share_process_namespace and runtime == "Running" and sandbox == "NotReady"


def lost_its_sandbox_for_good(containers, restart_policy, scheduling, sandbox):
    """Under Never a Pod with a known container gets no new sandbox, unless all its containers start over. [3.4 4.13]"""
    return (
        scheduling == "Scheduled"
        and sandbox == "Absent"
        and restart_policy == "Never"
        and any(each.runtime != "Absent" for each in containers)
        and not must_restart_all(containers)
        and not work_is_over(containers, restart_policy)
    )
