"""What the tests of leads-to properties share, almost surely and under weak fairness: both engines, and definitions."""

from collections.abc import Callable, Iterable

import pytest
from random_models import distances

from podproof.checker.engines.explicit import Graph
from podproof.checker.engines.symbolic.leads_to import SymbolicLeadsTo
from podproof.checker.formulas import Formula, State, atom, evaluate
from podproof.checker.model import Action, Bounds, Case, Model, Variable

ENGINES = pytest.mark.parametrize("engine", [Graph, SymbolicLeadsTo])

LeadsToEngine = Graph | SymbolicLeadsTo

UNBOUNDED = Bounds()


def explored(
    engine: Callable[[Model, Bounds], LeadsToEngine], model: Model, bounds: Bounds = UNBOUNDED
) -> LeadsToEngine:
    """The engine after it has explored the model."""
    made = engine(model, bounds)
    made.explore()
    return made


def leading(model: Model, goals: set[State], by: Iterable[int], barred: Formula = False) -> set[State]:
    """The states from which these actions lead to the goals through no barred state, going back until none is new."""
    actions = [model.actions[number] for number in by]
    found, rest = set(goals), {state for state in distances(model) if not evaluate(barred, state)} - goals
    while more := {state for state in rest if any(model.successor(action, state) in found for action in actions)}:
        found, rest = found | more, rest - more
    return found


FORK = Variable("fork", ("start", "open", "stuck", "goal"), "start", None)
MOVES = (("start", "open"), ("start", "stuck"), ("open", "goal"))
FORKED = Model((FORK,), tuple(Action("it", f"{a} to {b}", None, atom(0, a), {0: (Case(True, b),)}) for a, b in MOVES))
