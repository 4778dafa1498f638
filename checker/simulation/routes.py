"""The most plausible way from a state to one in which a condition holds, by the engines."""

from functools import lru_cache

from podproof.checker.engines import Engine
from podproof.checker.engines.choice import run_engine
from podproof.checker.model import Model
from podproof.checker.simulation.model import Route, SimulatedModel


@lru_cache(16)
def explored(model: SimulatedModel, start: int, allowed: frozenset[int]) -> Engine:
    """All that is reachable from a state by actions that are allowed."""
    return run_engine(_from(model, start, allowed))[1]


def _from(model: SimulatedModel, start: int, allowed: frozenset[int]) -> Model:
    """The model that begins in a state and has only these actions."""
    values = model.successors.encoding.unpack(start)
    variables = model.compiled.model.variables
    begun = tuple(each._replace(initial=value) for each, value in zip(variables, values, strict=True))
    return Model(begun, tuple(each for number, each in enumerate(model.actions) if number in allowed))


@lru_cache(256)
def route(model: SimulatedModel, start: int, condition: str, allowed: frozenset[int]) -> Route | None:
    """A most plausible way of actions that are allowed; None if there is none.

    Of a large Pod the way is not always most plausible, but nothing can be left out of it.
    """
    goal = model.compiled.formula_of_any(condition)
    if model.successors.holds(goal)(start):
        return ()
    trace = explored(model, start, allowed).trace(goal)
    return None if trace is None else model.route(trace)
