"""The three probes: each stores a result, which turns when a streak of equal results reaches the probe's threshold.

The kubelet's streak continues when a container is restarted [6.2].  The model forgets it, so that containers do not
differ by their history, and instead lets the result of a restarted container turn before the threshold.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from statemachine import State
from statemachine.transition_list import TransitionList

from podproof.spec.notation import Predicate
from podproof.spec.notation_of_machines import follows, follows_each, leads, sets
from podproof.spec.pod.events import CONTAINER_ENDS, TERMINATION_CAUSES
from podproof.spec.pod.machines.base import ContainerMachine
from podproof.spec.pod.predicates import (
    one_more_liveness_failure,
    one_more_readiness_result,
    one_more_startup_failure,
)


class Streak(NamedTuple):
    """A probe's count of equal results in a row.

    `runs` is the predicate that the kubelet runs the probe, `field` holds the count, and `one_more` computes the next.
    """

    runs: str
    field: str
    one_more: Predicate

    @property
    def ends(self) -> Callable[..., dict[str, Any]]:
        """The action that sets the count back to 0."""
        return sets(**{self.field: 0})

    def turns(self, source: State, target: State, last: str) -> TransitionList:
        """A result turns the stored one if it is the last that the threshold asks for, and is else counted."""
        counted = sets(**{self.field: self.one_more})
        result: TransitionList = source.to(target, cond=f"{self.runs} and {last}", on=self.ends) | source.to.itself(
            cond=f"{self.runs} and not {last}", on=counted
        )
        return result

    def turns_early(self, source: State, target: State, last: str) -> TransitionList:
        """A result turns the stored one below the threshold, because the streak began before the restart."""
        early = f"{self.runs} and has_restarted and not {last}"
        result: TransitionList = source.to(target, cond=early, on=self.ends)
        return result

    def confirms(self, stored: State) -> TransitionList:
        """A result equal to the stored one ends a streak of others."""
        result: TransitionList = stored.to.itself(cond=self.runs, on=self.ends)
        return result


STARTUP = Streak("probes_startup", "startup_streak", one_more_startup_failure)
LIVENESS = Streak("probes_liveness", "liveness_streak", one_more_liveness_failure)
READINESS = Streak("probes_readiness", "readiness_streak", one_more_readiness_result)


class Startup(ContainerMachine):
    """The result of the startup probe: until it is Success no other probe runs and no later container starts."""

    field = "startup"
    actor = "kubelet"
    concerns = "has_startup_probe"
    Unknown = State(initial=True)
    Success = State()
    Failure = State()

    startup_succeeds = leads(
        "6.4 6.6",
        Unknown.to(Success, cond="probes_startup", on=STARTUP.ends),
        every="startup_success_time",
        since="probes_startup",
        unless="startup_awaits_sync",
    )
    startup_fails = leads(
        "6.5 6.6",
        STARTUP.turns(Unknown, Failure, "last_startup_failure"),
        every="startup_result_time",
        since="probes_startup",
        unless="startup_awaits_sync",
    )
    startup_fails_early = leads("6.2 6.5", STARTUP.turns_early(Unknown, Failure, "last_startup_failure"))
    follows_each(
        f"{CONTAINER_ENDS} resets_pod", "6.1", Unknown.from_(Success, Failure) | Unknown.to.itself(on=STARTUP.ends)
    )
    kubelet_stops = follows(
        "6.14",
        Success.to(Unknown, cond="not remembers_started") | Failure.to(Unknown) | Unknown.to.itself(on=STARTUP.ends),
    )
    follows_each(
        TERMINATION_CAUSES,
        "6.12",
        Success.from_(Unknown, Failure, cond="runs", on=STARTUP.ends)
        | Unknown.to.itself(cond="not runs", on=STARTUP.ends),
    )
    kubelet_starts = follows("6.12", Unknown.to(Success, cond="must_terminate and runs"))


class Liveness(ContainerMachine):
    """The result of the liveness probe: on Failure the kubelet stops the container."""

    field = "liveness"
    actor = "kubelet"
    concerns = "has_liveness_probe"
    Success = State(initial=True)
    Failure = State()

    liveness_succeeds = leads(
        "6.5",
        LIVENESS.confirms(Success),
        every="liveness_result_time",
        since="probes_liveness",
        unless="liveness_awaits_sync",
    )
    liveness_fails = leads(
        "6.5 6.6",
        LIVENESS.turns(Success, Failure, "last_liveness_failure"),
        every="liveness_result_time",
        since="probes_liveness",
        unless="liveness_awaits_sync",
    )
    liveness_fails_early = leads("6.2 6.5", LIVENESS.turns_early(Success, Failure, "last_liveness_failure"))
    follows_each(f"{CONTAINER_ENDS} resets_pod", "6.1", Failure.to(Success) | Success.to.itself(on=LIVENESS.ends))
    follows_each(
        f"kubelet_stops {TERMINATION_CAUSES}", "6.12 6.14", Failure.to(Success) | Success.to.itself(on=LIVENESS.ends)
    )


class Readiness(ContainerMachine):
    """The result of the readiness probe: it decides whether the container is ready, even while the Pod terminates."""

    field = "readiness"
    actor = "kubelet"
    concerns = "has_readiness_probe"
    Failure = State(initial=True)
    Success = State()

    readiness_succeeds = leads(
        "6.5",
        READINESS.turns(Failure, Success, "last_readiness_success") | READINESS.confirms(Success),
        every="readiness_result_time",
        since="probes_readiness",
        unless="readiness_awaits_sync",
    )
    readiness_fails = leads(
        "6.5",
        READINESS.turns(Success, Failure, "last_readiness_failure") | READINESS.confirms(Failure),
        every="readiness_result_time",
        since="probes_readiness",
        unless="readiness_awaits_sync",
    )
    readiness_succeeds_early = leads("6.2 6.5", READINESS.turns_early(Failure, Success, "last_readiness_success"))
    follows_each(
        f"{CONTAINER_ENDS} resets_pod",
        "6.1",
        Success.to(Failure, on=READINESS.ends) | Failure.to.itself(on=READINESS.ends),
    )
    kubelet_stops = follows(
        "6.14",
        Success.to.itself(cond="remembers_started", on=READINESS.ends)
        | Success.to(Failure, cond="not remembers_started", on=READINESS.ends)
        | Failure.to.itself(on=READINESS.ends),
    )
