"""The engines agree on laws under weak fairness, and live machines replay the lassos of counterexamples."""

from functools import lru_cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from strategies import COMPARED, FEWER, NARROWED, SCENARIOS, pods

from podproof.checker.engines.live import LiveMachines
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.model import Bounds
from podproof.checker.verify import ALMOST_SURELY
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod

LEADS_TO = tuple(law.name for law in LAWS if law.kind == "leads_to")

REPLAYED = ["single-never", "hooks", "init-never", "sidecar-never", "two-always"]
"""Scenarios whose lassos are replayed by live machines, which take a millisecond for a state."""

UNBOUNDED = Bounds()


def fairly(pod: Pod, engine: str, faults: frozenset[str] = FEWER, bounds: Bounds = UNBOUNDED) -> Exploration:
    """The Pod with its `leads_to` laws decided under weak fairness."""
    options = Options(engine, faults=faults, bounds=bounds, laws=LEADS_TO, liveness="weak-fairness")
    return explore(LIFECYCLE, pod, options)


@lru_cache(maxsize=2)
def symbolic(name: str, faults: frozenset[str] = FEWER) -> Exploration:
    """A scenario as sets of states, explored once for the tests that follow on each other."""
    return fairly(SCENARIOS[name], "symbolic", faults)


def answers(exploration: Exploration) -> dict[str, tuple[str, str, str | None]]:
    """What became of each law, whichever engine decided it."""
    return {each.law.name: (each.outcome, each.strength, each.fair) for each in exploration.verdicts}


@pytest.mark.parametrize("name", COMPARED)
def test_both_engines_decide_every_law_alike_under_weak_fairness(name):
    """The outcome, the strength, and what became of it under weak fairness, of each `leads_to` law."""
    faults = NARROWED[name]
    assert answers(symbolic(name, faults)) == answers(fairly(SCENARIOS[name], "explicit", faults))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=3)
@given(pods(most_inits=1, most_regulars=1))
def test_both_engines_decide_every_law_of_any_small_pod_alike_under_weak_fairness(pod):
    """The same for random Pods, with the laws that claim weak fairness among those that hold."""
    explicit = fairly(pod, "explicit", bounds=Bounds(states=5_000))
    assume(explicit.size.complete)
    decided = fairly(pod, "symbolic")
    assert answers(decided) == answers(explicit)
    claims = [each for each in decided.verdicts if each.law.strength == "weak fairness"]
    assert {each.outcome for each in claims} <= {"holds", "undecided", "not applicable"}


@pytest.mark.parametrize("name", REPLAYED)
def test_live_machines_replay_the_lasso_of_each_law_that_holds_only_almost_surely(name):
    exploration = symbolic(name)
    live = LiveMachines(exploration.compiled)
    unfair = [each for each in exploration.verdicts if each.fair == "violated"]
    assert {(each.outcome, each.strength) for each in unfair} == {("holds", ALMOST_SURELY)}
    for verdict in unfair:
        trace = exploration.engine.counterexample(verdict.question)
        states = [trace.start, *(step.state for step in trace.steps)]
        for state, step in zip(states, trace.steps, strict=False):
            assert dict(live.successors(state))[step.action.event, step.action.component] == step.state
        assert trace.loop and states[-1 - trace.loop] == states[-1]
