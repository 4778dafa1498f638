"""The symbolic engine knows from where a goal can no longer be reached."""

from hypothesis import given
from hypothesis import strategies as st
from random_models import distances, formulas, models

from podproof.checker.engines.symbolic import Symbolic
from podproof.checker.model import Action, Bounds, Case, Formula, Model, Values, Variable, atom, evaluate


def able(model: Model, actions: tuple[Action, ...], goal: Formula) -> set[Values]:
    """The reachable worlds from which these actions lead to the goal, by going backwards until nothing is new."""
    worlds = distances(model)
    found = {world for world in worlds if evaluate(goal, world)}
    while more := {
        world for world in worlds.keys() - found if any(model.successor(action, world) in found for action in actions)
    }:
        found |= more
    return found


@given(models, formulas, formulas)
def test_a_dead_end_is_told_exactly_when_there_is_one(model: Model, goal: Formula, within: Formula) -> None:
    lost = distances(model).keys() - able(model, model.actions, goal)
    engine = Symbolic(model)
    engine.explore()
    story = engine.dead_end(goal, within=within)
    assert (story is not None) is any(evaluate(within, world) for world in lost)
    if story:
        end = story.steps[-1].world if story.steps else story.start
        assert end in lost and evaluate(within, end)


@given(models, formulas, st.sets(st.integers(0, 9)))
def test_only_the_chosen_actions_lead_out(model: Model, goal: Formula, numbers: set[int]) -> None:
    chosen = tuple(action for number, action in enumerate(model.actions) if number in numbers)
    lost = distances(model).keys() - able(model, chosen, goal)
    engine = Symbolic(model)
    engine.explore()
    story = engine.dead_end(goal, by=lambda action: any(action is other for other in chosen))
    assert (story is not None) is bool(lost)


def test_a_dead_end_that_is_told_before_all_is_explored_is_one() -> None:
    fork = Variable("fork", ("start", "open", "stuck", "goal"), "start", None)
    moves = (("start", "open"), ("start", "stuck"), ("open", "goal"))
    actions = tuple(Action("it", f"{a} to {b}", None, atom(0, a), {0: (Case(True, b),)}) for a, b in moves)
    engine = Symbolic(Model((fork,), actions), Bounds(seconds=0.0))
    assert not engine.explore().complete
    assert engine.dead_end(atom(0, "goal")) is None
