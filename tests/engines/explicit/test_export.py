"""An exported graph can be read back, and is complete."""

import json
import re
from collections.abc import Callable, Iterable

import networkx
import pytest
from hypothesis import given, settings
from random_models import counter, models

from podproof.checker.engines.explicit import Graph
from podproof.checker.export import Incomplete, QuotientTransition, TooLarge, UnknownFormat, graph_lines, quotient_of
from podproof.checker.formulas import State
from podproof.checker.model import Bounds, Model

FORMATS = ("json", "graphml", "dot", "aut")

few = settings(max_examples=25)


def by_name(model: Model) -> Callable[[State], dict[str, object]]:
    return lambda state: {variable.name: value for variable, value in zip(model.variables, state, strict=True)}


def text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def written(model: Model, form: str) -> str:
    return text(graph_lines(Graph(model), form, by_name(model)))


@few
@given(models)
def test_json_has_every_state_and_every_step(model: Model) -> None:
    graph, data = Graph(model), json.loads(written(model, "json"))
    assert [node["state"] for node in data["nodes"]] == list(map(by_name(model), graph.states()))
    actions = [model.actions[edge.action] for edge in graph.edges()]
    assert [(edge["actor"], edge["event"], edge["component"]) for edge in data["edges"]] == [
        (action.actor, action.event, action.component) for action in actions
    ]
    assert data["graph"]["initial"] == 0


@few
@given(models)
def test_networkx_reads_the_json_as_the_same_graph(model: Model) -> None:
    read = networkx.node_link_graph(json.loads(written(model, "json")), edges="edges")
    assert sorted(read.edges()) == sorted(Graph(model).networkx().edges())


@few
@given(models)
def test_networkx_reads_the_graphml_as_the_same_graph(model: Model) -> None:
    graph = Graph(model)
    read = networkx.parse_graphml(written(model, "graphml"), node_type=int, force_multigraph=True)
    assert sorted(read.edges(data="event")) == sorted(
        (edge.source, edge.target, model.actions[edge.action].event) for edge in graph.edges()
    )
    assert dict(read.nodes(data=True)) == dict(enumerate(map(by_name(model), graph.states())))


@few
@given(models)
def test_the_aut_header_counts_its_lines(model: Model) -> None:
    header, *lines = written(model, "aut").splitlines()
    size = Graph(model).explore()
    assert header == f"des (0, {size.transitions}, {size.states})"
    assert len(lines) == size.transitions
    assert all(re.fullmatch(r'\(\d+, "[^"]+", \d+\)', line) for line in lines)


@few
@given(models)
def test_dot_draws_a_box_per_state_and_an_arrow_per_step(model: Model) -> None:
    size = Graph(model).explore()
    text = written(model, "dot")
    assert len(re.findall(r"^  \d+ \[", text, re.MULTILINE)) == size.states
    assert len(re.findall(r"^  \d+ -> \d+ \[", text, re.MULTILINE)) == size.transitions


@few
@given(models)
def test_a_model_is_written_alike_twice(model: Model) -> None:
    assert all(written(model, form) == written(model, form) for form in FORMATS)


def test_dot_reads_like_this() -> None:
    assert written(counter(1), "dot") == (
        "digraph {\n"
        "  node [shape=box];\n"
        "  initial [shape=point];\n"
        "  initial -> 0;\n"
        '  0 [label="count: 0\\l"];\n'
        '  1 [label="count: 1\\l"];\n'
        '  0 -> 1 [label="clock: tick\\l"];\n'
        "}\n"
    )


def test_dot_escapes_what_would_end_a_label() -> None:
    lines = graph_lines(Graph(counter(0)), "dot", lambda state: {"said": 'a "b" \\ c'})
    assert '0 [label="said: a \\"b\\" \\\\ c\\l"];' in text(lines)


def test_structure_becomes_dotted_names() -> None:
    nested = {"pod": {"phase": "Pending"}, "containers": [{"up": True}], "reason": None}
    read = networkx.parse_graphml(text(graph_lines(Graph(counter(0)), "graphml", lambda state: nested)))
    assert read.nodes["0"] == {"pod.phase": "Pending", "containers.0.up": True}


def test_a_component_is_part_of_the_label() -> None:
    model = counter(1)
    labeled = model._replace(actions=tuple(action._replace(component=4) for action in model.actions))
    assert '(0, "clock 4: tick", 1)' in written(labeled, "aut")


@few
@given(models)
def test_a_quotient_joins_two_classes_exactly_when_some_of_their_states_are_joined(model: Model) -> None:
    graph = Graph(model)
    quotient = quotient_of(graph, first)
    states = list(graph.states())
    expected = {
        (states[source][0], states[target][0], model.actions[action].event) for source, action, target in graph.edges()
    }
    found = [
        (quotient.keys[each.source], quotient.keys[each.target], event)
        for each in quotient.transitions
        for event in each.events
    ]
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert all(list(each.events) == sorted(each.events) for each in quotient.transitions)
    assert quotient.keys[0] == first(model.initial)


def first(state: State) -> object:
    return state[0]


def test_a_quotient_can_leave_out_its_loops() -> None:
    def odd(state: State) -> bool:
        return state[0] in (2, 3)

    assert quotient_of(Graph(counter(3)), odd).transitions == (
        QuotientTransition(0, 0, ("tick",)),
        QuotientTransition(0, 1, ("tick",)),
        QuotientTransition(1, 1, ("tick",)),
    )
    assert quotient_of(Graph(counter(3)), odd, loops=False).transitions == (QuotientTransition(0, 1, ("tick",)),)


@pytest.mark.parametrize("form", FORMATS)
def test_a_quotient_is_written_like_a_graph(form: str) -> None:
    lines = graph_lines(quotient_of(Graph(counter(3)), first), form, lambda key: {"count": key})
    assert text(lines).count("tick") == 3 * (2 if form == "graphml" else 1)


@pytest.mark.parametrize(
    ("form", "refusal", "message"),
    [
        ("png", UnknownFormat, "there is no format 'png': use one of aut, graphml, dot, json"),
        ("dot", TooLarge, "1,001 states are too many for dot, which takes 500: join states"),
    ],
    ids=["format", "size"],
)
def test_a_graph_that_cannot_be_written_is_refused_with_advice(
    form: str, refusal: type[ValueError], message: str
) -> None:
    with pytest.raises(refusal, match=re.escape(message)):
        graph_lines(Graph(counter(1000)), form, by_name(counter(1000)))


def test_a_raised_limit_writes_the_large_graph() -> None:
    assert text(graph_lines(Graph(counter(1000)), "dot", by_name(counter(1000)), most=1001)).count("->") == 1001


@pytest.mark.parametrize("form", FORMATS)
def test_a_part_of_a_graph_is_never_written(form: str) -> None:
    graph = Graph(counter(100), Bounds(states=10))
    with pytest.raises(Incomplete, match=re.escape("(10 states) after 10 states")):
        graph_lines(graph, form, by_name(graph.model))


def test_an_incomplete_graph_has_no_quotient() -> None:
    with pytest.raises(Incomplete):
        quotient_of(Graph(counter(100), Bounds(states=10)), first)
