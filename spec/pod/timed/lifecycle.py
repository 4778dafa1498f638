"""The specification of the Pod lifecycle with a clock, and the configuration that it reads.

Without its clock it has the states of the lifecycle without one: what it knows besides only delays or forbids events.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from podproof.spec.notation import MachineTable, Transition
from podproof.spec.notation_of_time import Times
from podproof.spec.pod import predicates
from podproof.spec.pod.declared_times import UNDECLARED, DeclaredTimes
from podproof.spec.pod.events import CONTAINER_ENDS
from podproof.spec.pod.latencies import MEASURED, Latencies
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod, PodState
from podproof.spec.pod.timed import predicates as timed_predicates
from podproof.spec.pod.timed.predicates import one_more_level, one_more_readiness_result, successes_before
from podproof.spec.pod.timed.state import TimedContainerState
from podproof.spec.predicate_modules import predicates_of, with_predicates
from podproof.spec.saved_tables import tables


class TimedPod(NamedTuple):
    """A Pod with the latencies of its node, and what its owner declares."""

    pod: Pod
    latencies: Latencies = MEASURED
    declared: DeclaredTimes = UNDECLARED

    @property
    def members(self) -> tuple[Container, ...]:
        """The containers of the Pod."""
        return self.pod.members

    @property
    def settings(self) -> Mapping[str, Any]:
        """The settings of the Pod, and those of its clock."""
        return {**self.pod.settings, "latencies": self.latencies, "declared_times": self.declared}

    @property
    def components(self) -> tuple[Mapping[str, Any], ...]:
        """The settings of each container, with what is declared of it."""
        return tuple({**each, "declared": self.declared.of(each["name"])} for each in self.pod.components)


NARROWER = {
    "startup_succeeds": "may_answer_well",
    "startup_fails": "may_answer_badly",
    "liveness_succeeds": "may_answer_well",
    "liveness_fails": "may_answer_badly",
    "readiness_succeeds": "may_answer_well",
    "readiness_fails": "may_answer_badly",
    "exits_zero": "may_exit_zero",
    "exits_nonzero": "may_exit_nonzero",
    "backs_off": "not is_restarted_by_kill",
}
"""The predicate that narrows the guard of the leading transitions of each event."""

EARLY = frozenset({"startup_fails_early", "liveness_fails_early", "readiness_succeeds_early"})
"""Events that stand for a streak from before a restart, which the lifecycle with a clock remembers."""

STREAKS = {"Startup": "startup_streak", "Liveness": "liveness_streak", "Readiness": "readiness_streak"}
"""The machines of the probes, each with the field of its streak."""


def timed(machine: MachineTable, transition: Transition) -> Iterator[Transition]:
    """What the transition is where a clock runs."""
    if transition.leading:
        yield from _leading(transition)
    elif machine.name in STREAKS and transition.event in CONTAINER_ENDS.split():
        yield transition._replace(changes=_streak_after_end(machine, transition))
    elif machine.name == "Backoff":
        yield from _backing_off(transition)
    else:
        yield transition._replace(changes=_exact(transition.changes))


def _leading(transition: Transition) -> Iterator[Transition]:
    narrower = NARROWER.get(transition.event)
    guard = f"({transition.guard}) and {narrower}" if narrower else transition.guard
    changes = {**_exact(transition.changes), **_level_without_entry(transition)}
    if transition.event in CONTAINER_ENDS.split() and transition.times.since == "runs":
        drain = Times(after="drain_time", since="stop_signal_is_sent")
        yield transition._replace(guard=f"({guard}) and not stop_signal_is_sent", changes=changes)
        yield transition._replace(guard=f"({guard}) and stop_signal_is_sent", changes=changes, times=drain)
    elif transition.event not in EARLY:
        yield transition._replace(guard=guard, changes=changes)


def _exact(changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The changes, with functions that count up to the thresholds of the manifest."""
    functions = {predicates.one_more_readiness_result: one_more_readiness_result}
    return {field: functions.get(to, to) if callable(to) else to for field, to in changes.items()}


def _streak_after_end(machine: MachineTable, transition: Transition) -> Mapping[str, Any]:
    """The streak continues in the next instance [6.2]."""
    changes = {field: to for field, to in transition.changes.items() if field != STREAKS[machine.name]}
    if machine.name == "Readiness" and transition.source == "Success":
        return {**changes, "readiness_streak": successes_before}
    return changes


def _backing_off(transition: Transition) -> Iterator[Transition]:
    changes = {**transition.changes, **_level_without_entry(transition)}
    if transition.event == "starts" and transition.source == "Elapsed":
        doubled = transition._replace(changes={**changes, "backoff_level": one_more_level})
        yield from (doubled, doubled._replace(source="Armed"))
    else:
        yield transition._replace(changes=changes)


def _level_without_entry(transition: Transition) -> Mapping[str, Any]:
    return {"backoff_level": 0} if transition.target == "Fresh" else {}


TIMED_LIFECYCLE = LIFECYCLE._replace(
    machines=(*LIFECYCLE.machines, *tables("podproof.spec.pod.timed.machines", "TIMED_MACHINES")),
    predicates=with_predicates(predicates, predicates_of(timed_predicates)),
    records={"pod": PodState, "container": TimedContainerState},
    edit=timed,
)
"""The lifecycle with a clock, for configurations of the form `TimedPod`."""
