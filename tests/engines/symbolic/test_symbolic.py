"""The symbolic engine finds what a search too simple to be wrong finds."""

from collections.abc import Callable
from itertools import combinations

from alike import models_of_like_sites
from hypothesis import given
from hypothesis import strategies as st
from random_models import distances, formulas, models, successors

from podproof.checker.engines.symbolic import Symbolic
from podproof.checker.model import Action, Formula, Model, Story, Values, evaluate

any_models = models | models_of_like_sites
seconds = st.sampled_from((0.0, 5.0))
"""No time to look for a shortest story, or more than enough."""


def explored(model: Model, seconds_for_shortest: float = 0.0) -> Symbolic:
    engine = Symbolic(model, seconds_for_shortest=seconds_for_shortest)
    assert engine.explore().complete
    return engine


def ends_in(model: Model, actions: list[Action], goal: Callable[[Values], bool]) -> bool:
    """Whether the actions may happen one after the other and lead to the goal, at their end or before."""
    world = model.initial
    for action in actions:
        if goal(world):
            return True
        after = model.successor(action, world)
        if after is None:
            return False
        world = after
    return goal(world)


def replays(model: Model, story: Story) -> bool:
    world = story.start
    for action, after in story.steps:
        if model.successor(action, world) != after:
            return False
        world = after
    return story.start == model.initial


def is_irreducible(model: Model, story: Story, goal: Callable[[Values], bool]) -> bool:
    actions = [step.action for step in story.steps]
    runs = combinations(range(len(actions) + 1), 2)
    return not any(ends_in(model, actions[:begin] + actions[end:], goal) for begin, end in runs)


@given(any_models)
def test_the_size_counts_worlds_and_transitions(model: Model) -> None:
    near = distances(model)
    size = Symbolic(model).explore()
    assert size.worlds == len(near)
    assert size.transitions == sum(len(successors(model, world)) for world in near)
    assert (size.depth, size.complete, size.bound) == (None, True, "")


@given(formulas, any_models)
def test_a_question_has_the_answer_that_evaluating_every_world_gives(formula: Formula, model: Model) -> None:
    count = sum(evaluate(formula, world) for world in distances(model))
    engine = explored(model)
    assert engine.count(formula) == count
    assert engine.reachable(formula) is (count > 0)


@given(formulas, any_models, seconds)
def test_a_story_is_told_of_every_question_that_is_met(formula: Formula, model: Model, budget: float) -> None:
    lengths = [steps for world, steps in distances(model).items() if evaluate(formula, world)]
    story = explored(model, budget).story(formula)
    assert (story is None) is (not lengths)
    if story:
        assert replays(model, story)
        assert evaluate(formula, story.steps[-1].world if story.steps else story.start)
        assert is_irreducible(model, story, lambda world: evaluate(formula, world))
        assert len(story.steps) >= min(lengths)
        assert len(story.steps) == min(lengths) or not story.shortest


@given(formulas, any_models)
def test_a_story_is_shortest_when_there_is_time_for_it(formula: Formula, model: Model) -> None:
    story = explored(model, seconds_for_shortest=5.0).story(formula)
    assert story is None or story.shortest


@given(any_models)
def test_a_deadlock_is_a_world_without_successors(model: Model) -> None:
    stuck = [world for world in distances(model) if not successors(model, world)]
    engine = explored(model)
    assert engine.count(engine.deadlock) == len(stuck)
    assert engine.deadlocked() is bool(stuck)
