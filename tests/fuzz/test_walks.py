"""No walk violates a law, and the live machines agree with the model."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from statemachine.exceptions import TransitionNotAllowed
from strategies import SCENARIOS, pods

from podproof.checker.engines.live import LiveMachines
from podproof.checker.exploration import explore
from podproof.checker.fuzz import Divergence, Violation, walks
from podproof.checker.fuzz.lifecycle import lifecycle_machine, lifecycle_settings
from podproof.checker.model import Model
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.variants import Change, variant

BROKEN = variant((Change("Backoff", "backs_off", target="CrashLoopBackOff", also={"source": "Fresh"}),))
"""The first restart already waits."""

SINGLE = SCENARIOS["single-always"]


def walk(machine, walks=40):
    """Walk; the same walks each time."""
    deterministic = settings(machine.TestCase.settings, derandomize=True, database=None, max_examples=walks)
    run_state_machine_as_test(machine, settings=deterministic)


def test_no_walk_through_any_pod_violates_a_law_or_leaves_the_live_machines(pytestconfig):
    many = settings(lifecycle_machine().TestCase.settings, max_examples=pytestconfig.getoption("walks"))
    run_state_machine_as_test(lifecycle_machine(), settings=many)


def test_no_walk_through_large_pods_violates_a_law():
    walk(lifecycle_machine(pods(most_inits=3, most_regulars=4), steps=60), 5)


def test_the_test_case_of_a_state_machine_runs_under_pytest():
    test_case = lifecycle_machine(st.just(SINGLE), steps=20).TestCase
    test_case.settings = settings(test_case.settings, max_examples=5)
    test_case("runTest").runTest()


def test_every_event_has_its_own_rule():
    events = {rule.event for machine in LIFECYCLE.machines for rule in LIFECYCLE.transitions(machine)}
    assert [event for event in events if not hasattr(lifecycle_machine(), event)] == []


def test_a_live_machine_that_ignores_an_event_is_detected(monkeypatch):
    take = LiveMachines._take

    def elsewhere(live, event, machine, where, scope, after):
        if event != "starts":
            take(live, event, machine, where, scope, after)

    monkeypatch.setattr(LiveMachines, "_take", elsewhere)
    with pytest.raises(Divergence, match=r"(?s)differ about starts\n.*the image is present"):
        walk(walks(st.just(SINGLE), lifecycle_settings(compare_one_in=10**9)))


def test_a_live_machine_that_misses_an_enabled_event_is_detected(monkeypatch):
    successors = LiveMachines.successors

    def fewer(live, state):
        return (each for each in successors(live, state) if each[0][0] != "deletes")

    monkeypatch.setattr(LiveMachines, "successors", fewer)
    with pytest.raises(Divergence, match="differ about deletes"):
        walk(walks(st.just(SINGLE), lifecycle_settings(compare_one_in=1)))


def test_a_live_machine_that_does_not_lead_its_event_is_detected(monkeypatch):
    take = LiveMachines._take

    def unwilling(live, event, machine, where, scope, after):
        if machine.name == "User":
            raise TransitionNotAllowed(None, set())
        take(live, event, machine, where, scope, after)

    monkeypatch.setattr(LiveMachines, "_take", unwilling)
    with pytest.raises(Divergence, match=r"differ about (deletes|forces)"):
        walk(walks(st.just(SINGLE), lifecycle_settings(compare_one_in=10**9)))


def test_formulas_that_differ_from_the_generated_code_are_detected(monkeypatch):
    monkeypatch.setattr(Model, "successor", lambda model, action, state: None)
    with pytest.raises(Divergence, match="the generated code and the formulas"):
        walk(lifecycle_machine(st.just(SINGLE)))


@pytest.fixture(scope="module")
def violation():
    """The failure of walks with a seeded mutation."""
    with pytest.raises(Violation) as caught:
        walk(lifecycle_machine(st.just(SINGLE), specification=BROKEN), 200)
    return caught.value


def test_a_seeded_mutation_is_found_by_a_shortest_trace(violation):
    exploration = explore(BROKEN, SINGLE)
    (verdict,) = (each for each in exploration.verdicts if each.law.name == "only-a-second-restart-backs-off")
    assert violation.law.name == "only-a-second-restart-backs-off"
    assert len(violation.trace.steps) == len(exploration.trace_of(verdict).steps)


def test_the_message_of_a_violation_is_a_trace(violation):
    law, _, head, first, *_, last, unpublished = str(violation).splitlines()
    assert law.startswith("only-a-second-restart-backs-off: Only a container that has exited")
    assert head.split() == ["WHO", "WHAT", "STATUS", "READY", "RESTARTS"]
    assert "0." in first and "the Pod is created" in first
    assert "kubelet" in last and "app: CrashLoopBackOff" in last
    assert unpublished.split(": ") == [f"{' ' * 15}once the kubelet publishes it", "   CrashLoopBackOff"]
