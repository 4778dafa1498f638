"""The API: the binding of the Pod, its status, its endpoints and its deletion."""

from statemachine import State

from podproof.spec.notation_of_machines import follows, leads
from podproof.spec.pod.machines.base import PodMachine


class SchedulingGate(PodMachine):
    """All scheduling gates of the Pod, as one."""

    field = "scheduling_gate"
    concerns = "has_scheduling_gates"
    Closed = State(initial=True)
    Open = State(final=True)

    opens_scheduling_gate = follows("3.1", Closed.to(Open))


class Scheduling(PodMachine):
    """The binding of the Pod to a node, which is final; condition PodScheduled."""

    field = "scheduling"
    actor = "scheduler"
    Unscheduled = State(initial=True)
    Scheduled = State(final=True)

    schedules = leads("3.1 7.1 F1", Unscheduled.to(Scheduled, cond="may_be_scheduled"), after="schedule_time")


class StatusManager(PodMachine):
    """The part of the kubelet that writes the status: a watcher of the API sees the Pod only as it publishes it."""

    actor = "kubelet"
    shows = "publishes publishes_readiness"
    Anytime = State(initial=True)

    publishes = leads(
        "1.2 9.10", Anytime.to.itself(cond="may_publish"), after="publish_time", unless="a_start_is_in_progress"
    )
    publishes_readiness = leads("7.7", Anytime.to.itself(cond="may_publish_readiness"), after="publish_time")
    confirms = leads("9.21", Anytime.to.itself(cond="is_terminating and may_confirm"), after="confirm_time")


class Phase(PodMachine):
    """The phase in the API; Succeeded and Failed are final."""

    field = "phase"
    Pending = State(initial=True)
    Running = State()
    Succeeded = State(final=True)
    Failed = State(final=True)
    Unknown = State()

    publishes = follows(
        "1.6 1.7 1.12 1.13",
        Pending.from_(Running, Unknown, cond="publishes_pending")
        | Running.from_(Pending, Unknown, cond="publishes_running")
        | Succeeded.from_(Pending, Running, Unknown, cond="publishes_succeeded")
        | Failed.from_(Pending, Running, Unknown, cond="publishes_failed"),
    )
    writes_unknown = follows("1.17 11.1", Unknown.from_(Pending, Running))
    collects = follows("10.8", Failed.from_(Pending, Running, Unknown))


class ReadinessGate(PodMachine):
    """All conditions that the Pod's readiness gates name, as one."""

    field = "readiness_gate"
    concerns = "has_readiness_gates"
    NotTrue = State(initial=True)
    Met = State()

    meets_readiness_gate = follows("7.5", NotTrue.to(Met))
    fails_readiness_gate = follows("7.5", Met.to(NotTrue))


class ReadyCondition(PodMachine):
    """The condition Ready in the API, on which the endpoints depend."""

    field = "ready"
    NotReady = State(initial=True)
    Ready = State()

    publishes = follows(
        "7.4 7.5 7.6", NotReady.to(Ready, cond="publishes_ready") | Ready.to(NotReady, cond="not publishes_ready")
    )
    publishes_readiness = follows(
        "7.7",
        NotReady.to(Ready, cond="publishes_ready and phase_is_running") | Ready.to(NotReady, cond="publishes_unready"),
    )
    marks_unready = follows("10.8", Ready.to(NotReady))


class Endpoint(PodMachine):
    """The Pod in the endpoints of its Services: they follow the API with a delay."""

    field = "endpoint"
    actor = "endpoints"
    Absent = State(initial=True)
    Ready = State()

    adds_endpoint = leads("8.1 8.5", Absent.to(Ready, cond="should_be_endpoint"), after="endpoint_addition_time")
    removes_endpoint = leads("8.1 8.3", Ready.to(Absent, cond="not should_be_endpoint"), after="endpoint_removal_time")


class Deletion(PodMachine):
    """The deletion of the Pod object: marked with a grace period, then removed; the mark is never unset."""

    field = "deletion"
    Alive = State(initial=True)
    Requested = State()
    Shortened = State()
    Held = State()
    Gone = State(final=True)
    Forced = State(final=True)

    deletes = follows(
        "9.1 9.2 9.5 9.24",
        Alive.to(Requested, cond="grace_applies")
        | Alive.to(Held, cond="not grace_applies and has_finalizers")
        | Alive.to(Gone, cond="not has_finalizers and nothing_to_stop and not was_collected")
        | Alive.to(Forced, cond="not has_finalizers and not grace_applies and (was_collected or not nothing_to_stop)"),
    )
    deletes_sooner = follows("9.3", Requested.to(Shortened))
    forces = follows(
        "9.3 9.5 9.24",
        Held.from_(Alive, Requested, Shortened, cond="has_finalizers")
        | Gone.from_(Alive, Requested, Shortened, cond="not has_finalizers and nothing_to_stop and not was_collected")
        | Forced.from_(
            Alive, Requested, Shortened, cond="not has_finalizers and (was_collected or not nothing_to_stop)"
        ),
    )
    confirms = follows(
        "9.5 9.21",
        Held.from_(Requested, Shortened, cond="has_finalizers")
        | Gone.from_(Requested, Shortened, cond="not has_finalizers"),
    )
    removes_finalizers = follows(
        "9.5", Held.to(Gone, cond="nothing_is_left_on_node") | Held.to(Forced, cond="not nothing_is_left_on_node")
    )
