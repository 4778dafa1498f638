"""Stories as sequence diagrams, and the lives that are told in full."""

from itertools import pairwise

import pytest
from mermaid import complaints
from pictures import WEB, calm_teller, check_labels, check_svg
from strategies import SCENARIOS

from podproof.checker.compile import compile_pod
from podproof.checker.drawings import story
from podproof.checker.drawings.scene import scene, steps
from podproof.checker.exploration import Options, explore
from podproof.checker.lives import Part, lived
from podproof.spec.lives import LIVES
from podproof.spec.messages import MESSAGES, PARTIES, STOPS
from podproof.spec.specification import LIFECYCLE
from podproof.spec.telling import EVENTS
from podproof.spec.world import Container, Pod

NAMES = [life.name for life in LIVES]


@pytest.fixture(scope="module", params=LIVES, ids=NAMES)
def told(request):
    """A life of the example, with who tells it."""
    return calm_teller(WEB), lived(compile_pod(LIFECYCLE, WEB, ()), request.param), request.param.sentence


def order(parts):
    return [(step.action.event, step.action.site) for part in parts for step in part.story.steps]


def test_a_life_that_is_told_in_full_is_one_life(told):
    _, parts, _ = told
    for before, after in pairwise(parts):
        assert before.story.steps[-1].world == after.story.start


def test_the_termination_begins_with_the_delete_and_ends_with_the_object_gone(told):
    events = [event for event, _ in order(told[1])]
    assert events[0] == "deletes" and events[-1] == "confirms"
    assert events.index("sees_deletion") < events.index("stop_begins") < events.index("pre_stop_ends")
    assert events.index("ends_termination") < events.index("publishes") < events.index("confirms")


def test_the_sidecar_gets_its_signal_only_after_the_container_has_exited():
    parts = lived(compile_pod(LIFECYCLE, WEB, ()), LIVES[0])
    events = order(parts)
    app, proxy = (next(site for site, each in enumerate(WEB.members) if each.name == name) for name in ("app", "proxy"))
    assert events.index(("exits_zero", app)) < events.index(("turn_comes", proxy)) < events.index(("exits_zero", proxy))


def test_a_container_that_ignores_its_signal_is_killed_when_the_grace_period_is_over():
    events = [event for event, _ in order(lived(compile_pod(LIFECYCLE, WEB, ()), LIVES[1]))]
    assert events.index("pre_stop_ends") < events.index("grace_over") < events.index("kills")


def test_a_pod_that_never_serves_has_no_such_life():
    pod = Pod("batch", (Container("job", image_name_is_valid=False),), restart_policy="Never")
    gated = pod._replace(readiness_gates=("example.com/gate",))
    assert lived(compile_pod(LIFECYCLE, gated._replace(grace_period=0), ()), LIVES[0]) is None


def test_no_two_texts_of_the_termination_overlap(told):
    check_labels(story.drawn(*told))


def test_the_picture_of_the_termination_needs_nothing_from_outside(told):
    check_svg(story.svg(*told))
    assert story.svg(*told) == story.svg(*told)


def test_the_termination_as_mermaid_is_grammatical(told):
    assert complaints(story.mermaid(*told)) == []


def test_every_step_has_a_number_of_its_own_and_is_told_in_the_page(told):
    numbers = [beat.line.number for beat in steps(scene(*told[:2]).acts)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert story.markdown(*told).count("\n| ") == len(numbers) + 1


@pytest.mark.parametrize("name", ["hooks", "probes", "sidecar-never", "restart-all", "gates", "two-never"])
def test_no_two_texts_overlap_in_the_story_of_any_situation(name):
    quick = Options(faults=frozenset({"kubelet", "sandbox"}))
    explored = explore(LIFECYCLE._replace(laws=()), SCENARIOS[name], quick)
    for finding in explored.findings:
        found = explored.story(finding.question) if finding.reachable else None
        if found and found.steps:
            who = calm_teller(SCENARIOS[name])._replace(compiled=explored.compiled)
            check_labels(story.drawn(who, [Part("", found)], finding.situation.sentence))
            assert complaints(story.mermaid(who, [Part("", found)], "")) == []


def test_every_message_is_of_an_event_that_there_is_and_between_parties_that_there_are():
    assert MESSAGES.keys() <= EVENTS.keys()
    every = [*MESSAGES.values(), *(message for those in STOPS.values() for message in those)]
    assert {key for message in every for key in message[:2]} <= {*PARTIES, "container"}


def test_the_legs_of_a_life_name_only_events_that_there_are():
    legs = [leg for life in LIVES for leg in life.legs]
    assert {name for leg in legs for name in (*leg.only, *leg.without.split())} <= EVENTS.keys()
