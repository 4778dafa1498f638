"""Both engines know what comes under weak fairness, and tell the loop of a life that misses it."""

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_models import distances, formulas, models
from test_promises import FORKED, leading

from podproof.checker.engines.explicit import Graph
from podproof.checker.engines.symbolic.leads_to import SymbolicLeadsTo
from podproof.checker.model import Action, Case, Model, State, Trace, Variable, atom, evaluate, negation
from podproof.checker.properties import LeadsTo

ENGINES = pytest.mark.parametrize("engine", [Graph, SymbolicLeadsTo])


@st.composite
def promises(draw: st.DrawFn) -> tuple[Model, LeadsTo]:
    """A model and a promise under weak fairness, which counts on some of the steps that last."""
    model = draw(models)
    some = st.frozensets(st.sampled_from(range(len(model.actions)))) if model.actions else st.just(frozenset())
    lasting = draw(some | st.just(frozenset(range(len(model.actions)))))
    by = draw(some | st.just(lasting)) & lasting
    return model, LeadsTo(draw(formulas), draw(formulas), by, True, lasting)


def moving(model: Model, state: State, among: frozenset[int]) -> set[int]:
    """Those of the actions that move in the state."""
    return {number for number in among if model.successor(model.actions[number], state) is not None}


def endless(model: Model, promise: LeadsTo) -> set[State]:
    """The states of components without the goal in which a life may be fair, by the definition."""
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(state for state in distances(model) if not evaluate(promise.goal, state))
    for state in list(graph):
        for number in promise.lasting:
            after = model.successor(model.actions[number], state)
            if after in graph:
                graph.add_edge(state, after, number)
    found = {state for state in graph if not moving(model, state, promise.by)}
    for component in networkx.strongly_connected_components(graph):
        taken = {number for _, _, number in graph.subgraph(component).edges(keys=True)}
        owed = set.intersection(*(moving(model, state, promise.by) for state in component)) - taken
        found |= component if taken and not owed else set()
    return found


def doomed(model: Model, promise: LeadsTo) -> set[State]:
    """The states of `when` in which the promise is broken."""
    bad = leading(model, endless(model, promise), range(len(model.actions)), promise.goal)
    return {state for state in bad if evaluate(promise.when, state)}


def misses_the_goal(model: Model, promise: LeadsTo, trace: Trace) -> bool:
    """Whether the trace is a life of the model that is owed the goal, and goes round for ever, fairly, without it."""
    states = [trace.start, *(step.state for step in trace.steps)]
    owed = max(number for number, state in enumerate(states) if evaluate(promise.when, state))
    loop = trace.steps[len(trace.steps) - trace.loop :]
    taken = {model.actions.index(step.action) for step in loop}
    around = states[len(trace.steps) - trace.loop :]
    waiting = set.intersection(*(moving(model, state, promise.by) for state in around)) - taken
    return (
        all(model.successor(step.action, one) == step.state for one, step in zip(states, trace.steps, strict=False))
        and states[-1] == around[0]
        and taken <= promise.lasting
        and not waiting
        and not any(evaluate(promise.goal, state) for state in states[owed:] + around)
    )


@ENGINES
@given(promises())
def test_a_promise_of_weak_fairness_is_broken_exactly_where_its_definition_says_so(engine, drawn):
    model, promise = drawn
    explored = engine(model)
    explored.explore()
    assert explored.broken(promise) is bool(doomed(model, promise))


@ENGINES
@given(promises())
def test_a_broken_promise_of_weak_fairness_is_told_with_a_fair_loop(engine, drawn):
    model, promise = drawn
    explored = engine(model)
    explored.explore()
    trace = explored.breach(promise)
    assert (trace is not None) is bool(doomed(model, promise))
    assert trace is None or misses_the_goal(model, promise, trace)


@ENGINES
@given(promises())
def test_what_never_leaves_its_states_without_the_goal_is_decided_among_them(engine, drawn):
    model, promise = drawn
    promise = promise._replace(when=negation(promise.goal), certain=False)
    explored = engine(model)
    explored.explore()
    assert explored.broken(promise) is bool(doomed(model, promise))


@ENGINES
@given(promises())
def test_what_comes_under_weak_fairness_comes_with_probability_one(engine, drawn):
    model, promise = drawn
    explored = engine(model)
    explored.explore()
    if not explored.broken(promise):
        assert not explored.broken(promise._replace(lasting=None))


SIDE, LAMP = (Variable(name, (False, True), False, None) for name in ("side", "lamp"))
STEPS = (
    Action("it", "flips", None, atom(0, False), {0: (Case(True, True),)}),
    Action("it", "flips back", None, atom(0, True), {0: (Case(True, False),)}),
    Action("it", "lights", None, atom(0, True), {1: (Case(True, True),)}),
)
LAMPS = Model((SIDE, LAMP), STEPS)
LIT = LeadsTo(True, atom(1, True), frozenset(range(3)), certain=False)


@ENGINES
def test_a_step_that_may_be_now_and_then_comes_by_chance_but_not_by_weak_fairness(engine):
    explored = engine(LAMPS)
    explored.explore()
    assert explored.broken(LIT) is False
    assert explored.broken(LIT._replace(lasting=LIT.by)) is True
    assert [step.action.event for step in explored.breach(LIT._replace(lasting=LIT.by)).steps] == [
        "flips",
        "flips back",
    ]


@ENGINES
def test_a_step_that_happens_only_so_often_holds_nothing_up(engine):
    explored = engine(LAMPS)
    explored.explore()
    assert explored.broken(LIT._replace(by=frozenset({0, 2}), lasting=frozenset({0, 2}))) is False


@ENGINES
def test_a_life_may_end_in_a_state_where_nothing_is_bound_to_happen(engine):
    explored = engine(FORKED)
    explored.explore()
    trace = explored.breach(
        LeadsTo(atom(0, "start"), atom(0, "goal"), frozenset({0, 1, 2}), True, frozenset({0, 1, 2}))
    )
    assert trace.loop == 0 and trace.steps[-1].state == ("stuck",)
