"""No walk through any Pod's life breaks a law, and the machines walk as the model does."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from statemachine.exceptions import TransitionNotAllowed
from strategies import SCENARIOS, pods

from podproof.checker.engines.live import LiveMachines
from podproof.checker.exploration import explore
from podproof.checker.fuzz import Divergence, Violation, walks
from podproof.checker.fuzz.lifecycle import lifecycle, lives
from podproof.checker.model import Model
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.machines.containers import Backoff
from podproof.spec.pod.machines.environment import User
from podproof.spec.pod.variants import Change, variant

BROKEN = variant((Change(Backoff, "backs_off", target="CrashLoopBackOff", also={"source": "Fresh"}),))
"""The kubelet makes already the first restart wait."""

SINGLE = SCENARIOS["single-always"]


def walk(walking, walks=40):
    """The same walks each time, so that what is found once is found always."""
    surely = settings(walking.TestCase.settings, derandomize=True, database=None, max_examples=walks)
    run_state_machine_as_test(walking, settings=surely)


def test_no_walk_through_any_pod_breaks_a_law_or_leaves_the_machines(pytestconfig):
    many = settings(lives().TestCase.settings, max_examples=pytestconfig.getoption("walks"))
    run_state_machine_as_test(lives(), settings=many)


def test_no_walk_through_large_pods_does():
    walk(lives(pods(most_inits=3, most_regulars=4), steps=60), 5)


def test_a_walk_that_is_a_test_of_pytest_has_a_test_case():
    lives(st.just(SINGLE), steps=20).TestCase("runTest").runTest()


def test_every_event_has_a_rule_of_its_own():
    events = {rule.event for machine in LIFECYCLE.machines for rule in LIFECYCLE.transitions(machine)}
    assert [event for event in events if not hasattr(lives(), event)] == []


def test_a_machine_that_takes_a_step_elsewhere_is_noticed(monkeypatch):
    take = LiveMachines._take

    def elsewhere(live, event, machine, where, scope, after):
        if event != "starts":
            take(live, event, machine, where, scope, after)

    monkeypatch.setattr(LiveMachines, "_take", elsewhere)
    with pytest.raises(Divergence, match=r"(?s)differ about starts\n.*the image is present"):
        walk(walks(st.just(SINGLE), lifecycle(whole=10**9)))


def test_a_machine_that_may_take_another_step_is_noticed(monkeypatch):
    successors = LiveMachines.successors

    def fewer(live, state):
        return (each for each in successors(live, state) if each[0][0] != "deletes")

    monkeypatch.setattr(LiveMachines, "successors", fewer)
    with pytest.raises(Divergence, match="differ about deletes"):
        walk(walks(st.just(SINGLE), lifecycle(whole=1)))


def test_a_machine_that_does_not_lead_what_the_model_leads_is_noticed(monkeypatch):
    take = LiveMachines._take

    def unwilling(live, event, machine, where, scope, after):
        if machine is User:
            raise TransitionNotAllowed(None, set())
        take(live, event, machine, where, scope, after)

    monkeypatch.setattr(LiveMachines, "_take", unwilling)
    with pytest.raises(Divergence, match=r"differ about (deletes|forces)"):
        walk(walks(st.just(SINGLE), lifecycle(whole=10**9)))


def test_formulas_that_differ_from_the_generated_code_are_noticed(monkeypatch):
    monkeypatch.setattr(Model, "successor", lambda model, action, state: None)
    with pytest.raises(Divergence, match="the generated code and the formulas"):
        walk(lives(st.just(SINGLE)))


@pytest.fixture(scope="module")
def violation():
    """How the walks through a broken specification end."""
    with pytest.raises(Violation) as caught:
        walk(lives(st.just(SINGLE), specification=BROKEN), 200)
    return caught.value


def test_a_seeded_fault_is_walked_into_by_a_shortest_way(violation):
    exploration = explore(BROKEN, SINGLE)
    (verdict,) = (each for each in exploration.verdicts if each.law.name == "only-a-second-restart-backs-off")
    assert violation.law.name == "only-a-second-restart-backs-off"
    assert len(violation.trace.steps) == len(exploration.trace_of(verdict).steps)


def test_a_broken_law_is_told_as_a_trace(violation):
    law, _, head, first, *_, last = str(violation).splitlines()
    assert law.startswith("only-a-second-restart-backs-off: Only a container that has exited")
    assert head.split() == ["WHO", "WHAT", "STATUS", "READY", "RESTARTS"]
    assert "0." in first and "the Pod is created" in first
    assert "kubelet" in last and "app: CrashLoopBackOff" in last
