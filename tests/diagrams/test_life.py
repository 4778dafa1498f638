"""The life of a Pod: the fold is exact, and its picture tells all of it."""

import io
import shutil

import pytest
from hypothesis import given, settings
from mermaid import complaints
from pictures import WEB, check_svg
from strategies import SCENARIOS, SMALL, VISITED, pods

from podproof.checker.compile import compile_pod
from podproof.checker.diagrams import columns, lifecycle
from podproof.checker.diagrams.quotient import MOST, fold
from podproof.checker.engines.explicit import Graph
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.exploration import Options, explore
from podproof.checker.export import folded
from podproof.checker.model import Bounds
from podproof.spec.manifest import read
from podproof.spec.pod import kubectl
from podproof.spec.pod.lifecycle import LIFECYCLE

QUIET = LIFECYCLE._replace(laws=(), situations=())


def both_folds(pod, faults):
    """What kubectl shows and which events lead on: by visiting each state, and by sets of states."""
    compiled = compile_pod(LIFECYCLE, pod, faults)
    graph = Graph(compiled.model, Bounds(states=500_000))
    if graph.explore().bound:
        return None

    def key(state):
        state, containers = compiled.records(state)
        line = kubectl.line(pod, state, containers)
        return state.phase, line.status, line.ready

    quotient = folded(graph, key, loops=False)
    keys = quotient.keys
    visited = keys[0], set(keys), {(keys[each.source], keys[each.target]): set(each.events) for each in quotient.folds}
    engine = Symbolic(compiled.model)
    engine.explore()
    found = engine.folded([columns.phase(compiled), columns.status(compiled), columns.ready_column(compiled)])
    events = {pair: {compiled.model.actions[each].event for each in those} for pair, those in found.changes.items()}
    return visited, (found.initial, set(found.looks), events)


@pytest.mark.parametrize("name", SMALL)
def test_sets_of_states_are_folded_as_the_graph_is(name):
    visited, as_sets = both_folds(SCENARIOS[name], VISITED[name])
    assert as_sets == visited


@settings(max_examples=10)
@given(pods())
def test_any_pod_is_folded_alike_by_both_engines(pod):
    found = both_folds(pod, ())
    assert found is None or found[0] == found[1]


def explored(pod, faults=frozenset()):
    return explore(QUIET, pod, Options(engine="symbolic", faults=faults))


def large(containers):
    names = (f"  - {{name: app{number}, image: web}}" for number in range(containers))
    text = "\n".join(["apiVersion: v1", "kind: Pod", "metadata: {name: large}", "spec:", "  containers:", *names])
    return read(["-"], stdin=io.BytesIO(text.encode())).pods[0].pod


def test_a_pod_that_no_graph_holds_is_folded_to_what_can_be_drawn():
    found = fold(explored(large(20)))
    assert 8 < len(found.nodes) <= MOST
    assert "READY is told inside of the boxes" in found.notes
    assert {predicate for node in found.nodes for predicate in node.predicates} >= {
        "Running",
        "Terminating",
        "(gone)",
        "Pending",
    }
    assert {value for node in found.nodes for value in node.ready} == {"none ready", "some ready", "all ready"}


def test_counting_states_is_not_disturbed_by_folding():
    exploration = explored(SCENARIOS["single-never"])
    before = exploration.engine.count(True)
    fold(exploration)
    assert exploration.engine.count(True) == before == exploration.size.states


def test_the_arrows_that_are_drawn_as_one_and_the_others_are_all_arrows():
    found = fold(explored(WEB))
    bundles, arrows = lifecycle.bundled(found)
    alive = dict(lifecycle._alive(found))
    drawn = {(arrow.source, arrow.target, event) for arrow in arrows for event in arrow.events}
    drawn |= {
        (source, bundle.arrow.target, event)
        for bundle in bundles
        for source in alive[bundle.phase]
        for event in bundle.arrow.events
    }
    assert drawn == {(arrow.source, arrow.target, event) for arrow in found.arrows for event in arrow.events}
    assert bundles


def test_the_picture_says_what_it_leaves_out_and_which_phases_are_never_seen():
    text = lifecycle.dot(explored(SCENARIOS["single-always"]))
    assert "never: phase Unknown" in text and "faults: none" in text


def test_an_exploration_that_a_bound_cut_short_is_not_drawn_as_if_it_were_whole():
    cut = explore(QUIET, WEB, Options(engine="explicit", bounds=Bounds(states=100)))
    with pytest.raises(ValueError, match="stopped at its bound"):
        fold(cut)


@pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz: apt-get install graphviz")
def test_a_life_with_all_faults_is_drawn_too_with_every_phase():
    exploration = explored(WEB, None)
    check_svg(lifecycle.svg(exploration))
    assert {node.phase for node in fold(exploration).nodes} >= {"Pending", "Running", "Succeeded", "Failed", "Unknown"}


def test_the_life_as_mermaid_is_grammatical():
    assert complaints(lifecycle.mermaid(explored(WEB))) == []


def test_the_page_of_a_life_lists_every_arrow():
    exploration = explored(SCENARIOS["single-never"])
    assert lifecycle.markdown(exploration).count("\n| ") == len(fold(exploration).arrows) + 1


def test_a_life_is_drawn_twice_the_same():
    assert lifecycle.dot(explored(WEB)) == lifecycle.dot(explored(WEB))


@pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz: apt-get install graphviz")
def test_the_picture_of_a_life_needs_nothing_from_outside():
    exploration = explored(WEB)
    check_svg(lifecycle.svg(exploration))
    assert lifecycle.svg(exploration) == lifecycle.svg(exploration)
    assert lifecycle.png(exploration).startswith(b"\x89PNG")
