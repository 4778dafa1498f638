"""Both engines know which promises are kept, and tell a life into a state from where a broken one cannot be."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_models import distances, formulas, models

from podproof.checker.engines.explicit import Graph
from podproof.checker.engines.symbolic.leads_to import SymbolicLeadsTo
from podproof.checker.model import Action, Bounds, Case, Formula, Model, State, Trace, Variable, atom, evaluate
from podproof.checker.properties import LeadsTo

ENGINES = pytest.mark.parametrize("engine", [Graph, SymbolicLeadsTo])


def leading(model: Model, goals: set[State], by: Iterable[int], barred: Formula = False) -> set[State]:
    """The states from which these actions lead to the goals through no barred state, going back until none is new."""
    actions = [model.actions[number] for number in by]
    found, rest = set(goals), {state for state in distances(model) if not evaluate(barred, state)} - goals
    while more := {state for state in rest if any(model.successor(action, state) in found for action in actions)}:
        found, rest = found | more, rest - more
    return found


def lost(model: Model, promise: LeadsTo) -> set[State]:
    """The reachable states from which the goal never comes."""
    states = set(distances(model))
    return states - leading(model, {state for state in states if evaluate(promise.goal, state)}, promise.by)


def doomed(model: Model, promise: LeadsTo) -> set[State]:
    """The states of `when` in which the promise is broken, by its definition."""
    bad = lost(model, promise)
    if promise.certain:
        bad = leading(model, bad, range(len(model.actions)), promise.goal)
    return {state for state in bad if evaluate(promise.when, state)}


def is_breach(model: Model, promise: LeadsTo, trace: Trace) -> bool:
    """Whether the trace is a life of the model that breaks the promise."""
    states = [trace.start, *(step.state for step in trace.steps)]
    replayed = all(
        model.successor(step.action, before) == step.state for before, step in zip(states, trace.steps, strict=False)
    )
    owed = max((number for number, state in enumerate(states) if evaluate(promise.when, state)), default=len(states))
    missed = owed < len(states) and not any(evaluate(promise.goal, state) for state in states[owed:])
    return replayed and missed and states[-1] in lost(model, promise)


@st.composite
def promises(draw: st.DrawFn) -> tuple[Model, LeadsTo]:
    """A model and a promise about it."""
    model = draw(models)
    by = draw(st.sets(st.integers(0, max(0, len(model.actions) - 1)))) if model.actions else set()
    return model, LeadsTo(draw(formulas), draw(formulas), frozenset(by), draw(st.booleans()))


@ENGINES
@given(promises())
def test_a_promise_is_broken_exactly_where_its_definition_says_so(engine, drawn):
    model, promise = drawn
    explored = engine(model)
    explored.explore()
    assert explored.broken(promise) is bool(doomed(model, promise))


@ENGINES
@given(promises())
def test_a_breach_is_a_life_that_breaks_the_promise(engine, drawn):
    model, promise = drawn
    explored = engine(model)
    explored.explore()
    trace = explored.breach(promise)
    assert (trace is not None) is bool(doomed(model, promise))
    assert trace is None or is_breach(model, promise, trace)


@given(promises())
def test_no_breach_is_shorter_than_the_graphs(drawn):
    model, promise = drawn
    graph, symbolic = Graph(model), SymbolicLeadsTo(model)
    symbolic.explore()
    ours, theirs = graph.breach(promise), symbolic.breach(promise)
    if ours and theirs:
        assert len(ours.steps) == len(theirs.steps) if theirs.shortest else len(ours.steps) <= len(theirs.steps)


@given(promises(), st.lists(formulas, max_size=4))
def test_what_was_asked_before_changes_no_answer(drawn, goals):
    model, promise = drawn
    engine = SymbolicLeadsTo(model)
    engine.explore()
    for goal in goals:
        engine.broken(promise._replace(goal=goal, certain=not promise.certain))
    assert engine.broken(promise) is bool(doomed(model, promise))


FORK = Variable("fork", ("start", "open", "stuck", "goal"), "start", None)
MOVES = (("start", "open"), ("start", "stuck"), ("open", "goal"))
FORKED = Model((FORK,), tuple(Action("it", f"{a} to {b}", None, atom(0, a), {0: (Case(True, b),)}) for a, b in MOVES))
AT_START, AT_GOAL = atom(0, "start"), atom(0, "goal")
ALL = frozenset(range(len(MOVES)))


@ENGINES
def test_what_is_possible_at_first_need_not_be_certain(engine):
    explored = engine(FORKED)
    explored.explore()
    assert explored.broken(LeadsTo(AT_START, AT_GOAL, ALL, certain=False)) is False
    assert explored.broken(LeadsTo(AT_START, AT_GOAL, ALL, certain=True)) is True
    (step,) = explored.breach(LeadsTo(AT_START, AT_GOAL, ALL, certain=True)).steps
    assert step.state == ("stuck",)


@ENGINES
def test_an_action_that_is_not_counted_on_leads_nowhere(engine):
    explored = engine(FORKED)
    explored.explore()
    assert explored.broken(LeadsTo(AT_START, AT_GOAL, frozenset({0, 1}), certain=False)) is True


@ENGINES
def test_a_promise_is_open_before_all_is_explored(engine):
    explored = engine(FORKED, Bounds(seconds=0.0))
    explored.explore()
    assert explored.broken(LeadsTo(AT_START, AT_GOAL, ALL, certain=True)) is None
    assert explored.breach(LeadsTo(AT_START, AT_GOAL, ALL, certain=True)) is None
