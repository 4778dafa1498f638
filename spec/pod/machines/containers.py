"""A container: its image, its process, its back-off, its postStart hook, and its stop."""

from statemachine import State

from podproof.spec.notation_of_machines import follows, follows_each, leads, sets
from podproof.spec.pod.events import CONTAINER_ENDS, EXITS, FAILED_STARTS, TERMINATION_CAUSES
from podproof.spec.pod.machines.base import ContainerMachine
from podproof.spec.pod.predicates import one_more_restart


class Image(ContainerMachine):
    """What a container needs before it is created: its settings, and its image, whose pulls back off without limit."""

    field = "preparation"
    actor = "kubelet"
    Needed = State(initial=True)
    Present = State()
    ErrImagePull = State()
    ImagePullBackOff = State()
    ErrImageNeverPull = State()
    InvalidImageName = State()
    CreateContainerConfigError = State()
    CreateContainerError = State()
    Outdated = State()

    pull_succeeds = follows("3.13", Needed.to(Present))
    pull_fails = follows(
        "2.3 5.8",
        Needed.to(InvalidImageName, cond="not has_valid_image_name")
        | Needed.to(ErrImageNeverPull, cond="has_valid_image_name and never_pulls")
        | Needed.to(ErrImagePull, cond="has_valid_image_name and not never_pulls"),
    )
    pull_backs_off = leads("5.8", ErrImagePull.to(ImagePullBackOff, cond="kubelet_is_up"), after="retry_time")
    pull_backoff_over = leads(
        "5.8",
        Needed.from_(ImagePullBackOff, ErrImageNeverPull, InvalidImageName, cond="kubelet_is_up"),
        after="pull_wait",
    )
    lacks_settings = follows("2.3", Present.to(CreateContainerConfigError))
    creation_fails = follows("2.3", Present.to(CreateContainerError))
    tries_creation_again = leads(
        "2.3", Present.from_(CreateContainerConfigError, CreateContainerError, cond="kubelet_is_up"), after="retry_time"
    )
    starts = start_fails = follows("3.13", Present.to(Needed, cond="pulls_always"))
    updates_image = follows("4.10", Outdated.from_(Needed, Present))
    follows_each(CONTAINER_ENDS, "4.10", Outdated.to(Needed))
    kubelet_stops = follows(
        "5.6",
        Needed.from_(ErrImagePull, ImagePullBackOff, ErrImageNeverPull, InvalidImageName)
        | Present.from_(CreateContainerConfigError, CreateContainerError)
        | Outdated.to(Needed, cond="pulls_always")
        | Outdated.to(Present, cond="not pulls_always")
        | Needed.to(Present, cond="not worker_brings_up and not is_absent and not pulls_always"),
    )
    follows_each(
        TERMINATION_CAUSES,
        "9.6",
        Needed.from_(
            Present,
            ErrImagePull,
            ImagePullBackOff,
            ErrImageNeverPull,
            InvalidImageName,
            CreateContainerConfigError,
            CreateContainerError,
            Outdated,
        ),
    )
    kubelet_starts = follows("9.6", Present.to(Needed, cond="must_terminate"))


class Runtime(ContainerMachine):
    """The container in the runtime: absent, created but not started, running, or exited with a code."""

    field = "runtime"
    actor = "kubelet"
    Absent = State(initial=True)
    Created = State()
    Running = State()
    Exited = State()

    starts = leads(
        "3.12 3.13 4.4",
        Absent.to(Running, cond="start_is_due and backoff_allows and image_is_present")
        | Created.to(
            Running, cond="start_is_due and backoff_allows and image_is_present", on=sets(restarts=one_more_restart)
        )
        | Exited.to(
            Running,
            cond="start_is_due and backoff_allows and image_is_present",
            on=sets(exit_code="None", restarts=one_more_restart),
        ),
        after="start_time",
        unless="another_start_is_in_progress",
    )
    start_fails = follows(
        "3.17",
        Absent.to(Created)
        | Created.to.itself(on=sets(restarts=one_more_restart))
        | Exited.to(Created, on=sets(exit_code="None", restarts=one_more_restart)),
    )
    removes_containers = follows(
        "4.13",
        Created.to(Absent, on=sets(restarts=one_more_restart))
        | Exited.to(Absent, on=sets(exit_code="None", restarts=one_more_restart)),
    )
    forgets_container = follows("2.10 4.5", Exited.to(Absent, on=sets(exit_code="None", restarts=one_more_restart)))
    exits_zero = follows("2.1", Running.to(Exited, on=sets(exit_code="Zero")))
    exits_nonzero = follows("2.1", Running.to(Exited, on=sets(exit_code="NonZero")))
    runs_out_of_memory = follows("4.16", Running.to(Exited, on=sets(exit_code="OutOfMemory")))
    exits_ruled = follows("4.1 4.2", Running.to(Exited, on=sets(exit_code="RestartRule")))
    exits_resetting = follows("4.2 4.13", Running.to(Exited, on=sets(exit_code="RestartAllRule")))
    dies = kills = resets_pod = follows("2.4 9.12", Running.to(Exited, on=sets(exit_code="Killed")))
    creates_sandbox = follows(
        "2.9 3.4",
        Created.to(Absent, cond="is_purged_by_new_sandbox", on=sets(restarts=one_more_restart))
        | Exited.to(Absent, cond="is_purged_by_new_sandbox", on=sets(exit_code="None", restarts=one_more_restart)),
    )


class Backoff(ContainerMachine):
    """The crash-loop back-off of a container: the first restart makes the entry, and only later ones wait."""

    field = "backoff"
    actor = "kubelet"
    Fresh = State(initial=True)
    Armed = State()
    CrashLoopBackOff = State()
    Elapsed = State()

    starts = follows(
        "5.3 5.10", Fresh.to(Armed, cond="has_exited and can_back_off and restart_makes_entry") | Elapsed.to(Armed)
    )
    backs_off = leads(
        "2.5 5.1 5.5",
        Armed.to(Fresh, cond="has_exited and start_is_due and only_the_kill_restarts_it")
        | Armed.to(CrashLoopBackOff, cond="has_exited and start_is_due and not only_the_kill_restarts_it"),
        after="notice_time",
        unless="a_start_is_in_progress",
    )
    skips_restart = pull_fails = lacks_settings = creation_fails = follows(
        "5.9", Fresh.from_(Armed, Elapsed, cond="only_the_kill_restarts_it")
    )
    backoff_over = leads(
        "5.1 5.2", CrashLoopBackOff.to(Elapsed, cond="kubelet_is_up"), after="crash_wait_seen", since="has_exited"
    )
    backoff_resets = leads("5.4", Armed.to(Fresh, cond="kubelet_is_up and runs"), after="back_off_memory", since="runs")
    exits_zero = follows("4.1 4.6", Armed.to(Fresh, cond="success_is_final and not kill_restarts_it"))
    exits_nonzero = runs_out_of_memory = follows(
        "4.1 4.16", Armed.to(Fresh, cond="never_restarts and not kill_restarts_it")
    )
    dies = kills = resets_pod = follows("4.1", Armed.to(Fresh, cond="killing_is_final and not kill_restarts_it"))
    start_fails = follows("3.17 5.3", Fresh.from_(Armed, CrashLoopBackOff, Elapsed))
    forgets_container = removes_containers = follows("2.10 4.13", Fresh.from_(Armed, CrashLoopBackOff, Elapsed))
    creates_sandbox = follows("3.4 5.1", Fresh.from_(Armed, CrashLoopBackOff, Elapsed, cond="is_purged_by_new_sandbox"))
    kubelet_stops = follows("5.6", Fresh.from_(Armed, CrashLoopBackOff, Elapsed))
    follows_each(TERMINATION_CAUSES, "4.15", Fresh.from_(Armed, CrashLoopBackOff, Elapsed))


class PostStart(ContainerMachine):
    """The postStart hook of a container: it holds the sync, and its failure stops the container."""

    field = "post_start_hook"
    actor = "kubelet"
    concerns = "has_post_start"
    Idle = State(initial=True)
    Running = State()
    Failed = State()

    starts = follows("3.13 3.14", Running.from_(Idle, Failed))
    hook_succeeds = leads(
        "3.13", Running.to(Idle, cond="kubelet_is_up and runs"), after="post_start_time", since="post_start_runs"
    )
    hook_fails = leads("3.14", Running.to(Failed, cond="kubelet_is_up and runs"), after="post_start_failure_time")
    follows_each(f"{EXITS} dies", "3.14", Running.to(Idle))
    follows_each(f"{FAILED_STARTS} forgets_container resets_pod", "2.5", Failed.to(Idle))
    creates_sandbox = follows("3.4", Failed.to(Idle, cond="is_purged_by_new_sandbox"))
    kubelet_stops = follows("5.6", Idle.from_(Running, Failed))
    follows_each(TERMINATION_CAUSES, "9.6", Failed.to(Idle))


class Stop(ContainerMachine):
    """The stop of a container: its preStop hook, its turn, SIGTERM, and SIGKILL after the grace period."""

    field = "stop"
    actor = "kubelet"
    Idle = State(initial=True)
    PreStop = State()
    AwaitingTurn = State()
    Signalled = State()
    SignalledLate = State()
    RestartPending = State()

    stops_unhealthy = leads(
        "4.10 6.13 9.13",
        Idle.to(PreStop, cond="is_unhealthy and has_pre_stop")
        | Idle.to(SignalledLate, cond="is_unhealthy and not has_pre_stop and probe_grace_is_brief")
        | Idle.to(Signalled, cond="is_unhealthy and not has_pre_stop and not probe_grace_is_brief"),
        after="kill_time",
        unless="a_start_is_in_progress",
    )
    hook_fails = updates_image = follows(
        "3.14 4.10 9.14",
        Idle.to(PreStop, cond="has_pre_stop")
        | Idle.to(SignalledLate, cond="not has_pre_stop and grace_is_brief")
        | Idle.to(Signalled, cond="not has_pre_stop and not grace_is_brief"),
    )
    stop_begins = leads(
        "9.11 9.12 9.17",
        Idle.to(PreStop, cond="pod_is_being_stopped and runs and has_pre_stop")
        | Idle.to(AwaitingTurn, cond="pod_is_being_stopped and runs and not has_pre_stop and stops_in_order")
        | Idle.to(
            SignalledLate,
            cond="pod_is_being_stopped and runs and not has_pre_stop and not stops_in_order and ends_in_brief",
        )
        | Idle.to(
            Signalled,
            cond="pod_is_being_stopped and runs and not has_pre_stop and not stops_in_order and not ends_in_brief",
        ),
        after="at_once",
    )
    pre_stop_ends = leads(
        "9.12 9.15",
        PreStop.to(AwaitingTurn, cond="has_pre_stop and grace_is_left and stops_in_order")
        | PreStop.to(Signalled, cond="has_pre_stop and grace_is_left and not stops_in_order"),
        after="pre_stop_time",
        within="in_time_for_the_minimum",
        since="pre_stop_runs",
    )
    pre_stop_ends_late = leads(
        "9.12",
        PreStop.to(SignalledLate, cond="has_pre_stop and grace_is_left and not stops_in_order"),
        after="pre_stop_time",
        within="late_for_the_minimum",
        since="pre_stop_runs",
    )
    pre_stop_cut = leads("9.12", PreStop.to(SignalledLate, cond="has_pre_stop and grace_is_over"), after="at_once")
    turn_comes = leads(
        "9.17",
        AwaitingTurn.to(Signalled, cond="stops_in_order and grace_is_left and stop_order_allows"),
        after="turn_time",
    )
    turn_cut = leads("9.17", AwaitingTurn.to(SignalledLate, cond="stops_in_order and grace_is_over"), after="at_once")
    minimum_over = leads("9.12", SignalledLate.to(Signalled, cond="kubelet_is_up"), after="minimum_time")
    kills = leads(
        "9.12",
        Signalled.to(RestartPending, cond="grace_is_over and kill_restarts_it")
        | Signalled.to(Idle, cond="grace_is_over and not kill_restarts_it"),
        after="sigkill_time",
    )
    follows_each(
        f"{EXITS} dies",
        "3.5 4.10 9.12",
        RestartPending.from_(PreStop, AwaitingTurn, Signalled, SignalledLate, cond="kill_restarts_it")
        | Idle.from_(PreStop, AwaitingTurn, Signalled, SignalledLate, cond="not kill_restarts_it"),
    )
    skips_restart = leads("5.9", RestartPending.to(Idle, cond="kubelet_is_up and worker_syncs"), after="sync_time")
    follows_each(f"starts {FAILED_STARTS} forgets_container", "4.10 5.9", RestartPending.to(Idle))
    kubelet_stops = follows("9.26", Idle.from_(PreStop, AwaitingTurn, Signalled, SignalledLate, RestartPending))
    follows_each(f"{TERMINATION_CAUSES} resets_pod", "4.4 4.13", RestartPending.to(Idle))
    creates_sandbox = follows("3.5 4.5", Idle.to(RestartPending, cond="new_sandbox_restarts_it"))


class KillTimer(ContainerMachine):
    """The timer of the one container that a sync kills, with the grace period of this kill."""

    actor = "kubelet"
    Anytime = State(initial=True)

    kill_grace_over = leads(
        "6.13 9.12", Anytime.to.itself(cond="kill_grace_runs"), after="kill_grace", since="kill_grace_runs"
    )
