"""The engines agree on what comes under weak fairness, and live machines go round their loops."""

from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from strategies import FEWER, SCENARIOS, VISITED, pods

from podproof.checker.engines.live import LiveMachines
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.model import Bounds
from podproof.checker.verify import UNDER_WEAK_FAIRNESS
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod

UNBOUNDED = Bounds()

COMING = tuple(law.name for law in LAWS if law.kind == "leads_to")

TOLD = ["single-never", "hooks", "init-never", "sidecar-never", "two-always"]
"""Scenarios whose loops are replayed by live machines, which take a millisecond for a state."""


def weakly(pod: Pod, engine: str, faults: frozenset[str] | None = FEWER, bounds: Bounds = UNBOUNDED) -> Exploration:
    """The Pod with all that comes, asked for under weak fairness."""
    return explore(LIFECYCLE, pod, Options(engine, faults=faults, bounds=bounds, laws=COMING, liveness="weak-fairness"))


@cache
def by_sets(name: str) -> Exploration:
    """A scenario as sets of states."""
    return weakly(SCENARIOS[name], "symbolic")


def answers(exploration: Exploration) -> dict[str, tuple[str, str, str | None]]:
    """What became of each law, whoever decided it."""
    return {each.law.name: (each.outcome, each.strength, each.fair) for each in exploration.verdicts}


@pytest.mark.parametrize("name", VISITED)
def test_sets_of_states_and_states_one_by_one_are_fair_alike(name):
    assert answers(by_sets(name)) == answers(weakly(SCENARIOS[name], "explicit"))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=10)
@given(pods(most_inits=1, most_regulars=1))
def test_engines_are_fair_alike_on_any_small_pod(pod):
    graph = weakly(pod, "explicit", bounds=Bounds(states=20_000))
    assume(graph.size.complete)
    assert answers(weakly(pod, "symbolic")) == answers(graph)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=10)
@given(pods())
def test_a_law_of_weak_fairness_holds_for_any_pod_so(pod):
    promised = [each for each in weakly(pod, "symbolic").verdicts if each.law.strength == "weak fairness"]
    assert {each.outcome for each in promised} <= {"holds", "undecided", "not applicable"}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_law_of_weak_fairness_holds_for_every_scenario_so(name):
    promised = [each for each in by_sets(name).verdicts if each.law.strength == "weak fairness"]
    applying = [each for each in promised if each.outcome != "not applicable"]
    assert {(each.outcome, each.strength, each.reason) for each in applying} == {
        ("holds", UNDER_WEAK_FAIRNESS, UNDER_WEAK_FAIRNESS)
    }


@pytest.mark.parametrize("name", TOLD)
def test_every_loop_is_gone_round_by_live_machines(name):
    exploration = by_sets(name)
    live = LiveMachines(exploration.compiled)
    lives = [
        exploration.engine.counterexample(each.question) for each in exploration.verdicts if each.fair == "violated"
    ]
    assert lives
    for trace in lives:
        states = [trace.start, *(step.state for step in trace.steps)]
        for state, step in zip(states, trace.steps, strict=False):
            assert dict(live.successors(state))[step.action.event, step.action.component] == step.state
        assert trace.loop and states[-1 - trace.loop] == states[-1]


@pytest.mark.parametrize("name", TOLD)
def test_a_violation_with_no_way_back_and_a_loop_are_different_verdicts(name):
    luck = [each for each in by_sets(name).verdicts if each.fair == "violated"]
    assert {(each.outcome, each.strength) for each in luck} == {("holds", "almost surely")}
