"""A campaign: rounds of walks, until they are enough, or the time is over, or one fails."""

from time import monotonic
from typing import Any, NamedTuple

from hypothesis import Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from checker.walks.coverage import Coverage
from checker.walks.failures import Failure, Violation
from checker.walks.journal import Journal, TimeIsOver
from checker.walks.simplifying import simplified
from checker.walks.walking import Walk, walks
from checker.walks.way import Way

ROUND = 20
"""Walks in a run of Hypothesis.  It keeps all walks of a run in mind, and goes over variations of those that it had:
many short runs see a seventh more transitions than one long one."""

SHRINKING = 30.0
"""Seconds that Hypothesis has to shrink a failure; Pod and story are made irreducible afterwards."""


class Plan(NamedTuple):
    """How much to walk: at most so many walks (None: no end) of so many steps, for at most so many seconds."""

    walks: int | None = 100
    steps: int = 200
    seconds: float | None = None
    seed: int = 0


class Campaign(NamedTuple):
    """What became of the walks: how many walks and steps, in which time, what they have seen, and how one failed."""

    walks: int
    steps: int
    seconds: float
    coverage: Coverage
    failure: Failure | None
    in_time: bool


def campaign(begin: st.SearchStrategy[Any], way: Way, plan: Plan) -> Campaign:
    """Walk as planned; the same plan walks the same walks."""
    began = monotonic()
    journal = Journal(None if plan.seconds is None else began + plan.seconds, SHRINKING)
    walking = walks(begin, way, steps=plan.steps, journal=journal)
    number, in_time = 0, True
    while journal.failure is None and in_time and (plan.walks is None or number * ROUND < plan.walks):
        many = ROUND if plan.walks is None else min(ROUND, plan.walks - number * ROUND)
        in_time = round_of(walking, many, f"{plan.seed} {number}")
        number += 1
    failure = journal.failure
    if isinstance(failure, Violation):
        failure = simplified(failure, walking.grounds, way)
    return Campaign(
        journal.walks, journal.steps, monotonic() - began, journal.coverage, failure, in_time or failure is not None
    )


def round_of(walking: type[Walk], many: int, name: str) -> bool:
    """Walk so many times, and say whether there was time for it; a failure is in the journal."""
    quietly = settings(
        walking.TestCase.settings,
        max_examples=many,
        database=None,
        derandomize=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
    )
    try:
        run_state_machine_as_test(seed(name)(walking), settings=quietly)
    except TimeIsOver:
        return False
    except Failure:
        pass
    return True
