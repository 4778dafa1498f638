"""The modular engine never contradicts the symbolic one, which knows every state."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from strategies import NARROWED, SCENARIOS, pods
from widened import contradictions, explored, questions, widened

from podproof.checker.compile import Compiled
from podproof.checker.engines import ENGINES
from podproof.checker.exploration import Options, explore
from podproof.checker.model import Bounds
from podproof.spec.manifest import read
from podproof.spec.pod.known_bugs import BUGS
from podproof.spec.pod.lifecycle import LIFECYCLE

ASKED = ["gates", "init-always", "own-policies", "restart-all", "single-never"]
"""Scenarios that together have every kind of container, lock and policy."""

MOST_OPEN = 0.1
"""The share of questions that may be left open: a few laws about the order of containers."""


@pytest.mark.parametrize("name", ASKED)
def test_it_agrees_with_the_symbolic_engine_and_leaves_little_open(name):
    compiled = Compiled(LIFECYCLE, widened(SCENARIOS[name]), NARROWED[name])
    modular, exact = explored(compiled, "modular"), explored(compiled, "symbolic")
    assert contradictions(LIFECYCLE, compiled, modular, exact) == []
    known = [modular.reachable(formula) for _, formula in questions(LIFECYCLE, compiled)]
    assert {True, False} <= set(known)
    assert known.count(None) < MOST_OPEN * len(known)


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=6)
@given(pods(most_inits=1, most_regulars=1, most_ephemeral=0))
def test_it_agrees_about_random_pods(pod):
    compiled = Compiled(LIFECYCLE, widened(pod), ())
    modular = ENGINES["modular"](compiled.model, Bounds())
    assume(modular.explore().complete)
    assert contradictions(LIFECYCLE, compiled, modular, explored(compiled, "symbolic")) == []


BROKEN = {bug.issue: bug for bug in BUGS if bug.issue in {"141155", "137710", "120247", "117005", "105358"}}
"""Bugs that violate laws about one container, about their order, and about the Pod."""


@pytest.mark.parametrize("issue", BROKEN)
def test_a_law_that_a_bug_violates_gets_a_counterexample_that_replays(issue):
    bug = BROKEN[issue]
    (manifest,) = read([str(bug.manifest)], kubernetes=bug.kubernetes).pods
    (law,) = (each for each in LIFECYCLE.laws if each.name == bug.law)
    faults = frozenset({*bug.faults.split(), *law.faults.split()})
    found = explore(bug.specification, widened(manifest.pod), Options("modular", faults, laws=(bug.law,)))
    (verdict,) = found.verdicts
    trace = found.trace_of(verdict)
    assert verdict.outcome == "violated"
    assert trace is not None
    model, state = found.compiled.model, trace.start
    assert state == model.initial
    for step in trace.steps:
        state = model.successor(step.action, state)
        assert state == step.state
