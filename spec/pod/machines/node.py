"""The node: the kubelet, the sandbox of the Pod, and the pod worker that starts and terminates the Pod."""

from statemachine import State

from podproof.spec.notation_of_machines import follows, follows_each, leads
from podproof.spec.pod.events import CONTAINER_ENDS, EARLY_TERMINATIONS, FAILED_STARTS, TERMINATION_CAUSES
from podproof.spec.pod.machines.base import PodMachine


class Kubelet(PodMachine):
    """The kubelet process: what it keeps only in memory is lost when it stops."""

    field = "kubelet"
    Up = State(initial=True)
    Down = State()

    kubelet_stops = follows("5.6 9.26", Up.to(Down))
    kubelet_starts = rejects_again = follows("9.26 10.6", Down.to(Up))


class Sandbox(PodMachine):
    """The sandbox: the pause container, which holds the namespaces of the Pod; created first, removed last."""

    field = "sandbox"
    actor = "kubelet"
    Absent = State(initial=True)
    CreationFailed = State()
    Ready = State()
    NotReady = State()

    creates_sandbox = leads("3.2 3.3 3.4", Absent.to(Ready, cond="sandbox_is_due"), after="sandbox_time")
    sandbox_fails = mount_fails = follows("3.18", Absent.to(CreationFailed))
    tries_sandbox_again = leads("3.18", CreationFailed.to(Absent, cond="kubelet_is_up"), after="retry_time")
    sandbox_dies = follows("3.3 10.10", Ready.to(NotReady))
    pod_is_stopped = follows("3.4 9.19", NotReady.to(Absent))
    ends_termination = follows("9.19", Absent.from_(Ready, NotReady))
    follows_each(f"kubelet_stops {TERMINATION_CAUSES}", "3.18 9.6", CreationFailed.to(Absent))


class Worker(PodMachine):
    """The pod worker: it syncs, then terminates the Pod, then is done; `Killing` stops all when the sandbox is lost."""

    field = "worker"
    actor = "kubelet"
    Syncing = State(initial=True)
    Killing = State()
    Terminating = State()
    Terminated = State()

    stops_pod = leads(
        "3.2 3.4", Syncing.to(Killing, cond="sandbox_is_lost"), after="notice_time", unless="a_start_is_in_progress"
    )
    pod_is_stopped = leads("3.4", Killing.to(Syncing, cond="kubelet_is_up and all_stopped"), after="removal_time")
    sees_deletion = leads(
        "9.6 9.9",
        Syncing.to(Terminating, cond="sync_is_free and is_scheduled and deletion_is_requested"),
        after="sync_time",
        unless="a_start_is_in_progress",
    )
    finishes = leads(
        "4.6 4.9 9.6",
        Syncing.to(Terminating, cond="sync_is_free and is_scheduled and work_is_over"),
        after="notice_time",
        unless="a_start_is_in_progress",
    )
    follows_each(f"{EARLY_TERMINATIONS} rejects rejects_again", "9.6 10.1 10.5 10.6", Syncing.to(Terminating))
    ends_termination = leads(
        "9.10 9.20", Terminating.to(Terminated, cond="kubelet_is_up and all_stopped"), after="removal_time"
    )
    kubelet_stops = follows("9.26", Syncing.from_(Killing, Terminating, Terminated))
    kubelet_starts = follows("9.6 9.25 11.7", Syncing.to(Terminating, cond="must_terminate"))


class Sync(PodMachine):
    """What holds the sync of the pod worker: a postStart hook, a kill, or the restart that is due after a kill.

    One sync may kill several containers, one after the other, before it starts any.  The model restarts only the last
    one within the sync; the others skip it and restart as in a later sync.  Telling all restarts of a sync
    apart took twice as many nodes at 4 containers.
    """

    field = "sync"
    actor = "kubelet"
    Free = State(initial=True)
    InHook = State()
    InKill = State()
    InRestart = State()
    InReset = State()

    starts = follows(
        "3.13 4.10",
        InHook.from_(Free, InRestart, cond="has_post_start") | InRestart.to(Free, cond="not has_post_start"),
    )
    hook_succeeds = follows("3.13", InHook.to(Free))
    hook_fails = follows("3.14", InHook.to(InKill))
    stops_unhealthy = updates_image = follows("4.12", Free.to(InKill))
    follows_each(
        CONTAINER_ENDS,
        "4.10 4.12",
        InHook.to(Free, cond="post_start_holds_sync")
        | InKill.to(InRestart, cond="sync_kills_it and kill_restarts_it")
        | InKill.to(Free, cond="sync_kills_it and not kill_restarts_it"),
    )
    follows_each(
        f"{FAILED_STARTS} skips_restart forgets_container", "5.9", InRestart.to(Free, cond="restart_is_pending")
    )
    resets_pod = leads(
        "4.13 4.14",
        Free.to(
            InReset,
            cond="is_alive and sync_is_free and (sandbox_is_ready or sandbox_is_absent) and must_restart_all"
            " and not work_is_over",
        ),
        after="notice_time",
        unless="a_start_is_in_progress",
    )
    removes_containers = leads("4.13", InReset.to(Free, cond="kubelet_is_up"), after="sync_time")
    kubelet_stops = follows("9.26", Free.from_(InHook, InKill, InRestart, InReset))


class Reason(PodMachine):
    """Why the Pod is terminated early: the reason in its status, or in its condition DisruptionTarget."""

    field = "reason"
    Unset = State(initial=True)
    Evicted = State()
    Preempting = State()
    Terminated = State()
    DeadlineExceeded = State()
    Rejected = State()
    DeletionByPodGC = State(final=True)

    evicts = follows("10.1", Unset.to(Evicted))
    preempts = follows("10.2", Unset.to(Preempting))
    shuts_down = follows("10.4", Unset.to(Terminated))
    exceeds_deadline = follows("10.5", Unset.to(DeadlineExceeded))
    rejects = rejects_again = follows("3.1 10.6", Unset.to(Rejected))
    collects = follows(
        "10.8", DeletionByPodGC.from_(Unset, Evicted, Preempting, Terminated, DeadlineExceeded, Rejected)
    )
    publishes = follows("1.7 10.1", Unset.from_(Evicted, Preempting, Terminated, cond="publishes_succeeded"))
    kubelet_stops = follows("5.6", Unset.from_(Evicted, Preempting, Terminated, Rejected, cond="not phase_is_terminal"))


class Grace(PodMachine):
    """The grace period of the current stop: every container has the whole of it."""

    field = "grace"
    actor = "kubelet"
    Left = State(initial=True)
    Over = State()

    grace_over = leads(
        "9.11 9.12",
        Left.to(Over, cond="pod_is_being_stopped and every_stop_has_begun"),
        after="termination_grace",
        since="pod_is_being_stopped",
    )
    kill_grace_over = follows("6.13 9.12", Left.to(Over))
    follows_each(CONTAINER_ENDS, "9.12", Over.to(Left, cond="sync_kills_it"))
    pod_is_stopped = ends_termination = follows("9.12", Over.to(Left))
    kubelet_stops = follows("9.26", Over.to(Left))
