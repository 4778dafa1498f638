"""The kubelet, its pod worker, and what holds the current sync."""

from podproof.spec.pod.predicates.configuration import is_regular_or_sidecar
from podproof.spec.pod.predicates.containers import all_stopped
from podproof.spec.pod.predicates.deletion import object_exists
from podproof.spec.pod.predicates.phase import phase_is_terminal
from podproof.spec.pod.predicates.restarts import work_is_over
from podproof.spec.pod.predicates.sandboxes import lost_its_sandbox_for_good
from podproof.spec.pod.predicates.stopping import no_stop_has_begun


def kubelet_is_up(kubelet):
    """The kubelet runs. [5.6]"""
    return kubelet == "Up"


def kubelet_memory_is_empty(kubelet, worker, sync, grace):
    """The pod worker, its sync and its grace period are those of a kubelet that has just started. [5.6 9.26]"""
    return worker == "Syncing" and sync == "Free" and grace == "Left" and kubelet == "Down"


def kubelet_remembers_nothing_of_it(container):
    """The kubelet has no back-off, hook, stop or streak of the container in its memory. [5.6 6.14 9.26]"""
    return (
        container.backoff == "Fresh"
        and container.post_start_hook == "Idle"
        and container.stop == "Idle"
        and container.preparation in ("Needed", "Present")
        and container.startup_streak == 0
        and container.liveness == "Success"
        and container.liveness_streak == 0
        and container.readiness_streak == 0
    )


def may_be_forgotten(container, containers, restart_policy, worker, phase):
    """The runtime may remove the exited container while the kubelet still needs its exit code. [2.10 4.5]"""
    return (
        is_regular_or_sidecar(container.kind)
        and container.runtime == "Exited"
        and worker == "Syncing"
        and not phase_is_terminal(phase)
        and not work_is_over(containers, restart_policy)
    )


def kubelet_is_done_with_it(phase, deletion, containers, restart_policy, scheduling, sandbox):
    """The kubelet owes the Pod nothing: it has ended, is deleted, or has lost its sandbox for good. [9.6 11.1 3.4]"""
    return (
        phase_is_terminal(phase)
        or deletion != "Alive"
        or lost_its_sandbox_for_good(containers, restart_policy, scheduling, sandbox)
    )


def worker_syncs(worker):
    """The pod worker brings the Pod up. [9.6]"""
    return worker == "Syncing"


def worker_brings_up(worker):
    """The pod worker syncs, or stops the Pod to bring it up again. [3.2 3.4]"""
    return worker in ("Syncing", "Killing")


def worker_terminates(worker):
    """The pod worker is terminating the Pod. [9.6]"""
    return worker == "Terminating"


def worker_is_done(worker):
    """The pod worker has stopped everything. [9.20]"""
    return worker == "Terminated"


def pod_is_being_stopped(kubelet, worker):
    """The pod worker stops all containers: for a lost sandbox, or because the Pod is terminating. [3.4 9.10]"""
    return kubelet == "Up" and worker in ("Killing", "Terminating")


def something_is_being_stopped(worker, sync):
    """The pod worker stops one container or all of them. [3.4 4.12 9.10]"""
    return sync == "InKill" or worker != "Syncing"


def must_terminate(deletion, phase):
    """A kubelet that starts terminates the Pod: it is deleted or has ended. [9.6 11.7]"""
    return deletion != "Alive" or phase_is_terminal(phase)


def node_has_work(scheduling, deletion, worker):
    """The node still has something to do for the Pod. [9.6]"""
    return scheduling == "Scheduled" and (object_exists(deletion) or worker != "Terminated")


def sync_is_free(kubelet, worker, sync):
    """The pod worker can start new work: it syncs, and no hook or kill holds it. [4.12 9.9]"""
    return kubelet == "Up" and worker == "Syncing" and sync == "Free"


def sync_is_held(sync):
    """A postStart hook, or a kill and the restart after it, holds the pod worker. [3.13 4.12]"""
    return sync != "Free"


def sync_can_be_held(containers):
    """Some container has a postStart hook, or a probe whose failure kills it. [3.13 4.10]"""
    return any(
        each.post_start is not None or each.startup_probe is not None or each.liveness_probe is not None
        for each in containers
    )


def sync_restarts_a_container(sync):
    """The sync has killed a container and is to restart it. [4.10 4.12]"""
    return sync == "InRestart"


def sync_matches_containers(worker, sync, containers):
    """A hook holds the sync just while one runs, a kill just while a container is being killed. [3.13 4.12]"""
    return (
        (sync != "InHook" or any(each.post_start_hook == "Running" for each in containers))
        and (sync == "InHook" or all(each.post_start_hook != "Running" for each in containers))
        and (
            sync != "InKill"
            or any(each.stop in ("PreStop", "AwaitingTurn", "Signalled", "SignalledLate") for each in containers)
        )
        and (
            sync == "InKill"
            or worker != "Syncing"
            or all(each.stop not in ("PreStop", "AwaitingTurn", "Signalled", "SignalledLate") for each in containers)
        )
        and (sync != "InRestart" or any(each.stop == "RestartPending" for each in containers))
        and (worker == "Syncing" or sync == "Free")
    )


def may_publish(kubelet, scheduling, worker, sync, deletion, containers):
    """The kubelet writes a whole status: in a sync, before and after it stops all, and at the end. [9.10 9.20 10.7]"""
    return (
        kubelet == "Up"
        and scheduling == "Scheduled"
        and object_exists(deletion)
        and (
            (worker == "Syncing" and sync == "Free")
            or (worker == "Terminating" and (all_stopped(containers) or no_stop_has_begun(containers)))
            or worker == "Terminated"
        )
    )


def may_publish_readiness(kubelet, scheduling, deletion, worker, phase):
    """The kubelet writes a change of readiness at once, also while containers are being stopped. [7.7]"""
    return (
        kubelet == "Up"
        and scheduling == "Scheduled"
        and object_exists(deletion)
        and worker != "Terminated"
        and not phase_is_terminal(phase)
    )
