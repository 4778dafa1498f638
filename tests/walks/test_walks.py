"""No walk through any Pod's life breaks a law, and the machines walk as the model does."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from strategies import SCENARIOS
from walking import PATIENTLY, Violation, Walk, walks

from checker.exploration import explore
from checker.live import Live
from spec.machines.containers import Backoff
from spec.specification import LIFECYCLE
from spec.telling import EVENTS

SURELY = settings(PATIENTLY, derandomize=True, database=None, max_examples=200)
"""The same walks each time, so that what is found once is found always."""


def impatient(machine, rule):
    """The kubelet makes already the first restart wait."""
    yield rule
    if machine is Backoff and rule.event == "backs_off" and rule.target == "CrashLoopBackOff":
        yield rule._replace(source="Fresh")


BROKEN = LIFECYCLE._replace(edit=impatient)
SINGLE = SCENARIOS["single-always"]


def test_no_walk_through_any_pod_breaks_a_law_or_leaves_the_machines():
    run_state_machine_as_test(walks(), settings=PATIENTLY)


def test_every_event_has_a_rule_of_its_name_so_that_it_can_be_muted():
    assert [event for event in EVENTS if getattr(Walk, event).__name__ != event] == []


def test_a_machine_that_walks_elsewhere_is_noticed(monkeypatch):
    successors = Live.successors
    monkeypatch.setattr(Live, "successors", lambda live, world: list(successors(live, world))[1:])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(walks(st.just(SINGLE)), settings=SURELY)


@pytest.fixture(scope="module")
def violation():
    """How the walks through a broken specification end."""
    with pytest.raises(Violation) as caught:
        run_state_machine_as_test(walks(st.just(SINGLE), BROKEN), settings=SURELY)
    return caught.value


def test_a_seeded_fault_is_walked_into_by_a_shortest_way(violation):
    exploration = explore(BROKEN, SINGLE)
    (question,) = (each.question for each in exploration.verdicts if each.law.name == "back-off-after-a-restart")
    assert violation.law.name == "back-off-after-a-restart"
    assert len(violation.story.steps) == len(exploration.story(question).steps)


def test_a_broken_law_is_told_as_a_story(violation):
    law, _, head, first, *_, last = str(violation).splitlines()
    assert law.startswith("back-off-after-a-restart: CrashLoopBackOff holds back only a container that has exited")
    assert head.split() == ["WHO", "WHAT", "STATUS", "READY", "RESTARTS"]
    assert "0." in first and "the Pod is created" in first
    assert "kubelet" in last and "app: CrashLoopBackOff" in last
