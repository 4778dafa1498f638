"""A container: its image, its process, its back-off, its postStart hook, and the way it is stopped."""

from statemachine import State

from spec.notation import Machine, follows, leads, sets
from spec.words import one_more_restart


class Image(Machine):
    """The image on the node, and the back-off of its pulls, which has no end."""

    field = "image"
    scope = "container"
    Needed = State(initial=True)
    Present = State()
    ErrImagePull = State()
    ImagePullBackOff = State()
    ErrImageNeverPull = State()

    pull_succeeds = follows("3.13", Needed.to(Present))
    pull_fails = follows(
        "5.8", Needed.to(ErrImageNeverPull, cond="never_pulls") | Needed.to(ErrImagePull, cond="not never_pulls")
    )
    pull_backs_off = leads("5.8", ErrImagePull.to(ImagePullBackOff, cond="kubelet_is_up"))
    pull_backoff_over = leads("5.8", Needed.from_(ImagePullBackOff, ErrImageNeverPull, cond="kubelet_is_up"))
    starts = follows("3.13", Present.to(Needed, cond="pulls_always"))
    kubelet_stops = follows("5.6", Needed.from_(ErrImagePull, ImagePullBackOff, ErrImageNeverPull))
    sees_deletion = finishes = follows("9.6", Needed.from_(Present, ErrImagePull, ImagePullBackOff, ErrImageNeverPull))
    kubelet_starts = follows("9.6", Present.to(Needed, cond="must_end"))


class Runtime(Machine):
    """The container as the runtime knows it: not there, running, or exited with a code."""

    field = "runtime"
    scope = "container"
    Absent = State(initial=True)
    Running = State()
    Exited = State()

    starts = leads(
        "3.12 3.13 4.4",
        Absent.to(Running, cond="start_is_due and backoff_lets_it and image_is_present")
        | Exited.to(
            Running,
            cond="start_is_due and backoff_lets_it and image_is_present",
            on=sets(exit_code="None", restarts=one_more_restart),
        ),
    )
    exits_zero = follows("2.1", Running.to(Exited, on=sets(exit_code="Zero")))
    exits_nonzero = follows("2.1", Running.to(Exited, on=sets(exit_code="NonZero")))
    dies = kills = follows("2.4 9.12", Running.to(Exited, on=sets(exit_code="Killed")))
    creates_sandbox = follows(
        "2.9 3.4", Exited.to(Absent, cond="starts_over", on=sets(exit_code="None", restarts=one_more_restart))
    )


class Backoff(Machine):
    """The crash-loop back-off of a container: the first restart makes the entry, and only later ones wait."""

    field = "backoff"
    scope = "container"
    Fresh = State(initial=True)
    Armed = State()
    CrashLoopBackOff = State()
    Elapsed = State()

    starts = follows("5.3", Fresh.to(Armed, cond="has_exited") | Elapsed.to(Armed))
    backs_off = leads(
        "2.5 5.1 5.5",
        Armed.to(Fresh, cond="has_exited and start_is_due and only_the_kill_restarts_it")
        | Armed.to(CrashLoopBackOff, cond="has_exited and start_is_due and not only_the_kill_restarts_it"),
    )
    skips_restart = pull_fails = follows("5.9", Fresh.from_(Armed, Elapsed, cond="only_the_kill_restarts_it"))
    backoff_over = leads("5.1 5.2", CrashLoopBackOff.to(Elapsed, cond="kubelet_is_up"))
    backoff_resets = leads("5.4", Armed.to(Fresh, cond="kubelet_is_up and runs"))
    exits_zero = follows("4.1 4.6", Armed.to(Fresh, cond="success_is_final and not starts_again"))
    creates_sandbox = follows("3.4 5.1", Fresh.from_(Armed, CrashLoopBackOff, Elapsed, cond="starts_over"))
    kubelet_stops = follows("5.6", Fresh.from_(Armed, CrashLoopBackOff, Elapsed))
    sees_deletion = finishes = follows("4.15", Fresh.from_(Armed, CrashLoopBackOff, Elapsed))


class PostStart(Machine):
    """The postStart hook: it holds the sync, and its failure kills the container."""

    field = "hook"
    scope = "container"
    concerns = "has_post_start"
    Idle = State(initial=True)
    Running = State()
    Failed = State()

    starts = follows("3.13 3.14", Running.from_(Idle, Failed))
    hook_succeeds = leads("3.13", Running.to(Idle, cond="kubelet_is_up and runs"))
    hook_fails = leads("3.14", Running.to(Failed, cond="kubelet_is_up and runs"))
    exits_zero = exits_nonzero = dies = follows("3.14", Running.to(Idle))
    backs_off = pull_fails = follows("2.5", Failed.to(Idle))
    creates_sandbox = follows("3.4", Failed.to(Idle, cond="starts_over"))
    kubelet_stops = follows("5.6", Idle.from_(Running, Failed))
    sees_deletion = finishes = follows("9.6", Failed.to(Idle))


class Stop(Machine):
    """How far the kubelet is in stopping a container: preStop, its turn, the TERM signal, then KILL."""

    field = "stop"
    scope = "container"
    Idle = State(initial=True)
    PreStop = State()
    Turn = State()
    Term = State()
    Brief = State()
    Again = State()

    stops_unhealthy = leads(
        "4.10 6.13 9.13",
        Idle.to(PreStop, cond="is_unhealthy and has_pre_stop")
        | Idle.to(Brief, cond="is_unhealthy and not has_pre_stop and probe_grace_is_brief")
        | Idle.to(Term, cond="is_unhealthy and not has_pre_stop and not probe_grace_is_brief"),
    )
    hook_fails = follows(
        "3.14 9.14",
        Idle.to(PreStop, cond="has_pre_stop")
        | Idle.to(Brief, cond="not has_pre_stop and grace_is_brief")
        | Idle.to(Term, cond="not has_pre_stop and not grace_is_brief"),
    )
    stop_begins = leads(
        "9.11 9.12 9.17",
        Idle.to(PreStop, cond="pod_is_being_stopped and runs and has_pre_stop")
        | Idle.to(Turn, cond="pod_is_being_stopped and runs and not has_pre_stop and waits_for_its_turn")
        | Idle.to(
            Brief,
            cond="pod_is_being_stopped and runs and not has_pre_stop and not waits_for_its_turn and grace_is_brief",
        )
        | Idle.to(
            Term,
            cond="pod_is_being_stopped and runs and not has_pre_stop and not waits_for_its_turn and not grace_is_brief",
        ),
    )
    pre_stop_ends = leads(
        "9.12 9.15",
        PreStop.to(Turn, cond="has_pre_stop and grace_is_left and waits_for_its_turn")
        | PreStop.to(Term, cond="has_pre_stop and grace_is_left and not waits_for_its_turn"),
    )
    pre_stop_ends_late = leads(
        "9.12", PreStop.to(Brief, cond="has_pre_stop and grace_is_left and not waits_for_its_turn")
    )
    pre_stop_cut = leads("9.12", PreStop.to(Brief, cond="has_pre_stop and grace_is_over"))
    turn_comes = leads("9.17", Turn.to(Term, cond="waits_for_its_turn and grace_is_left and its_turn_to_stop"))
    turn_cut = leads("9.17", Turn.to(Brief, cond="waits_for_its_turn and grace_is_over"))
    minimum_over = leads("9.12", Brief.to(Term, cond="kubelet_is_up"))
    kills = leads(
        "9.12",
        Term.to(Again, cond="grace_is_over and starts_again")
        | Term.to(Idle, cond="grace_is_over and not starts_again"),
    )
    exits_zero = exits_nonzero = dies = follows(
        "3.5 4.10 9.12",
        Again.from_(PreStop, Turn, Term, Brief, cond="starts_again")
        | Idle.from_(PreStop, Turn, Term, Brief, cond="not starts_again"),
    )
    skips_restart = leads("5.9", Again.to(Idle, cond="kubelet_is_up and worker_syncs"))
    starts = backs_off = pull_fails = follows("4.10 5.9", Again.to(Idle))
    kubelet_stops = follows("9.26", Idle.from_(PreStop, Turn, Term, Brief, Again))
    sees_deletion = follows("4.4", Again.to(Idle))


class KillTimer(Machine):
    """The timer of a kill: it runs for the one container that this sync kills, with the grace of that kill."""

    scope = "container"
    Anytime = State(initial=True)

    kill_grace_over = leads("6.13 9.12", Anytime.to.itself(cond="kill_grace_runs"))
