"""A campaign: rounds of walks, until they are enough, or the time is over, or one fails."""

from collections.abc import Iterator
from contextlib import suppress
from random import Random
from time import monotonic
from typing import Any, Literal, NamedTuple

from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from podproof.checker.fuzz.coverage import Coverage
from podproof.checker.fuzz.failures import Failure
from podproof.checker.fuzz.recorder import Recorder
from podproof.checker.fuzz.settings import WalkSettings
from podproof.checker.fuzz.walk import Walk, walks

ROUND = 10
"""Walks in a run of Hypothesis.  It keeps all walks of a run in mind, and goes over variations of those that it had:
many short runs see more transitions than one long one."""


class Plan(NamedTuple):
    """How much to walk: so many walks (None: no end) of at most so many steps; no round begins after so many seconds.

    The first round has the `seed` itself, each later one a seed that is drawn from it.
    """

    walks: int | None = 100
    steps: int = 200
    seconds: float | None = None
    seed: int = 0


Stop = Literal["", "the time is over", "interrupted"]
"""Why a campaign ended before its walks did."""


class Campaign(NamedTuple):
    """What became of the walks: how many walks and steps, in which time, what they have seen, and how one failed.

    `last` is the plan of the last round alone: it walks a walk that failed again.
    """

    walks: int
    steps: int
    seconds: float
    coverage: Coverage
    failure: Failure | None
    stop: Stop
    last: Plan


def campaign(begin: st.SearchStrategy[Any], way: WalkSettings, plan: Plan) -> Campaign:
    """Walk as planned; the same plan walks the same walks."""
    began, journal, last = monotonic(), Recorder(), plan
    stop: Stop = ""
    walking = walks(begin, way, steps=plan.steps, journal=journal)
    try:
        for last in rounds(plan):
            walk(walking, last)
            if journal.failure is not None:
                break
            if plan.seconds is not None and monotonic() > began + plan.seconds:
                stop = "the time is over"
                break
    except KeyboardInterrupt:
        stop = "interrupted"
    return Campaign(journal.walks, journal.steps, monotonic() - began, journal.coverage, journal.failure, stop, last)


def rounds(plan: Plan) -> Iterator[Plan]:
    """The rounds of a plan, each as a plan of its own."""
    left, seeds = plan.walks, Random(plan.seed)
    now = plan.seed
    while left is None or left > 0:
        many = ROUND if left is None else min(ROUND, left)
        yield plan._replace(walks=many, seconds=None, seed=now)
        left = None if left is None else left - many
        now = seeds.randrange(2**32)


def walk(walking: type[Walk], plan: Plan) -> None:
    """Walk one round; a failure is in the journal."""
    alike = settings(
        walking.TestCase.settings,
        max_examples=plan.walks or ROUND,
        phases=[Phase.generate],
        database=None,
        derandomize=False,
    )
    with suppress(Failure):
        run_state_machine_as_test(seed(plan.seed)(walking), settings=alike)
