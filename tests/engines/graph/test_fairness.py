"""Both engines know what comes under weak fairness, and tell the loop of a life that misses it."""

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_models import distances, formulas, models
from test_promises import FORKED, leading

from podproof.checker.engines.graph import Graph
from podproof.checker.engines.symbolic.fairness import Fair
from podproof.checker.model import Action, Case, Model, Story, Values, Variable, atom, evaluate, negation
from podproof.checker.questions import Promise

ENGINES = pytest.mark.parametrize("engine", [Graph, Fair])


@st.composite
def promises(draw: st.DrawFn) -> tuple[Model, Promise]:
    """A model and a promise under weak fairness, which counts on some of the steps that last."""
    model = draw(models)
    some = st.frozensets(st.sampled_from(range(len(model.actions)))) if model.actions else st.just(frozenset())
    lasting = draw(some | st.just(frozenset(range(len(model.actions)))))
    by = draw(some | st.just(lasting)) & lasting
    return model, Promise(draw(formulas), draw(formulas), by, True, lasting)


def moving(model: Model, world: Values, among: frozenset[int]) -> set[int]:
    """Those of the actions that move in the world."""
    return {number for number in among if model.successor(model.actions[number], world) is not None}


def endless(model: Model, promise: Promise) -> set[Values]:
    """The worlds of components without the goal in which a life may be fair, by the definition."""
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(world for world in distances(model) if not evaluate(promise.goal, world))
    for world in list(graph):
        for number in promise.lasting:
            after = model.successor(model.actions[number], world)
            if after in graph:
                graph.add_edge(world, after, number)
    found = {world for world in graph if not moving(model, world, promise.by)}
    for component in networkx.strongly_connected_components(graph):
        taken = {number for _, _, number in graph.subgraph(component).edges(keys=True)}
        owed = set.intersection(*(moving(model, world, promise.by) for world in component)) - taken
        found |= component if taken and not owed else set()
    return found


def doomed(model: Model, promise: Promise) -> set[Values]:
    """The worlds of `when` in which the promise is broken."""
    bad = leading(model, endless(model, promise), range(len(model.actions)), promise.goal)
    return {world for world in bad if evaluate(promise.when, world)}


def misses_the_goal(model: Model, promise: Promise, story: Story) -> bool:
    """Whether the story is a life of the model that is owed the goal, and goes round for ever, fairly, without it."""
    worlds = [story.start, *(step.world for step in story.steps)]
    owed = max(number for number, world in enumerate(worlds) if evaluate(promise.when, world))
    loop = story.steps[len(story.steps) - story.loop :]
    taken = {model.actions.index(step.action) for step in loop}
    around = worlds[len(story.steps) - story.loop :]
    waiting = set.intersection(*(moving(model, world, promise.by) for world in around)) - taken
    return (
        all(model.successor(step.action, one) == step.world for one, step in zip(worlds, story.steps, strict=False))
        and worlds[-1] == around[0]
        and taken <= promise.lasting
        and not waiting
        and not any(evaluate(promise.goal, world) for world in worlds[owed:] + around)
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
    story = explored.breach(promise)
    assert (story is not None) is bool(doomed(model, promise))
    assert story is None or misses_the_goal(model, promise, story)


@ENGINES
@given(promises())
def test_what_never_leaves_its_worlds_without_the_goal_is_decided_among_them(engine, drawn):
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
LIT = Promise(True, atom(1, True), frozenset(range(3)), certain=False)


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
def test_a_life_may_end_in_a_world_where_nothing_is_bound_to_happen(engine):
    explored = engine(FORKED)
    explored.explore()
    story = explored.breach(
        Promise(atom(0, "start"), atom(0, "goal"), frozenset({0, 1, 2}), True, frozenset({0, 1, 2}))
    )
    assert story.loop == 0 and story.steps[-1].world == ("stuck",)
