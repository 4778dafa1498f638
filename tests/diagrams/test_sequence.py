"""Traces as sequence diagrams, and the lives that are told in full."""

from itertools import pairwise

import pytest
from mermaid import complaints
from pictures import WEB, calm_teller, check_labels, check_svg
from strategies import SCENARIOS

from podproof.checker.compile import compile_pod
from podproof.checker.diagrams import sequence
from podproof.checker.diagrams.scene import scene, steps
from podproof.checker.diagrams.walkthrough import Chapter, walk
from podproof.checker.exploration import Options, explore
from podproof.spec.pod.event_texts import EVENT_TEXTS, MESSAGES, PARTIES, STOP_MESSAGES
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod
from podproof.spec.pod.walkthroughs import WALKTHROUGHS

NAMES = [life.name for life in WALKTHROUGHS]


@pytest.fixture(scope="module", params=WALKTHROUGHS, ids=NAMES)
def told(request):
    """A life of the example, with who tells it."""
    return calm_teller(WEB), walk(compile_pod(LIFECYCLE, WEB, ()), request.param), request.param.description


def order(parts):
    return [(step.action.event, step.action.component) for part in parts for step in part.trace.steps]


def test_a_life_that_is_told_in_full_is_one_life(told):
    _, parts, _ = told
    for before, after in pairwise(parts):
        assert before.trace.steps[-1].state == after.trace.start


def test_the_termination_begins_with_the_delete_and_ends_with_the_object_gone(told):
    events = [event for event, _ in order(told[1])]
    assert events[0] == "deletes" and events[-1] == "confirms"
    assert events.index("sees_deletion") < events.index("stop_begins") < events.index("pre_stop_ends")
    assert events.index("ends_termination") < events.index("publishes") < events.index("confirms")


def test_the_sidecar_gets_its_signal_only_after_the_container_has_exited():
    parts = walk(compile_pod(LIFECYCLE, WEB, ()), WALKTHROUGHS[0])
    events = order(parts)
    app, proxy = (next(site for site, each in enumerate(WEB.members) if each.name == name) for name in ("app", "proxy"))
    assert events.index(("exits_zero", app)) < events.index(("turn_comes", proxy)) < events.index(("exits_zero", proxy))


def test_a_container_that_ignores_its_signal_is_killed_when_the_grace_period_is_over():
    events = [event for event, _ in order(walk(compile_pod(LIFECYCLE, WEB, ()), WALKTHROUGHS[1]))]
    assert events.index("pre_stop_ends") < events.index("grace_over") < events.index("kills")


def test_a_pod_that_never_serves_has_no_such_life():
    pod = Pod("batch", (Container("job", image_name_is_valid=False),), restart_policy="Never")
    gated = pod._replace(readiness_gates=("example.com/gate",))
    assert walk(compile_pod(LIFECYCLE, gated._replace(grace_period=0), ()), WALKTHROUGHS[0]) is None


def test_no_two_texts_of_the_termination_overlap(told):
    check_labels(sequence.drawn(*told))


def test_the_picture_of_the_termination_needs_nothing_from_outside(told):
    check_svg(sequence.svg(*told))
    assert sequence.svg(*told) == sequence.svg(*told)


def test_the_termination_as_mermaid_is_grammatical(told):
    assert complaints(sequence.mermaid(*told)) == []


def test_every_step_has_a_number_of_its_own_and_is_told_in_the_page(told):
    numbers = [beat.line.number for beat in steps(scene(*told[:2]).acts)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert sequence.markdown(*told).count("\n| ") == len(numbers) + 1


@pytest.mark.parametrize("name", ["hooks", "probes", "sidecar-never", "restart-all", "gates", "two-never"])
def test_no_two_texts_overlap_in_the_trace_of_any_situation(name):
    quick = Options(faults=frozenset({"kubelet", "sandbox"}))
    explored = explore(LIFECYCLE._replace(laws=()), SCENARIOS[name], quick)
    for finding in explored.situations:
        found = explored.trace(finding.question) if finding.reachable else None
        if found and found.steps:
            who = calm_teller(SCENARIOS[name])._replace(compiled=explored.compiled)
            check_labels(sequence.drawn(who, [Chapter("", found)], finding.situation.description))
            assert complaints(sequence.mermaid(who, [Chapter("", found)], "")) == []


def test_every_message_is_of_an_event_that_there_is_and_between_parties_that_there_are():
    assert MESSAGES.keys() <= EVENT_TEXTS.keys()
    every = [*MESSAGES.values(), *(message for those in STOP_MESSAGES.values() for message in those)]
    assert {key for message in every for key in message[:2]} <= {*PARTIES, "container"}


def test_the_legs_of_a_life_name_only_events_that_there_are():
    goals = [goal for walkthrough in WALKTHROUGHS for goal in walkthrough.goals]
    assert {name for goal in goals for name in (*goal.only, *goal.without.split())} <= EVENT_TEXTS.keys()
