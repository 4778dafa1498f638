"""Machines that only the lifecycle with a clock has: on their states durations and guards depend."""

from statemachine import State

from podproof.spec.notation_of_machines import follows, follows_each, leads, sets
from podproof.spec.pod.events import CONTAINER_ENDS, FAILED_STARTS, TERMINATION_CAUSES
from podproof.spec.pod.machines.base import ContainerMachine

ENDS = f"{CONTAINER_ENDS} resets_pod"
"""The process of a container ends, for whatever reason."""

FORGOTTEN = f"kubelet_stops {TERMINATION_CAUSES}"
"""The kubelet forgets what it remembers of containers that are to be restarted."""


class Health(ContainerMachine):
    """The process as its probes see it: it starts, is well, and may hang for good."""

    field = "health"
    actor = "process"
    concerns = "knows_health"
    Starting = State(initial=True)
    Healthy = State()
    Hanging = State()

    gets_healthy = leads("F7", Starting.to(Healthy, cond="runs"), after="healthy_time", since="runs")
    hangs = leads("F7", Hanging.from_(Starting, Healthy, cond="runs"), after="hang_time", since="runs")
    follows_each(ENDS, "F7", Starting.from_(Healthy, Hanging))


class Wait(ContainerMachine):
    """The wait since the last exit: a kill by a sync judges the next restart by it."""

    field = "wait"
    actor = "kubelet"
    concerns = "can_be_killed_by_a_sync"
    Over = State(initial=True)
    Counting = State()

    wait_passes = leads(
        "5.2 5.10",
        Counting.to(Over, cond="wait_counts"),
        after="crash_wait",
        since="has_exited_before",
        again=ENDS,
    )
    follows_each(ENDS, "5.2", Over.to(Counting))
    follows_each(FORGOTTEN, "5.6", Counting.to(Over))


class RestartByKill(ContainerMachine):
    """Whether the sync that has killed a container restarts it at once, judged by the exit before this one."""

    field = "restart_by_kill"
    concerns = "can_be_killed_by_a_sync"
    Ordinary = State(initial=True)
    AtOnce = State()

    follows_each(
        CONTAINER_ENDS,
        "5.10",
        Ordinary.to(
            AtOnce,
            cond="kill_restarts_at_once and backoff_is_armed and not kill_restarts_it",
            on=sets(backoff="Elapsed"),
        )
        | Ordinary.to(AtOnce, cond="kill_restarts_at_once"),
    )
    follows_each(
        f"starts {FAILED_STARTS} skips_restart forgets_container resets_pod creates_sandbox {FORGOTTEN}",
        "5.10",
        AtOnce.to(Ordinary),
    )


class Start(ContainerMachine):
    """The start of a container: the pod worker starts one after the other, and does nothing else meanwhile."""

    field = "start"
    actor = "kubelet"
    concerns = "has_others"
    Idle = State(initial=True)
    InProgress = State()

    begins_start = leads(
        "3.12 3.13 6.18",
        Idle.to(InProgress, cond="start_can_be_tried and not a_start_is_in_progress"),
        after="at_once",
    )
    gives_up_start = leads("3.13 4.12", InProgress.to(Idle, cond="not start_can_be_tried"), after="at_once")
    starts = follows("3.13", InProgress.to(Idle))
    follows_each(f"{FAILED_STARTS} {FORGOTTEN}", "3.13 5.6", InProgress.to(Idle))


class StartupTick(ContainerMachine):
    """Where the worker of the startup probe is on its grid."""

    field = "startup_tick"
    concerns = "has_startup_probe"
    First = State(initial=True)
    Later = State()

    startup_succeeds = startup_fails = follows("6.15", First.to(Later))
    follows_each(f"{ENDS} {FORGOTTEN}", "6.15", Later.to(First))


class LivenessTick(ContainerMachine):
    """Where the worker of the liveness probe is on its grid."""

    field = "liveness_tick"
    concerns = "has_liveness_probe"
    First = State(initial=True)
    Later = State()

    liveness_succeeds = liveness_fails = follows("6.15", First.to(Later))
    follows_each(f"{ENDS} {FORGOTTEN}", "6.15", Later.to(First))


class ReadinessTick(ContainerMachine):
    """Where the worker of the readiness probe is on its grid."""

    field = "readiness_tick"
    concerns = "has_readiness_probe"
    First = State(initial=True)
    Triggered = State()
    Later = State()

    readiness_succeeds = readiness_fails = follows(
        "6.15 6.16",
        Triggered.from_(First, Later, cond="not readiness_succeeded")
        | Later.from_(First, Triggered, cond="readiness_succeeded"),
    )
    follows_each(f"{ENDS} kubelet_stops", "6.15", First.from_(Triggered, Later))


TIMED_MACHINES = (Health, Wait, RestartByKill, Start, StartupTick, LivenessTick, ReadinessTick)
