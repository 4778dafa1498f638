"""The lifecycle of a Pod: the quotient is exact, and its picture shows all of it."""

import io
import shutil

import pytest
from hypothesis import given, settings
from mermaid import complaints
from pictures import WEB, check_svg
from strategies import COMPARED, NARROWED, SCENARIOS, pods

from podproof.checker.compile import Compiled
from podproof.checker.diagrams import columns, lifecycle
from podproof.checker.diagrams.quotient import MOST, explore_lifecycle, kubectl_quotient
from podproof.checker.engines.explicit import Graph
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.exploration import Options, explore
from podproof.checker.export import quotient_of
from podproof.checker.model import Bounds
from podproof.spec.manifest import read
from podproof.spec.pod import kubectl
from podproof.spec.pod.lifecycle import LIFECYCLE

needs_graphviz = pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz: apt-get install graphviz")


def both_quotients(pod, faults, states):
    """What kubectl shows and which events change it, by the explicit and by the symbolic engine; None if too large."""
    compiled = Compiled(LIFECYCLE, pod, faults)
    graph = Graph(compiled.model, Bounds(states=states))
    if graph.explore().bound:
        return None

    def key(state):
        state, containers = compiled.records(state)
        line = kubectl.line(pod, state, containers)
        return state.phase, line.status, line.ready

    explicit = quotient_of(graph, key, loops=False)
    keys = explicit.keys
    transitions = {(keys[each.source], keys[each.target]): set(each.events) for each in explicit.transitions}
    engine = Symbolic(compiled.model)
    engine.explore()
    symbolic = engine.quotient([columns.phase(compiled), columns.status(compiled), columns.ready_column(compiled)])
    events = {pair: {compiled.model.actions[each].event for each in those} for pair, those in symbolic.changes.items()}
    return (keys[0], set(keys), transitions), (symbolic.initial, set(symbolic.classes), events)


@pytest.mark.parametrize("name", COMPARED)
def test_both_engines_have_the_same_quotient_of_a_scenario_without_faults(name):
    explicit, symbolic = both_quotients(SCENARIOS[name], (), 20_000)
    assert symbolic == explicit


@pytest.mark.parametrize("name", ["single-never", "init-never", "two-never", "hook-and-neighbor", "restart-all"])
def test_both_engines_have_the_same_quotient_of_a_scenario_with_faults(name):
    explicit, symbolic = both_quotients(SCENARIOS[name], NARROWED[name], 50_000)
    assert symbolic == explicit


@settings(max_examples=6)
@given(pods(most_inits=1, most_regulars=1))
def test_both_engines_have_the_same_quotient_of_any_small_pod(pod):
    quotients = both_quotients(pod, (), 5_000)
    assert quotients is None or quotients[0] == quotients[1]


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
    assert "READY is inside the boxes" in quotient.notes
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
    drawn = {(arrow.source, arrow.target, event) for arrow in arrows for event in arrow.events}
    drawn |= {
        (source, bundle.arrow.target, event)
        for bundle in bundles
        for source in alive[bundle.phase]
        for event in bundle.arrow.events
    }
    assert drawn == {(arrow.source, arrow.target, event) for arrow in quotient.arrows for event in arrow.events}
    assert bundles


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
