"""Both engines decide leads-to properties almost surely, and return a trace into a state that has lost the goal."""

from both_engines import ENGINES, FORKED, MOVES, explored, leading
from hypothesis import given
from hypothesis import strategies as st
from random_models import cost, distances, formulas, models

from podproof.checker.engines.explicit import Graph
from podproof.checker.engines.symbolic.leads_to import SymbolicLeadsTo
from podproof.checker.formulas import State, atom, evaluate
from podproof.checker.model import Bounds, Model
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Trace


def lost(model: Model, leads_to: LeadsTo) -> set[State]:
    """The reachable states from which the goal is unreachable."""
    states = set(distances(model))
    return states - leading(model, {state for state in states if evaluate(leads_to.goal, state)}, leads_to.progress)


def violating(model: Model, leads_to: LeadsTo) -> set[State]:
    """The states of `when` in which the property is violated, by definition."""
    bad = lost(model, leads_to)
    if leads_to.on_every_path:
        bad = leading(model, bad, range(len(model.actions)), leads_to.goal)
    return {state for state in bad if evaluate(leads_to.when, state)}


def is_counterexample(model: Model, leads_to: LeadsTo, trace: Trace) -> bool:
    """Whether the trace is an execution of the model that violates the property."""
    states = [trace.start, *(step.state for step in trace.steps)]
    replayed = all(
        model.successor(step.action, before) == step.state for before, step in zip(states, trace.steps, strict=False)
    )
    owed = max((number for number, state in enumerate(states) if evaluate(leads_to.when, state)), default=len(states))
    missed = owed < len(states) and not any(evaluate(leads_to.goal, state) for state in states[owed:])
    return replayed and missed and states[-1] in lost(model, leads_to)


@st.composite
def properties(draw: st.DrawFn) -> tuple[Model, LeadsTo]:
    """A model and a leads-to property."""
    model = draw(models)
    by = draw(st.sets(st.integers(0, max(0, len(model.actions) - 1)))) if model.actions else set()
    return model, LeadsTo(draw(formulas), draw(formulas), frozenset(by), draw(st.booleans()))


@ENGINES
@given(properties())
def test_a_property_is_violated_exactly_by_definition(engine, drawn):
    model, leads_to = drawn
    checked = explored(engine, model)
    assert checked.violated(leads_to) is bool(violating(model, leads_to))


@ENGINES
@given(properties())
def test_a_counterexample_is_an_execution_that_violates_the_property(engine, drawn):
    model, leads_to = drawn
    checked = explored(engine, model)
    trace = checked.counterexample(leads_to)
    assert (trace is not None) is bool(violating(model, leads_to))
    assert trace is None or is_counterexample(model, leads_to, trace)


@given(properties())
def test_no_symbolic_counterexample_is_more_plausible_than_the_explicit_one(drawn):
    model, leads_to = drawn
    graph, symbolic = Graph(model), SymbolicLeadsTo(model)
    symbolic.explore()
    ours, theirs = graph.counterexample(leads_to), symbolic.counterexample(leads_to)
    if ours and theirs:
        if ours.minimality == "most plausible":
            assert cost(ours) == cost(theirs) if theirs.minimality == "most plausible" else cost(ours) <= cost(theirs)
        else:
            assert len(ours.steps) <= len(theirs.steps)


@given(properties(), st.lists(formulas, max_size=4))
def test_earlier_questions_change_no_answer(drawn, goals):
    model, leads_to = drawn
    engine = SymbolicLeadsTo(model)
    engine.explore()
    for goal in goals:
        engine.violated(leads_to._replace(goal=goal, on_every_path=not leads_to.on_every_path))
    assert engine.violated(leads_to) is bool(violating(model, leads_to))


AT_START, AT_GOAL = atom(0, "start"), atom(0, "goal")
ALL = frozenset(range(len(MOVES)))


@ENGINES
def test_a_goal_that_is_reachable_can_be_missed(engine):
    checked = explored(engine, FORKED)
    assert checked.violated(LeadsTo(AT_START, AT_GOAL, ALL, on_every_path=False)) is False
    assert checked.violated(LeadsTo(AT_START, AT_GOAL, ALL, on_every_path=True)) is True
    (step,) = checked.counterexample(LeadsTo(AT_START, AT_GOAL, ALL, on_every_path=True)).steps
    assert step.state == ("stuck",)


@ENGINES
def test_an_action_that_is_not_counted_on_reaches_no_goal(engine):
    checked = explored(engine, FORKED)
    assert checked.violated(LeadsTo(AT_START, AT_GOAL, frozenset({0, 1}), on_every_path=False)) is True


@ENGINES
def test_a_property_is_undecided_before_all_states_are_explored(engine):
    checked = explored(engine, FORKED, Bounds(seconds=0.0))
    assert checked.violated(LeadsTo(AT_START, AT_GOAL, ALL, on_every_path=True)) is None
    assert checked.counterexample(LeadsTo(AT_START, AT_GOAL, ALL, on_every_path=True)) is None
