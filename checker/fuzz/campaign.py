"""A campaign: rounds of walks, up to a number or a time, or until one fails."""

from collections.abc import Iterator
from contextlib import suppress
from random import Random
from time import monotonic
from typing import Any, Literal, NamedTuple

from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from podproof.checker.fuzz.coverage import TransitionCoverage
from podproof.checker.fuzz.failures import Failure
from podproof.checker.fuzz.recorder import Recorder
from podproof.checker.fuzz.settings import WalkSettings
from podproof.checker.fuzz.walk import Walk, walks

ROUND = 10
"""The number of walks in a run of Hypothesis.  Within a run it varies earlier walks: many short runs cover more
transitions than one long run."""


class Plan(NamedTuple):
    """The number of walks (None: no limit), the most steps of each, and the seconds after which no round starts.

    The first round has the `seed` itself, each later round a seed drawn from it.
    """

    walks: int | None = 100
    steps: int = 200
    seconds: float | None = None
    seed: int = 0


Stop = Literal["", "time limit", "interrupted"]
"""Why a campaign ended before its last walk."""


class Campaign(NamedTuple):
    """The results of a campaign: number of walks and steps, seconds, coverage, and the failure if one failed.

    `last` is the plan of the last round alone, which repeats the failure.
    """

    walks: int
    steps: int
    seconds: float
    coverage: TransitionCoverage
    failure: Failure | None
    stop: Stop
    last: Plan


def campaign(pods: st.SearchStrategy[Any], walk_settings: WalkSettings, plan: Plan) -> Campaign:
    """Walk as planned; the same plan gives the same walks."""
    began, recorder, last = monotonic(), Recorder(), plan
    stop: Stop = ""
    machine = walks(pods, walk_settings, steps=plan.steps, recorder=recorder)
    try:
        for last in rounds(plan):
            walk_round(machine, last)
            if recorder.failure is not None:
                break
            if plan.seconds is not None and monotonic() > began + plan.seconds:
                stop = "time limit"
                break
    except KeyboardInterrupt:
        stop = "interrupted"
    return Campaign(
        recorder.walks, recorder.steps, monotonic() - began, recorder.coverage, recorder.failure, stop, last
    )


def rounds(plan: Plan) -> Iterator[Plan]:
    """The rounds of a plan, each as a plan of its own."""
    left, seeds = plan.walks, Random(plan.seed)
    now = plan.seed
    while left is None or left > 0:
        size = ROUND if left is None else min(ROUND, left)
        yield plan._replace(walks=size, seconds=None, seed=now)
        left = None if left is None else left - size
        now = seeds.randrange(2**32)


def walk_round(machine: type[Walk], plan: Plan) -> None:
    """Walk one round; the recorder has its failure."""
    round_settings = settings(
        machine.TestCase.settings,
        max_examples=plan.walks or ROUND,
        phases=[Phase.generate],
        database=None,
        derandomize=False,
    )
    with suppress(Failure):
        run_state_machine_as_test(seed(plan.seed)(machine), settings=round_settings)
