"""Histories for the tests of others: drawn, shrunk, printed, repeated, and written down as a test."""

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from strategies import FOLDER

import podproof
from podproof import strategies

NEVER = FOLDER / "single-never.yaml"
PATIENTLY = settings(
    max_examples=300,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


def ran(pod):
    """A container of the Pod has a process, or had one."""
    states = [each["state"] for each in pod["status"].get("containerStatuses", [])]
    return any(state.get("running") or state.get("terminated", {}).get("startedAt") for state in states)


def believes_that_failed_never_ran(history):
    """The mistake of an operator: it takes a Failed Pod for one that never ran."""
    return any(pod["status"]["phase"] == "Failed" and ran(pod) for pod in history)


@pytest.fixture(scope="module")
def smallest():
    """What a failing test of this operator shrinks to."""
    return find(strategies.histories(NEVER), believes_that_failed_never_ran, settings=PATIENTLY)


def test_a_failing_history_shrinks_to_the_shortest_and_most_ordinary_execution(smallest):
    assert len(smallest.script.split()) <= 12
    assert smallest[-1]["status"]["phase"] == "Failed"
    assert smallest.seed == 0


def test_a_history_prints_its_trace_and_how_to_repeat_it(smallest):
    text = repr(smallest)
    assert "scheduler binds the Pod to a node" in text
    assert f"podproof.simulate(pod, script={smallest.script!r})" in text


def test_a_history_is_written_down_as_a_regression_test_that_passes(smallest):
    written = {}
    exec(smallest.regression_test('assert history[-1]["status"]["phase"] == "Failed"'), written)
    written["test_this_execution"]()


@settings(PATIENTLY, max_examples=10)
@given(strategies.histories(NEVER, situation="Evicted", whole=True))
def test_every_history_passes_through_the_situation(history):
    assert any(pod["status"].get("reason") == "Evicted" for pod in history)


@settings(PATIENTLY, max_examples=5)
@given(strategies.histories(clients=False, faults="none"))
def test_histories_of_any_pod_without_clients_and_faults_have_no_deletion(history):
    assert history.events[0]["type"] == "ADDED"
    assert not any("deletionTimestamp" in pod["metadata"] for pod in history)
    assert not any(step.action.kind for step in history.trace.steps)


@settings(PATIENTLY, max_examples=15)
@given(strategies.histories(NEVER), st.data())
def test_the_beginning_of_a_history_is_repeated_by_its_own_script(history, data):
    shorter = history.up_to(data.draw(st.integers(1, len(history))))
    assert podproof.simulate(NEVER, script=shorter.script, seed=history.seed).events == shorter.events


def test_a_recording_of_a_history_is_what_conform_trace_reads(tmp_path):
    recording = tmp_path / "history.jsonl"
    recording.write_text(podproof.simulate(NEVER, "random", seed=4).jsonl(), encoding="utf-8")
    assert [verdict.legal for verdict in podproof.judge(recording)] == [True]
