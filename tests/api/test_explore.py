"""The Python API answers what the command line answers, as values, and refuses bad input with its own errors."""

import json

import pytest

import podproof
from podproof.checker.cli import main
from podproof.spec.pod.scenarios import path

POD = str(path("single-always"))


@pytest.fixture(scope="module")
def explored():
    return podproof.explore(POD, faults="none")


def test_laws_and_situations_are_found_by_name(explored):
    assert explored.laws["never-means-once"].outcome == "not applicable"
    assert explored.situations["CrashLoopBackOff"] is True
    assert explored.situations["Evicted"] is False
    assert explored.holds and explored.violated == ()


def test_a_trace_prints_who_does_what_and_what_kubectl_shows(explored):
    trace = explored.trace("CrashLoopBackOff")
    assert isinstance(trace, podproof.Trace) and trace.kind == "witness"
    assert "CrashLoopBackOff" in str(trace).splitlines()[-1].split()
    assert trace.to_dict()["lines"][0]["status"] == "Pending"
    assert trace.mermaid().splitlines()[3] == "sequenceDiagram"


def test_an_unreachable_situation_has_no_trace(explored):
    assert explored.trace("Evicted") is None


def test_a_known_bug_violates_a_law_with_a_counterexample():
    explored = podproof.explore(path("hooks"), bug="115817", faults="none")
    assert not explored.holds
    violated = next(each for each in explored.violated if each.outcome == "violated")
    trace = explored.trace(violated.law.name)
    assert trace is not None and trace.kind == "counterexample"


def test_the_graph_has_every_state_and_transition_with_its_columns(explored):
    graph = explored.graph()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (explored.size.states, explored.size.transitions)
    assert graph.nodes[0]["status"] == "Pending"
    assert {"actor", "event", "container"} <= next(iter(graph.edges(data=True)))[2].keys()


def test_a_graph_beyond_the_bound_is_refused(explored):
    with pytest.raises(podproof.GraphError, match="more than 10 states"):
        explored.graph(max_states=10)


def test_the_dictionary_is_the_json_of_the_command(explored, capsys):
    assert main(["explore", POD, "--faults", "none", "--format", "json", "--trace", "Ready"]) == 0
    (printed,) = json.loads(capsys.readouterr().out)["pods"]
    ours = json.loads(json.dumps(explored.to_dict("Ready")))
    assert {**ours, "size": None} == {**printed, "size": None}


def test_a_notebook_shows_an_exploration_as_a_table_and_a_trace_as_a_diagram(explored):
    assert explored._repr_html_().startswith("<table><caption>ok  Pod/single-always  ")
    assert explored.trace("Ready")._repr_svg_().startswith("<svg")


def test_a_configuration_is_explored_without_a_manifest():
    explored = podproof.explore(
        podproof.Pod("pod", (podproof.Container("a"),)), faults="none", laws=["never-means-once"]
    )
    assert list(explored.laws) == ["never-means-once"]
    with pytest.raises(podproof.UsageError, match="without a manifest"):
        explored.to_dict()


def test_a_bound_leaves_laws_open():
    explored = podproof.explore(POD, max_states=5, engine="explicit")
    assert not explored.size.complete and not explored.holds


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"faults": "kubelt"}, "unknown class of faults 'kubelt'; did you mean kubelet?"),
        ({"laws": ["never-means-twice"]}, "did you mean never-means-once?"),
        ({"kubernetes": "1.99"}, "Kubernetes 1.99 is not modeled"),
        ({"kubernetes": "newest"}, "'newest' is not a version of Kubernetes"),
        ({"bug": "1"}, "unknown bug '1'"),
    ],
)
def test_an_unknown_name_is_a_usage_error_that_offers_the_nearest(asked, message):
    with pytest.raises(podproof.UsageError) as error:
        podproof.explore(POD, **asked)
    assert message in str(error.value)


def test_an_unreadable_manifest_is_an_error_with_every_problem(tmp_path):
    (tmp_path / "pod.yaml").write_text("kind: Pod\napiVersion: v1\nmetadata: {name: a}\nspec: {containers: []}\n")
    with pytest.raises(podproof.ManifestError) as error:
        podproof.read(tmp_path)
    assert any("containers" in problem for problem in error.value.problems)


def test_text_is_read_like_a_file():
    (pod,) = podproof.parse(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c, image: i}]}\n"
    )
    assert pod.name == "a"
    with pytest.raises(podproof.ManifestError, match="<text>"):
        podproof.parse("kind: Service\napiVersion: v1\nmetadata: {name: a}\n")


def test_several_pods_are_explored_one_by_one(tmp_path):
    with pytest.raises(podproof.UsageError, match="has 2 Pods"):
        one = path("single-always").read_text(encoding="utf-8")
        (tmp_path / "two.yaml").write_text(f"{one}\n---\n{one.replace('single-always', 'other')}")
        podproof.explore(tmp_path / "two.yaml")
