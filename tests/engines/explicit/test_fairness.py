"""Both engines decide leads-to properties under weak fairness, and return a lasso that violates one."""

import networkx
from both_engines import ENGINES, FORKED, explored, leading
from hypothesis import given
from hypothesis import strategies as st
from random_models import distances, formulas, models

from podproof.checker.formulas import State, atom, evaluate, negation
from podproof.checker.model import Action, Case, Model, Variable
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Trace


@st.composite
def properties(draw: st.DrawFn) -> tuple[Model, LeadsTo]:
    """A model and a property under weak fairness, whose progress actions are some of the recurrent ones."""
    model = draw(models)
    some = st.frozensets(st.sampled_from(range(len(model.actions)))) if model.actions else st.just(frozenset())
    recurrent = draw(some | st.just(frozenset(range(len(model.actions)))))
    progress = draw(some | st.just(recurrent)) & recurrent
    return model, LeadsTo(draw(formulas), draw(formulas), progress, True, recurrent)


def enabled(model: Model, state: State, among: frozenset[int]) -> set[int]:
    """The actions among these that are enabled in the state."""
    return {number for number in among if model.successor(model.actions[number], state) is not None}


def endless(model: Model, leads_to: LeadsTo) -> set[State]:
    """The states of components without the goal in which an execution can be fair, by definition."""
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(state for state in distances(model) if not evaluate(leads_to.goal, state))
    for state in list(graph):
        for number in leads_to.recurrent:
            after = model.successor(model.actions[number], state)
            if after in graph:
                graph.add_edge(state, after, number)
    found = {state for state in graph if not enabled(model, state, leads_to.progress)}
    for component in networkx.strongly_connected_components(graph):
        taken = {number for _, _, number in graph.subgraph(component).edges(keys=True)}
        owed = set.intersection(*(enabled(model, state, leads_to.progress) for state in component)) - taken
        found |= component if taken and not owed else set()
    return found


def violating(model: Model, leads_to: LeadsTo) -> set[State]:
    """The states of `when` in which the property is violated."""
    bad = leading(model, endless(model, leads_to), range(len(model.actions)), leads_to.goal)
    return {state for state in bad if evaluate(leads_to.when, state)}


def misses_the_goal(model: Model, leads_to: LeadsTo, trace: Trace) -> bool:
    """Whether the trace is a lasso of the model that reaches `when` and then fairly avoids the goal forever."""
    states = [trace.start, *(step.state for step in trace.steps)]
    owed = max(number for number, state in enumerate(states) if evaluate(leads_to.when, state))
    loop = trace.steps[len(trace.steps) - trace.loop :]
    taken = {model.actions.index(step.action) for step in loop}
    around = states[len(trace.steps) - trace.loop :]
    waiting = set.intersection(*(enabled(model, state, leads_to.progress) for state in around)) - taken
    return (
        all(model.successor(step.action, one) == step.state for one, step in zip(states, trace.steps, strict=False))
        and states[-1] == around[0]
        and taken <= leads_to.recurrent
        and not waiting
        and not any(evaluate(leads_to.goal, state) for state in states[owed:] + around)
    )


@ENGINES
@given(properties())
def test_a_property_is_violated_under_weak_fairness_exactly_by_definition(engine, drawn):
    model, leads_to = drawn
    checked = explored(engine, model)
    assert checked.violated(leads_to) is bool(violating(model, leads_to))


@ENGINES
@given(properties())
def test_a_counterexample_under_weak_fairness_is_a_fair_lasso(engine, drawn):
    model, leads_to = drawn
    checked = explored(engine, model)
    trace = checked.counterexample(leads_to)
    assert (trace is not None) is bool(violating(model, leads_to))
    assert trace is None or misses_the_goal(model, leads_to, trace)


@ENGINES
@given(properties())
def test_a_property_that_keeps_when_until_the_goal_is_decided_by_the_states_of_when(engine, drawn):
    model, leads_to = drawn
    leads_to = leads_to._replace(when=negation(leads_to.goal), on_every_path=False)
    checked = explored(engine, model)
    assert checked.violated(leads_to) is bool(violating(model, leads_to))


@ENGINES
@given(properties())
def test_a_property_under_weak_fairness_holds_almost_surely_too(engine, drawn):
    model, leads_to = drawn
    checked = explored(engine, model)
    if not checked.violated(leads_to):
        assert not checked.violated(leads_to._replace(recurrent=None))


SIDE, LAMP = (Variable(name, (False, True), False, None) for name in ("side", "lamp"))
STEPS = (
    Action("it", "flips", None, atom(0, False), {0: (Case(True, True),)}),
    Action("it", "flips back", None, atom(0, True), {0: (Case(True, False),)}),
    Action("it", "lights", None, atom(0, True), {1: (Case(True, True),)}),
)
LAMPS = Model((SIDE, LAMP), STEPS)
LIT = LeadsTo(True, atom(1, True), frozenset(range(3)), on_every_path=False)


@ENGINES
def test_an_action_that_is_enabled_at_times_is_taken_almost_surely_but_not_under_weak_fairness(engine):
    checked = explored(engine, LAMPS)
    assert checked.violated(LIT) is False
    assert checked.violated(LIT._replace(recurrent=LIT.progress)) is True
    assert [step.action.event for step in checked.counterexample(LIT._replace(recurrent=LIT.progress)).steps] == [
        "flips",
        "flips back",
    ]


@ENGINES
def test_an_action_that_happens_finitely_often_violates_nothing(engine):
    checked = explored(engine, LAMPS)
    assert checked.violated(LIT._replace(progress=frozenset({0, 2}), recurrent=frozenset({0, 2}))) is False


@ENGINES
def test_an_execution_may_stop_where_no_progress_action_is_enabled(engine):
    checked = explored(engine, FORKED)
    trace = checked.counterexample(
        LeadsTo(atom(0, "start"), atom(0, "goal"), frozenset({0, 1, 2}), True, frozenset({0, 1, 2}))
    )
    assert trace.loop == 0 and trace.steps[-1].state == ("stuck",)
