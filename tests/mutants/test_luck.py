"""What a law of weak fairness is worth: it finds what is left to luck, which a law of probability one lets pass."""

from functools import cache

import pytest
from lapses import LUCK
from strategies import SCENARIOS

from podproof.checker.exploration import Exploration, Liveness, Options, explore
from podproof.checker.model import evaluate
from podproof.checker.verify import Verdict
from podproof.spec.pod.laws import LAWS

every_lapse = pytest.mark.parametrize("fault", LUCK, ids=lambda fault: fault.law)


@cache
def explored(law: str, liveness: Liveness) -> tuple[Exploration, Verdict]:
    """The lapse that is seeded for the law, and the verdict on the law, asked for under weak fairness or not."""
    (fault,) = (fault for fault in LUCK if fault.law == law)
    exploration = explore(
        fault.specification, SCENARIOS[fault.scenario], Options("symbolic", laws=(law,), liveness=liveness)
    )
    (verdict,) = exploration.verdicts
    return exploration, verdict


@every_lapse
def test_what_is_left_to_luck_comes_with_probability_one(fault):
    _, verdict = explored(fault.law, liveness="almost-sure")
    assert (verdict.outcome, verdict.strength) == ("holds", "almost surely")


@every_lapse
def test_what_is_left_to_luck_does_not_come_under_weak_fairness(fault):
    _, verdict = explored(fault.law, liveness="weak-fairness")
    assert (verdict.outcome, verdict.fair, verdict.strength) == ("violated", "violated", "almost surely")


@every_lapse
def test_bad_luck_is_told_as_a_loop_that_misses_the_goal(fault):
    exploration, verdict = explored(fault.law, liveness="weak-fairness")
    trace = exploration.trace_of(verdict)
    states = [trace.start, *(step.state for step in trace.steps)]
    assert trace.loop and states[-1] == states[-1 - trace.loop]
    assert not any(evaluate(verdict.question.goal, state) for state in states[-1 - trace.loop :])


@pytest.mark.parametrize("law", [law for law in LAWS if law.strength == "weak fairness"], ids=lambda law: law.name)
def test_every_law_of_weak_fairness_finds_something_left_to_luck(law):
    assert law.name in {fault.law for fault in LUCK}
