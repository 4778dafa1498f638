"""Traces as sequence diagrams, and the walkthroughs."""

from itertools import pairwise

import pytest
import yaml
from mermaid import complaints
from pictures import WEB, check_labels, check_svg, fault_free_renderer
from strategies import SCENARIOS

from podproof.checker.compile import Compiled
from podproof.checker.diagrams import sequence
from podproof.checker.diagrams.scene import scene, steps
from podproof.checker.diagrams.walkthrough import Chapter, walk
from podproof.checker.exploration import Options, explore
from podproof.spec.pod.event_texts import EVENT_TEXTS, MESSAGES, PARTIES, STOP_MESSAGES
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Container, Pod
from podproof.spec.pod.walkthroughs import WALKTHROUGHS

NAMES = [each.name for each in WALKTHROUGHS]


@pytest.fixture(scope="module", params=WALKTHROUGHS, ids=NAMES)
def walkthrough(request):
    """A walkthrough of the example: renderer, chapters and description."""
    return fault_free_renderer(WEB), walk(Compiled(LIFECYCLE, WEB, ()), request.param), request.param.description


def order(chapters):
    return [(step.action.event, step.action.component) for chapter in chapters for step in chapter.steps]


def test_each_chapter_of_a_walkthrough_starts_where_the_one_before_ended(walkthrough):
    _, chapters, _ = walkthrough
    for before, after in pairwise(chapters):
        assert before.trace.end == after.start


def test_a_pod_that_serves_when_its_account_begins_is_shown_as_ready(walkthrough):
    renderer, chapters, _ = walkthrough
    assert [line.ready for line in chapters[0].lines(renderer)] == ["2/2", "2/2"]


def test_the_termination_begins_with_the_delete_and_ends_with_the_object_gone(walkthrough):
    events = [event for event, _ in order(walkthrough[1])]
    assert events[0] == "deletes" and events[-1] == "confirms"
    assert events.index("sees_deletion") < events.index("stop_begins") < events.index("pre_stop_ends")
    assert events.index("ends_termination") < events.index("publishes") < events.index("confirms")


def test_the_sidecar_gets_its_signal_only_after_the_container_has_exited():
    chapters = walk(Compiled(LIFECYCLE, WEB, ()), WALKTHROUGHS[0])
    events = order(chapters)
    app, proxy = (next(site for site, each in enumerate(WEB.members) if each.name == name) for name in ("app", "proxy"))
    assert events.index(("exits_zero", app)) < events.index(("turn_comes", proxy)) < events.index(("exits_zero", proxy))


def test_a_container_that_ignores_its_signal_is_killed_when_the_grace_period_is_over():
    events = [event for event, _ in order(walk(Compiled(LIFECYCLE, WEB, ()), WALKTHROUGHS[1]))]
    assert events.index("pre_stop_ends") < events.index("grace_over") < events.index("kills")


def test_a_pod_that_never_serves_has_no_termination_walkthrough():
    pod = Pod("batch", (Container("job", image_name_is_valid=False),), restart_policy="Never")
    gated = pod._replace(readiness_gates=("example.com/gate",))
    assert walk(Compiled(LIFECYCLE, gated._replace(grace_period=0), ()), WALKTHROUGHS[0]) is None


def test_no_two_texts_of_the_termination_overlap(walkthrough):
    check_labels(sequence.draw(*walkthrough))


def test_the_picture_of_the_termination_is_self_contained(walkthrough):
    check_svg(sequence.svg(*walkthrough))
    assert sequence.svg(*walkthrough) == sequence.svg(*walkthrough)


def test_the_termination_as_mermaid_is_grammatical(walkthrough):
    assert complaints(sequence.mermaid(*walkthrough)) == []


def test_the_title_of_mermaid_is_a_text_of_yaml_whatever_the_name_is(walkthrough):
    who, chapters, _ = walkthrough
    title = 'web: 2 steps, "x" - [a'
    _, matter, _ = sequence.mermaid(who, chapters, title).split("---\n", 2)
    assert yaml.safe_load(matter) == {"title": title}


def test_every_step_has_its_own_number_and_a_row_on_the_page(walkthrough):
    numbers = [beat.line.number for beat in steps(scene(*walkthrough[:2]).acts)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert sequence.markdown(*walkthrough).count("\n| ") == len(numbers) + 1


@pytest.mark.parametrize("name", ["hooks", "probes", "sidecar-never", "restart-all", "gates", "two-never"])
def test_no_two_texts_overlap_in_the_trace_of_any_situation(name):
    quick = Options(faults=frozenset({"kubelet", "sandbox"}))
    explored = explore(LIFECYCLE._replace(laws=()), SCENARIOS[name], quick)
    for finding in explored.situations:
        found = explored.trace(finding.question) if finding.reachable else None
        if found and found.steps:
            who = fault_free_renderer(SCENARIOS[name])._replace(compiled=explored.compiled)
            check_labels(sequence.draw(who, [Chapter("", found)], finding.situation.description))
            assert complaints(sequence.mermaid(who, [Chapter("", found)], "")) == []


def test_every_message_belongs_to_a_known_event_and_known_parties():
    assert MESSAGES.keys() <= EVENT_TEXTS.keys()
    every = [*MESSAGES.values(), *(message for those in STOP_MESSAGES.values() for message in those)]
    assert {key for message in every for key in message[:2]} <= {*PARTIES, "container"}


def test_the_goals_of_a_walkthrough_name_only_known_events():
    goals = [goal for walkthrough in WALKTHROUGHS for goal in walkthrough.goals]
    assert {name for goal in goals for name in (*goal.only, *goal.without.split())} <= EVENT_TEXTS.keys()
