"""The lifecycle of a Pod: the quotient is exact, and its picture shows all of it."""

import io
import shutil
from functools import cache

import pytest
from mermaid import complaints
from pictures import WEB, check_svg
from strategies import NARROWED, SCENARIOS

from podproof.checker.compile import Compiled
from podproof.checker.diagrams import lifecycle
from podproof.checker.diagrams.published import NextColumns
from podproof.checker.diagrams.quotient import MOST, explore_lifecycle, kubectl_columns, kubectl_quotient, sentence
from podproof.checker.engines.explicit import Graph
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.exploration import Options, explore
from podproof.checker.model import Bounds
from podproof.spec.manifest import read
from podproof.spec.pod import kubectl
from podproof.spec.pod.event_texts import EVENT_TEXTS
from podproof.spec.pod.lifecycle import LIFECYCLE

needs_graphviz = pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz: apt-get install graphviz")


def both_quotients(pod, faults, states):
    """What a watcher sees and which events change it, state by state and by the picture; None if too large."""
    compiled = Compiled(LIFECYCLE, pod, faults)
    graph = Graph(compiled.model, Bounds(states=states))
    if graph.explore().bound:
        return None
    columns = kubectl_columns(compiled)
    engine = Symbolic(columns.model)
    engine.explore()
    symbolic = engine.quotient(columns.features)
    events = {pair: {compiled.model.actions[each].event for each in those} for pair, those in symbolic.changes.items()}
    return seen_by_a_watcher(compiled, graph), (symbolic.initial, set(symbolic.classes), events)


NOTHING = kubectl.Published()


def seen_by_a_watcher(compiled, graph):
    """The first line, all lines, and the events between them, following what was published along every path."""
    pod, model = compiled.configuration, compiled.model
    records = [compiled.records(state) for state in graph.states()]

    @cache
    def line(number, known):
        state = records[number][0]
        shown = kubectl.line(pod, state, known)
        return state.phase, shown.status, shown.ready

    (publishing,) = [action for action in model.actions if action.event == "publishes"]
    may_publish = graph.successors.holds(publishing.guard)
    queue, seen, changes = [(0, NOTHING)], {(0, NOTHING)}, {}
    for number, known in queue:
        edges = graph.search.edges_from(number)
        steps = [(model.actions[graph.search.actions[edge]].event, graph.search.targets[edge]) for edge in edges]
        if may_publish(graph.search.states[number]) and "publishes" not in {event for event, _ in steps}:
            steps.append(("publishes", number))  # a status with other containers, and nothing else that is new
        for event, after in steps:
            there = after, kubectl.published(event, known, *records[after])
            if line(number, known) != line(*there):
                changes.setdefault((line(number, known), line(*there)), set()).add(event)
            if there not in seen:
                seen.add(there)
                queue.append(there)
    return line(0, NOTHING), {line(*each) for each in seen}, changes


@pytest.mark.parametrize("name", ["brief-grace", "finalizer", "gates", "init-never"])
def test_the_picture_shows_what_a_watcher_sees_along_every_path(name):
    watched, drawn = both_quotients(SCENARIOS[name], (), 20_000)
    assert drawn == watched


def test_the_picture_shows_what_a_watcher_sees_under_faults():
    watched, drawn = both_quotients(SCENARIOS["single-never"], NARROWED["single-never"], 50_000)
    assert drawn == watched


@pytest.fixture(scope="module")
def web():
    """The shipped example, explored without faults."""
    return explore_lifecycle(LIFECYCLE, WEB)


def large(containers):
    names = (f"  - {{name: app{number}, image: web}}" for number in range(containers))
    text = "\n".join(["apiVersion: v1", "kind: Pod", "metadata: {name: large}", "spec:", "  containers:", *names])
    return read(["-"], stdin=io.BytesIO(text.encode())).pods[0].pod


def test_a_pod_that_is_too_large_for_the_explicit_engine_has_a_quotient_that_can_be_drawn():
    quotient = kubectl_quotient(explore_lifecycle(LIFECYCLE, large(20)))
    assert 8 < len(quotient.nodes) <= MOST
    assert {"READY is inside the boxes", *NextColumns.notes} <= set(quotient.notes)
    statuses = {status for node in quotient.nodes for status in node.statuses}
    assert statuses >= {"Running", "Terminating", "(gone)", "Pending"}
    assert {value for node in quotient.nodes for value in node.ready} == {"none ready", "some ready", "all ready"}


def test_the_quotient_leaves_the_count_of_states_as_it_is():
    exploration = explore_lifecycle(LIFECYCLE, SCENARIOS["single-never"])
    before = exploration.engine.count(True)
    kubectl_quotient(exploration)
    assert exploration.engine.count(True) == before == exploration.size.states


def test_bundles_and_single_arrows_together_are_all_arrows(web):
    quotient = kubectl_quotient(web)
    bundles, arrows = lifecycle.bundle_arrows(quotient)
    alive = dict(lifecycle._alive(quotient))
    drawn = {(arrow.source, arrow.target, event) for arrow in arrows for event in arrow.texts}
    drawn |= {
        (source, bundle.arrow.target, event)
        for bundle in bundles
        for source in alive[bundle.phase]
        for event in bundle.arrow.texts
    }
    assert drawn == {(arrow.source, arrow.target, event) for arrow in quotient.arrows for event in arrow.texts}
    assert bundles


def test_an_arrow_says_who_does_what_to_which_container():
    assert sentence("user", "deletes") == "user: deletes the Pod"
    assert sentence("registry", "pull_fails", "app") == "app: image pull failed"
    assert sentence("process", "exits_zero", "app") == "process: app exits 0"


def test_arrows_speak_english_and_most_need_no_label(web):
    assert not {*EVENT_TEXTS} & {text for arrow in kubectl_quotient(web).arrows for text in arrow.texts}
    text = lifecycle.dot(web)
    assert "arrow without a label: the kubelet publishes the status" in text
    assert text.count("publishes the status") == 1


def test_the_picture_names_unreachable_phases_and_the_faults():
    text = lifecycle.dot(explore_lifecycle(LIFECYCLE, SCENARIOS["single-always"]))
    assert "unreachable: phase Unknown" in text and "faults: none" in text


def test_an_incomplete_exploration_is_not_drawn():
    quiet = LIFECYCLE._replace(laws=(), situations=())
    incomplete = explore(quiet, WEB, Options(engine="explicit", bounds=Bounds(states=100)))
    with pytest.raises(ValueError, match="stopped at its bound"):
        kubectl_quotient(incomplete)


@needs_graphviz
def test_a_lifecycle_with_all_faults_is_drawn_with_every_phase():
    exploration = explore_lifecycle(LIFECYCLE, WEB, LIFECYCLE.faults)
    check_svg(lifecycle.svg(exploration))
    phases = {node.phase for node in kubectl_quotient(exploration).nodes}
    assert phases >= {"Pending", "Running", "Succeeded", "Failed", "Unknown"}


def test_the_lifecycle_as_mermaid_is_grammatical(web):
    assert complaints(lifecycle.mermaid(web)) == []


def test_the_page_of_a_lifecycle_lists_every_arrow():
    exploration = explore_lifecycle(LIFECYCLE, SCENARIOS["single-never"])
    assert lifecycle.markdown(exploration).count("\n| ") == len(kubectl_quotient(exploration).arrows) + 1


def test_the_same_lifecycle_is_drawn_the_same(web):
    assert lifecycle.dot(web) == lifecycle.dot(explore_lifecycle(LIFECYCLE, WEB))


@needs_graphviz
def test_the_picture_of_a_lifecycle_is_self_contained(web):
    check_svg(lifecycle.svg(web))
    assert lifecycle.svg(web) == lifecycle.svg(web)
    assert lifecycle.png(web).startswith(b"\x89PNG")
