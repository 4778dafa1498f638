"""The symbolic engine finds what a search too simple to be wrong finds."""

from collections.abc import Callable
from itertools import combinations
from unittest.mock import patch

from equal_components import models_of_equal_components
from hypothesis import given
from hypothesis import strategies as st
from random_models import cost, costs, distances, formulas, models, successors

from podproof.checker.engines.explicit import Graph
from podproof.checker.engines.symbolic import Symbolic, counting
from podproof.checker.formulas import Formula, State, evaluate
from podproof.checker.model import Action, Model
from podproof.checker.trace import Trace

any_models = models | models_of_equal_components
seconds = st.sampled_from((0.0, 5.0))
"""No time to look for a most plausible trace, or more than enough."""


def explored(model: Model, nodes_for_layers: int = 0) -> Symbolic:
    engine = Symbolic(model, nodes_for_layers=nodes_for_layers)
    assert engine.explore().complete
    return engine


def ends_in(model: Model, actions: list[Action], goal: Callable[[State], bool]) -> bool:
    """Whether the actions may happen one after the other and lead to the goal, at their end or before."""
    state = model.initial
    for action in actions:
        if goal(state):
            return True
        after = model.successor(action, state)
        if after is None:
            return False
        state = after
    return goal(state)


def replays(model: Model, trace: Trace) -> bool:
    state = trace.start
    for action, after in trace.steps:
        if model.successor(action, state) != after:
            return False
        state = after
    return trace.start == model.initial


def is_irreducible(model: Model, trace: Trace, goal: Callable[[State], bool]) -> bool:
    actions = [step.action for step in trace.steps]
    runs = combinations(range(len(actions) + 1), 2)
    return not any(ends_in(model, actions[:begin] + actions[end:], goal) for begin, end in runs)


@given(any_models, st.sampled_from((0, counting.FEW)))
def test_the_size_counts_states_and_transitions(model: Model, few: int) -> None:
    near = distances(model)
    with patch.object(counting, "FEW", few):
        size = Symbolic(model).explore()
    assert size.states == len(near)
    assert size.transitions == sum(len(successors(model, state)) for state in near)
    assert (size.depth, size.complete, size.bound) == (None, True, "")


@given(formulas, any_models)
def test_a_question_has_the_answer_that_evaluating_every_state_gives(formula: Formula, model: Model) -> None:
    count = sum(evaluate(formula, state) for state in distances(model))
    engine = explored(model)
    assert engine.count(formula) == count
    assert engine.reachable(formula) is (count > 0)


@given(formulas, any_models, seconds)
def test_every_question_that_some_state_satisfies_has_a_trace(formula: Formula, model: Model, budget: float) -> None:
    satisfying = [each for state, each in costs(model).items() if evaluate(formula, state)]
    trace = explored(model, budget).trace(formula)
    assert (trace is None) is (not satisfying)
    if trace:
        assert replays(model, trace)
        assert evaluate(formula, trace.end)
        assert is_irreducible(model, trace, lambda state: evaluate(formula, state))
        assert cost(trace) >= min(satisfying)
        assert cost(trace) == min(satisfying) or trace.minimality == "irreducible"


@given(formulas, any_models)
def test_a_trace_is_most_plausible_when_there_is_time_for_it(formula: Formula, model: Model) -> None:
    trace = explored(model, nodes_for_layers=20_000_000).trace(formula)
    assert trace is None or trace.minimality == "most plausible"


@given(formulas, models)
def test_both_engines_find_the_same_most_plausible_trace(formula: Formula, model: Model) -> None:
    trace = explored(model, nodes_for_layers=20_000_000).trace(formula)
    assert trace == Graph(model).trace(formula)
    least = min((each for state, each in costs(model).items() if evaluate(formula, state)), default=None)
    assert (trace and cost(trace)) == least


@given(any_models)
def test_a_deadlock_is_a_state_without_successors(model: Model) -> None:
    stuck = [state for state in distances(model) if not successors(model, state)]
    engine = explored(model)
    assert engine.count(model.deadlock) == len(stuck)
    assert engine.reachable(model.deadlock) is bool(stuck)
