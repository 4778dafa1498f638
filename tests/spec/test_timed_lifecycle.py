"""The lifecycle with a clock is the lifecycle, and says of each event when it happens."""

import lint
import pytest
from untimed import timed_states_without_their_clock, untimed_states

from podproof.spec.conditions import names
from podproof.spec.notation_of_machines import table_of
from podproof.spec.pod import durations
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.scenarios import pod
from podproof.spec.pod.timed.event_texts import TIMED_EVENT_TEXTS
from podproof.spec.pod.timed.lifecycle import TIMED_LIFECYCLE
from podproof.spec.pod.timed.machines import TIMED_MACHINES
from podproof.spec.rules import rules

TRANSITIONS = [each for machine in TIMED_LIFECYCLE.machines for each in TIMED_LIFECYCLE.transitions(machine)]
LED = {each.event for each in TRANSITIONS if each.leading}
TIMES = {each.times for each in TRANSITIONS}

ANY_TIME = {
    *("opens_scheduling_gate", "meets_readiness_gate", "fails_readiness_gate", "removes_finalizers"),  # by others
    "dies",  # with the sandbox, where the containers share its processes
}
"""Events without faults that happen at any time."""


@pytest.mark.parametrize("scenario", ["single-never", "streaks", "probes-onfailure"])
def test_without_its_clock_a_pod_has_the_states_of_the_lifecycle_without_one(scenario):
    assert timed_states_without_their_clock(pod(scenario)) == untimed_states(pod(scenario))


def test_every_event_that_is_no_fault_says_when_it_happens():
    silent = {
        each.event
        for machine in TIMED_LIFECYCLE.machines
        for each in TIMED_LIFECYCLE.transitions(machine)
        if each.leading and not machine.fault and not (each.times.after or each.times.every)
    }
    assert silent == ANY_TIME


def test_times_name_durations_predicates_and_events_that_exist():
    named = {name for times in TIMES for name in (times.after, times.every, times.within) if name}
    assert {name for name in named if name not in lint.functions_in(durations)} == set()
    assert {
        name for times in TIMES for name in names(times.since) if not hasattr(TIMED_LIFECYCLE.predicates, name)
    } == set()
    assert {event for times in TIMES for event in times.again.split()} <= LED


def test_a_time_counts_once_or_again_and_again():
    assert [times for times in TIMES if times.after and times.every] == []
    assert [times for times in TIMES if (times.every or times.within or times.again) and not times.since] == []


@pytest.mark.parametrize("machine", TIMED_MACHINES, ids=lambda machine: machine.__name__)
def test_a_machine_that_only_the_clock_needs_is_written_as_all_others(machine):
    assert list(lint.structure(machine)) == []
    for transition in TIMED_LIFECYCLE.transitions(table_of(machine)):
        assert all(hasattr(TIMED_LIFECYCLE.predicates, name) for name in names(transition.guard))
        assert set(transition.cites) <= rules().keys()


def test_the_clock_adds_only_fields_of_containers():
    assert TIMED_LIFECYCLE.records["pod"] is LIFECYCLE.records["pod"]
    fields = TIMED_LIFECYCLE.records["container"]._fields
    assert fields[: len(LIFECYCLE.records["container"]._fields)] == LIFECYCLE.records["container"]._fields


def test_every_event_of_the_clock_has_a_text():
    assert TIMED_EVENT_TEXTS.keys() >= LED
