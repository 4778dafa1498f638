"""The probes: streaks of equal results that turn a stored result (SEMANTICS 6).

The kubelet's run of equal results goes on when a container is started again (6.2).  To keep it for containers that do
not run would tell them apart by histories; instead a restarted container may turn a result early.
"""

from statemachine import State

from podproof.spec.notation import Machine, follows, leads, sets
from podproof.spec.pod.predicates import (
    one_more_liveness_failure,
    one_more_readiness_result,
    one_more_startup_failure,
)


class Startup(Machine):
    """The startup probe: no other probe runs, and nothing more is started, before it has succeeded."""

    field = "startup"
    scope = "container"
    concerns = "has_startup_probe"
    Unknown = State(initial=True)
    Success = State()
    Failure = State()

    startup_succeeds = leads("6.4 6.6", Unknown.to(Success, cond="probes_startup", on=sets(startup_streak=0)))
    startup_fails = leads(
        "6.5 6.6",
        Unknown.to(Failure, cond="probes_startup and last_startup_failure", on=sets(startup_streak=0))
        | Unknown.to.itself(
            cond="probes_startup and not last_startup_failure", on=sets(startup_streak=one_more_startup_failure)
        ),
    )
    startup_fails_early = leads(
        "6.2 6.5",
        Unknown.to(
            Failure,
            cond="probes_startup and has_restarted and not last_startup_failure",
            on=sets(startup_streak=0),
        ),
    )
    exits_zero = exits_nonzero = exits_ruled = exits_resetting = dies = kills = resets_pod = follows(
        "6.1", Unknown.from_(Success, Failure) | Unknown.to.itself(on=sets(startup_streak=0))
    )
    kubelet_stops = follows(
        "6.14",
        Success.to(Unknown, cond="not remembers_started")
        | Failure.to(Unknown)
        | Unknown.to.itself(on=sets(startup_streak=0)),
    )
    sees_deletion = finishes = evicts = preempts = shuts_down = exceeds_deadline = follows(
        "6.12",
        Success.from_(Unknown, Failure, cond="runs", on=sets(startup_streak=0))
        | Unknown.to.itself(cond="not runs", on=sets(startup_streak=0)),
    )
    kubelet_starts = follows("6.12", Unknown.to(Success, cond="must_end and runs"))


class Liveness(Machine):
    """The liveness probe: its failure gets the container killed."""

    field = "liveness"
    scope = "container"
    concerns = "has_liveness_probe"
    Success = State(initial=True)
    Failure = State()

    liveness_succeeds = leads("6.5", Success.to.itself(cond="probes_liveness", on=sets(liveness_streak=0)))
    liveness_fails = leads(
        "6.5 6.6",
        Success.to(Failure, cond="probes_liveness and last_liveness_failure", on=sets(liveness_streak=0))
        | Success.to.itself(
            cond="probes_liveness and not last_liveness_failure", on=sets(liveness_streak=one_more_liveness_failure)
        ),
    )
    liveness_fails_early = leads(
        "6.2 6.5",
        Success.to(
            Failure,
            cond="probes_liveness and has_restarted and not last_liveness_failure",
            on=sets(liveness_streak=0),
        ),
    )
    exits_zero = exits_nonzero = exits_ruled = exits_resetting = dies = kills = resets_pod = follows(
        "6.1", Failure.to(Success) | Success.to.itself(on=sets(liveness_streak=0))
    )
    kubelet_stops = sees_deletion = finishes = evicts = preempts = shuts_down = exceeds_deadline = follows(
        "6.12 6.14", Failure.to(Success) | Success.to.itself(on=sets(liveness_streak=0))
    )


class Readiness(Machine):
    """The readiness probe: it makes the container ready and unready, also while the Pod ends."""

    field = "readiness"
    scope = "container"
    concerns = "has_readiness_probe"
    Failure = State(initial=True)
    Success = State()

    readiness_succeeds = leads(
        "6.5",
        Failure.to(Success, cond="probes_readiness and last_readiness_success", on=sets(readiness_streak=0))
        | Failure.to.itself(
            cond="probes_readiness and not last_readiness_success", on=sets(readiness_streak=one_more_readiness_result)
        )
        | Success.to.itself(cond="probes_readiness", on=sets(readiness_streak=0)),
    )
    readiness_fails = leads(
        "6.5",
        Success.to(Failure, cond="probes_readiness and last_readiness_failure", on=sets(readiness_streak=0))
        | Success.to.itself(
            cond="probes_readiness and not last_readiness_failure", on=sets(readiness_streak=one_more_readiness_result)
        )
        | Failure.to.itself(cond="probes_readiness", on=sets(readiness_streak=0)),
    )
    readiness_succeeds_early = leads(
        "6.2 6.5",
        Failure.to(
            Success,
            cond="probes_readiness and has_restarted and not last_readiness_success",
            on=sets(readiness_streak=0),
        ),
    )
    exits_zero = exits_nonzero = exits_ruled = exits_resetting = dies = kills = resets_pod = follows(
        "6.1",
        Success.to(Failure, on=sets(readiness_streak=0)) | Failure.to.itself(on=sets(readiness_streak=0)),
    )
    kubelet_stops = follows(
        "6.14",
        Success.to.itself(cond="remembers_started", on=sets(readiness_streak=0))
        | Success.to(Failure, cond="not remembers_started", on=sets(readiness_streak=0))
        | Failure.to.itself(on=sets(readiness_streak=0)),
    )
