"""Both engines know what comes under weak fairness, and tell the loop of a life that misses it."""

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_models import distances, formulas, models
from test_promises import FORKED, leading

from podproof.checker.engines.explicit import Graph
from podproof.checker.engines.symbolic.leads_to import SymbolicLeadsTo
from podproof.checker.model import Action, Case, Model, State, Variable, atom, evaluate, negation
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Trace

ENGINES = pytest.mark.parametrize("engine", [Graph, SymbolicLeadsTo])


@st.composite
def promises(draw: st.DrawFn) -> tuple[Model, LeadsTo]:
    """A model and a promise under weak fairness, which counts on some of the steps that last."""
    model = draw(models)
    some = st.frozensets(st.sampled_from(range(len(model.actions)))) if model.actions else st.just(frozenset())
    recurrent = draw(some | st.just(frozenset(range(len(model.actions)))))
    progress = draw(some | st.just(recurrent)) & recurrent
    return model, LeadsTo(draw(formulas), draw(formulas), progress, True, recurrent)


def moving(model: Model, state: State, among: frozenset[int]) -> set[int]:
    """Those of the actions that move in the state."""
    return {number for number in among if model.successor(model.actions[number], state) is not None}


def endless(model: Model, leads_to: LeadsTo) -> set[State]:
    """The states of components without the goal in which a life may be fair, by the definition."""
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(state for state in distances(model) if not evaluate(leads_to.goal, state))
    for state in list(graph):
        for number in leads_to.recurrent:
            after = model.successor(model.actions[number], state)
            if after in graph:
                graph.add_edge(state, after, number)
    found = {state for state in graph if not moving(model, state, leads_to.progress)}
    for component in networkx.strongly_connected_components(graph):
        taken = {number for _, _, number in graph.subgraph(component).edges(keys=True)}
        owed = set.intersection(*(moving(model, state, leads_to.progress) for state in component)) - taken
        found |= component if taken and not owed else set()
    return found


def doomed(model: Model, leads_to: LeadsTo) -> set[State]:
    """The states of `when` in which the promise is broken."""
    bad = leading(model, endless(model, leads_to), range(len(model.actions)), leads_to.goal)
    return {state for state in bad if evaluate(leads_to.when, state)}


def misses_the_goal(model: Model, leads_to: LeadsTo, trace: Trace) -> bool:
    """Whether the trace is a life of the model that is owed the goal, and goes round for ever, fairly, without it."""
    states = [trace.start, *(step.state for step in trace.steps)]
    owed = max(number for number, state in enumerate(states) if evaluate(leads_to.when, state))
    loop = trace.steps[len(trace.steps) - trace.loop :]
    taken = {model.actions.index(step.action) for step in loop}
    around = states[len(trace.steps) - trace.loop :]
    waiting = set.intersection(*(moving(model, state, leads_to.progress) for state in around)) - taken
    return (
        all(model.successor(step.action, one) == step.state for one, step in zip(states, trace.steps, strict=False))
        and states[-1] == around[0]
        and taken <= leads_to.recurrent
        and not waiting
        and not any(evaluate(leads_to.goal, state) for state in states[owed:] + around)
    )


@ENGINES
@given(promises())
def test_a_promise_of_weak_fairness_is_broken_exactly_where_its_definition_says_so(engine, drawn):
    model, leads_to = drawn
    explored = engine(model)
    explored.explore()
    assert explored.violated(leads_to) is bool(doomed(model, leads_to))


@ENGINES
@given(promises())
def test_a_broken_promise_of_weak_fairness_is_told_with_a_fair_loop(engine, drawn):
    model, leads_to = drawn
    explored = engine(model)
    explored.explore()
    trace = explored.counterexample(leads_to)
    assert (trace is not None) is bool(doomed(model, leads_to))
    assert trace is None or misses_the_goal(model, leads_to, trace)


@ENGINES
@given(promises())
def test_what_never_leaves_its_states_without_the_goal_is_decided_among_them(engine, drawn):
    model, leads_to = drawn
    leads_to = leads_to._replace(when=negation(leads_to.goal), on_every_path=False)
    explored = engine(model)
    explored.explore()
    assert explored.violated(leads_to) is bool(doomed(model, leads_to))


@ENGINES
@given(promises())
def test_what_comes_under_weak_fairness_comes_with_probability_one(engine, drawn):
    model, leads_to = drawn
    explored = engine(model)
    explored.explore()
    if not explored.violated(leads_to):
        assert not explored.violated(leads_to._replace(recurrent=None))


SIDE, LAMP = (Variable(name, (False, True), False, None) for name in ("side", "lamp"))
STEPS = (
    Action("it", "flips", None, atom(0, False), {0: (Case(True, True),)}),
    Action("it", "flips back", None, atom(0, True), {0: (Case(True, False),)}),
    Action("it", "lights", None, atom(0, True), {1: (Case(True, True),)}),
)
LAMPS = Model((SIDE, LAMP), STEPS)
LIT = LeadsTo(True, atom(1, True), frozenset(range(3)), on_every_path=False)


@ENGINES
def test_a_step_that_may_be_now_and_then_comes_by_chance_but_not_by_weak_fairness(engine):
    explored = engine(LAMPS)
    explored.explore()
    assert explored.violated(LIT) is False
    assert explored.violated(LIT._replace(recurrent=LIT.progress)) is True
    assert [step.action.event for step in explored.counterexample(LIT._replace(recurrent=LIT.progress)).steps] == [
        "flips",
        "flips back",
    ]


@ENGINES
def test_a_step_that_happens_only_so_often_holds_nothing_up(engine):
    explored = engine(LAMPS)
    explored.explore()
    assert explored.violated(LIT._replace(progress=frozenset({0, 2}), recurrent=frozenset({0, 2}))) is False


@ENGINES
def test_a_life_may_end_in_a_state_where_nothing_is_bound_to_happen(engine):
    explored = engine(FORKED)
    explored.explore()
    trace = explored.counterexample(
        LeadsTo(atom(0, "start"), atom(0, "goal"), frozenset({0, 1, 2}), True, frozenset({0, 1, 2}))
    )
    assert trace.loop == 0 and trace.steps[-1].state == ("stuck",)
