"""The explicit engine finds what a search too simple to be wrong finds."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_models import cost, costs, counter, distances, formulas, models, successors

from podproof.checker.engines.explicit import Graph
from podproof.checker.engines.explicit.search import Search
from podproof.checker.formulas import Formula, atom, conjunction, evaluate
from podproof.checker.model import Action, Bounds, Case, Model, Variable


@given(models)
def test_the_graph_has_exactly_the_reachable_states(model: Model) -> None:
    assert sorted(Graph(model).states(), key=repr) == sorted(distances(model), key=repr)


@given(models)
def test_the_size_counts_states_transitions_and_depth(model: Model) -> None:
    near = distances(model)
    size = Graph(model).explore()
    assert (size.states, size.depth) == (len(near), max(near.values()))
    assert size.transitions == sum(len(successors(model, state)) for state in near)
    assert (size.nodes, size.complete, size.bound) == (None, True, "")


@given(models)
def test_every_edge_is_a_step_of_the_model(model: Model) -> None:
    graph = Graph(model)
    for source, action, target in graph.edges():
        assert model.successor(model.actions[action], graph.state(source)) == graph.state(target)


@given(models)
def test_a_trace_replays_and_none_is_more_plausible(model: Model) -> None:
    graph = Graph(model)
    least = costs(model)
    for number, target in enumerate(graph.states()):
        trace = graph.trace_of(number)
        state = trace.start
        for action, after in trace.steps:
            assert model.successor(action, state) == after
            state = after
        assert state == target
        assert trace.minimality == "most plausible"
        assert cost(trace) == least[target]


@given(formulas, models)
def test_a_question_has_the_answer_that_evaluating_every_state_gives(formula: Formula, model: Model) -> None:
    satisfying = {state: each for state, each in costs(model).items() if evaluate(formula, state)}
    graph = Graph(model)
    trace = graph.trace(formula)
    assert graph.reachable(formula) is bool(satisfying)
    assert graph.count(formula) == len(satisfying)
    assert (trace and cost(trace)) == min(satisfying.values(), default=None)
    assert graph.distance(formula) == (trace and len(trace.steps))


@given(formulas, models, st.integers(1, 20))
def test_a_trace_in_a_part_of_the_graph_claims_no_more_than_is_true_of_the_whole(formula, model, most):
    graph = Graph(model, Bounds(states=most))
    graph.explore()
    trace = graph.trace(formula)
    if trace:
        least = min(each for state, each in costs(model).items() if evaluate(formula, state))
        nearest = min(steps for state, steps in distances(model).items() if evaluate(formula, state))
        claims = {"most plausible": cost(trace) == least, "shortest": len(trace.steps) == nearest}
        assert claims[trace.minimality]
        assert graph.distance(formula) == len(trace.steps)


@given(models)
def test_deadlocks_are_the_states_without_a_step(model: Model) -> None:
    graph = Graph(model)
    stuck = {state: each for state, each in costs(model).items() if not successors(model, state)}
    trace = graph.trace(model.deadlock)
    assert {graph.state(number) for number in graph.deadlocks} == set(stuck)
    assert (trace and cost(trace)) == min(stuck.values(), default=None)


@given(models)
def test_networkx_gets_the_same_states_and_edges(model: Model) -> None:
    graph = Graph(model)
    drawn = graph.networkx()
    assert list(drawn) == list(range(graph.explore().states))
    assert sorted(drawn.edges(data="action")) == sorted(
        (edge.source, edge.target, edge.action) for edge in graph.edges()
    )


@given(models)
def test_states_share_a_strong_component_exactly_when_each_can_reach_the_other(model: Model) -> None:
    graph = Graph(model)
    onward = [
        distances(Model(tuple(map(starting_at, model.variables, state)), model.actions)) for state in graph.states()
    ]
    for component in graph.strong_components():
        for number in component:
            together = {other for other, state in enumerate(graph.states()) if state in onward[number]}
            assert component == {other for other in together if graph.state(number) in onward[other]}


def starting_at(variable: Variable, value: object) -> Variable:
    return variable._replace(initial=value)


def test_strong_components_come_after_the_ones_that_they_lead_to() -> None:
    assert Graph(counter(3)).strong_components() == [{3}, {2}, {1}, {0}]


def test_a_step_that_changes_nothing_is_no_step() -> None:
    idle = Action("clock", "rest", None, True, {0: (Case(True, "only"),)})
    assert Graph(Model((Variable("place", ("only",), "only", None),), (idle,))).explore().transitions == 0


def test_two_actions_to_the_same_state_are_two_transitions() -> None:
    there = Action("clock", "go", None, True, {0: (Case(True, 1),)})
    model = Model((Variable("place", (0, 1), 0, None),), (there, there._replace(event="walk")))
    assert Graph(model).explore()[:3] == (2, 2, 1)


@pytest.mark.parametrize(
    ("bounds", "bound"),
    [
        (Bounds(states=10), "10 states"),
        (Bounds(seconds=0), "0 seconds"),
        (Bounds(memory=100), "100 bytes"),
    ],
    ids=["states", "seconds", "memory"],
)
def test_a_search_that_a_bound_stops_says_so(bounds: Bounds, bound: str) -> None:
    graph = Graph(counter(5000), bounds)
    size = graph.explore()
    assert (size.complete, size.bound) == (False, bound)
    assert size.states <= 10


def test_a_bound_that_is_just_enough_does_not_stop_the_search() -> None:
    assert Graph(counter(9), Bounds(states=10)).explore().complete


def test_within_a_bound_only_what_was_explored_is_found() -> None:
    graph = Graph(counter(20), Bounds(states=10))
    assert graph.reachable(atom(0, 7))
    assert not graph.reachable(atom(0, 15))
    assert graph.trace(atom(0, 15)) is None


@given(models, st.integers(1, 10))
def test_a_bounded_graph_has_all_edges_of_a_state_or_none(model: Model, states: int) -> None:
    graph = Graph(model, Bounds(states=states))
    size = graph.explore()
    expanded = len(graph.search.ends)
    assert size.states <= states
    for number in range(size.states):
        steps = len(successors(model, graph.state(number))) if number < expanded else 0
        assert len(graph.search.edges_from(number)) == steps


@given(models)
def test_states_at_a_bound_are_not_called_deadlocks(model: Model) -> None:
    graph = Graph(model, Bounds(states=3))
    assert all(not successors(model, graph.state(number)) for number in graph.deadlocks)


@pytest.mark.parametrize("expansions", [0, 1, 5])
def test_an_interrupted_search_keeps_a_clean_part(expansions: int) -> None:
    search = Search(0)
    assert search.run(interrupted_after(expansions), Bounds()) == "interrupted"
    assert len(search.ends) == expansions
    assert search.states == list(search.numbers) == list(range(expansions + 1))
    assert len(search.targets) == len(search.actions) == expansions


def interrupted_after(expansions: int) -> Callable[[int], list[tuple[int, int]]]:
    def expand(state: int) -> list[tuple[int, int]]:
        if state == expansions:
            raise KeyboardInterrupt
        return [(0, state + 1)]

    return expand


def test_networkx_is_loaded_only_when_asked_for() -> None:
    program = (
        "import sys, podproof.checker.export, podproof.checker.engines.explicit; sys.exit('networkx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_precedence_chain_deeper_than_python_indents_is_explored() -> None:
    width = 120
    variables = tuple(Variable(f"step {position}", (False, True), False, position) for position in range(width))
    chain = tuple(
        Action(
            "worker",
            "do",
            position,
            conjunction([atom(before, True) for before in range(position)]),
            {position: (Case(True, True),)},
        )
        for position in range(width)
    )
    assert Graph(Model(variables, chain)).explore()[:3] == (width + 1, width, width)
