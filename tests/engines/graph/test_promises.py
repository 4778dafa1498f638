"""Both engines know which promises are kept, and tell a life into a world from where a broken one cannot be."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_models import distances, formulas, models

from podproof.checker.engines.graph import Graph
from podproof.checker.engines.symbolic.fairness import Fair
from podproof.checker.model import Action, Bounds, Case, Formula, Model, Story, Values, Variable, atom, evaluate
from podproof.checker.questions import Promise

ENGINES = pytest.mark.parametrize("engine", [Graph, Fair])


def leading(model: Model, goals: set[Values], by: Iterable[int], barred: Formula = False) -> set[Values]:
    """The worlds from which these actions lead to the goals through no barred world, going back until none is new."""
    actions = [model.actions[number] for number in by]
    found, rest = set(goals), {world for world in distances(model) if not evaluate(barred, world)} - goals
    while more := {world for world in rest if any(model.successor(action, world) in found for action in actions)}:
        found, rest = found | more, rest - more
    return found


def lost(model: Model, promise: Promise) -> set[Values]:
    """The reachable worlds from which the goal never comes."""
    worlds = set(distances(model))
    return worlds - leading(model, {world for world in worlds if evaluate(promise.goal, world)}, promise.by)


def doomed(model: Model, promise: Promise) -> set[Values]:
    """The worlds of `when` in which the promise is broken, by its definition."""
    bad = lost(model, promise)
    if promise.certain:
        bad = leading(model, bad, range(len(model.actions)), promise.goal)
    return {world for world in bad if evaluate(promise.when, world)}


def is_breach(model: Model, promise: Promise, story: Story) -> bool:
    """Whether the story is a life of the model that breaks the promise."""
    worlds = [story.start, *(step.world for step in story.steps)]
    replayed = all(
        model.successor(step.action, before) == step.world for before, step in zip(worlds, story.steps, strict=False)
    )
    owed = max((number for number, world in enumerate(worlds) if evaluate(promise.when, world)), default=len(worlds))
    missed = owed < len(worlds) and not any(evaluate(promise.goal, world) for world in worlds[owed:])
    return replayed and missed and worlds[-1] in lost(model, promise)


@st.composite
def promises(draw: st.DrawFn) -> tuple[Model, Promise]:
    """A model and a promise about it."""
    model = draw(models)
    by = draw(st.sets(st.integers(0, max(0, len(model.actions) - 1)))) if model.actions else set()
    return model, Promise(draw(formulas), draw(formulas), frozenset(by), draw(st.booleans()))


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
    story = explored.breach(promise)
    assert (story is not None) is bool(doomed(model, promise))
    assert story is None or is_breach(model, promise, story)


@given(promises())
def test_no_breach_is_shorter_than_the_graphs(drawn):
    model, promise = drawn
    graph, symbolic = Graph(model), Fair(model)
    symbolic.explore()
    ours, theirs = graph.breach(promise), symbolic.breach(promise)
    if ours and theirs:
        assert len(ours.steps) == len(theirs.steps) if theirs.shortest else len(ours.steps) <= len(theirs.steps)


@given(promises(), st.lists(formulas, max_size=4))
def test_what_was_asked_before_changes_no_answer(drawn, goals):
    model, promise = drawn
    engine = Fair(model)
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
    assert explored.broken(Promise(AT_START, AT_GOAL, ALL, certain=False)) is False
    assert explored.broken(Promise(AT_START, AT_GOAL, ALL, certain=True)) is True
    (step,) = explored.breach(Promise(AT_START, AT_GOAL, ALL, certain=True)).steps
    assert step.world == ("stuck",)


@ENGINES
def test_an_action_that_is_not_counted_on_leads_nowhere(engine):
    explored = engine(FORKED)
    explored.explore()
    assert explored.broken(Promise(AT_START, AT_GOAL, frozenset({0, 1}), certain=False)) is True


@ENGINES
def test_a_promise_is_open_before_all_is_explored(engine):
    explored = engine(FORKED, Bounds(seconds=0.0))
    explored.explore()
    assert explored.broken(Promise(AT_START, AT_GOAL, ALL, certain=True)) is None
    assert explored.breach(Promise(AT_START, AT_GOAL, ALL, certain=True)) is None
