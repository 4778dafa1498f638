"""Executions with few faults are tried first: what they explain is legal, and all others decide what they do not."""

import io
import json

import pytest
from recordings import histories, observers

from podproof.checker.conformance import pod_history
from podproof.checker.conformance.likely_observer import LikelyObserver
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import judge

HISTORIES = histories("v1.36.2")
CRASHES, NODE_IS_LOST = "single-exit1then0-always", "nl-tol5-term"


def judged(name, known):
    lines = b"".join(json.dumps(event).encode() + b"\n" for event in HISTORIES[name])
    (verdict,) = judge(io.BytesIO(lines), "-", known)
    return verdict


def exact_belief(verdict):
    """The belief of the observer of all executions after the history."""
    observer = verdict.history.observer.observer
    belief = observer.start
    for each in verdict.history.path:
        belief = observer.after(belief, each.snapshot)
    return belief


@pytest.mark.parametrize("name", [CRASHES, NODE_IS_LOST])
def test_likely_executions_lead_to_states_that_all_executions_lead_to(name):
    verdict = judged(name, observers(36))
    likely, exact = verdict.history.belief.states, exact_belief(verdict).states
    assert verdict.legal
    assert likely.satisfiable()
    assert not (likely & ~exact).satisfiable()


def test_where_likely_executions_end_all_executions_are_judged_from_the_beginning(monkeypatch):
    states_after = LikelyObserver.states_after

    def until_it_restarts(observer, belief, symbol):
        states = states_after(observer, belief, symbol)
        (container,) = symbol.containers
        return states & ~states if container and container.restarts else states

    monkeypatch.setattr(LikelyObserver, "states_after", until_it_restarts)
    verdict = judged(CRASHES, PodObservers(36))
    assert verdict.legal
    assert verdict.history.belief is exact_belief(verdict)


def test_a_pod_of_whose_path_not_all_is_kept_is_judged_by_all_executions(monkeypatch):
    exact = exact_belief(verdict := judged(CRASHES, observers(36)))
    monkeypatch.setattr(pod_history, "LONGEST", len(verdict.history.path) - 1)
    assert judged(CRASHES, observers(36)).history.belief is exact
