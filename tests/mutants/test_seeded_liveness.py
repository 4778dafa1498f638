"""A law that claims weak fairness finds mutations that an almost-sure law misses."""

from functools import cache

import pytest
from seeded_liveness import ALMOST_SURE_ONLY
from strategies import SCENARIOS

from podproof.checker.exploration import Exploration, Liveness, Options, explore
from podproof.checker.formulas import evaluate
from podproof.checker.verify import Verdict
from podproof.spec.pod.laws import LAWS

every_mutation = pytest.mark.parametrize("mutation", ALMOST_SURE_ONLY, ids=lambda mutation: mutation.law)


@cache
def explored(law: str, liveness: Liveness) -> tuple[Exploration, Verdict]:
    """The exploration with the mutation that is seeded for the law, and the verdict on the law."""
    (mutation,) = (each for each in ALMOST_SURE_ONLY if each.law == law)
    exploration = explore(
        mutation.specification, SCENARIOS[mutation.scenario], Options("symbolic", laws=(law,), liveness=liveness)
    )
    (verdict,) = exploration.verdicts
    return exploration, verdict


@every_mutation
def test_the_law_still_holds_almost_surely(mutation):
    _, verdict = explored(mutation.law, liveness="almost-sure")
    assert (verdict.outcome, verdict.strength) == ("holds", "almost surely")


@every_mutation
def test_the_law_is_violated_under_weak_fairness(mutation):
    _, verdict = explored(mutation.law, liveness="weak-fairness")
    assert (verdict.outcome, verdict.fair, verdict.strength) == ("violated", "violated", "almost surely")


@pytest.mark.parametrize("mutation", ALMOST_SURE_ONLY[::8], ids=lambda mutation: mutation.law)
def test_the_counterexample_is_a_lasso_that_misses_the_goal(mutation):
    exploration, verdict = explored(mutation.law, liveness="weak-fairness")
    trace = exploration.trace_of(verdict)
    states = [trace.start, *(step.state for step in trace.steps)]
    assert trace.loop and states[-1] == states[-1 - trace.loop]
    assert not any(evaluate(verdict.question.goal, state) for state in states[-1 - trace.loop :])


@pytest.mark.parametrize("law", [law for law in LAWS if law.strength == "weak fairness"], ids=lambda law: law.name)
def test_every_law_that_claims_weak_fairness_has_such_a_mutation(law):
    assert law.name in {mutation.law for mutation in ALMOST_SURE_ONLY}
