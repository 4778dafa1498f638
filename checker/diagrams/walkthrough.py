"""A life told leg by leg: a trace into each goal, from where the one before it ended."""

from collections.abc import Iterator
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.model import Action, Model, State, conjunction
from podproof.checker.trace import Trace
from podproof.spec.pod.walkthroughs import Goal, Walkthrough


class Chapter(NamedTuple):
    """A leg with its trace."""

    title: str
    trace: Trace


def walk(compiled: Compiled, life: Walkthrough) -> tuple[Chapter, ...] | None:
    """The parts of the life that are told, or None where a Pod of this kind has no such life."""
    state, parts = compiled.model.initial, []
    for leg in life.legs:
        trace = _told(compiled, leg, state)
        if trace is None:
            return None
        parts.append(Chapter(leg.title, trace))
        state = trace.end
    return tuple(parts[life.hidden :])


def _told(compiled: Compiled, leg: Goal, start: State) -> Trace | None:
    variables = zip(compiled.model.variables, start, strict=True)
    begun = tuple(variable._replace(initial=value) for variable, value in variables)
    engine = Symbolic(Model(begun, tuple(_allowed(compiled, leg))), nodes_for_shortest=8_000_000)
    engine.explore()
    return engine.trace(compiled.formula(leg.until))


def _allowed(compiled: Compiled, leg: Goal) -> Iterator[Action]:
    for action in compiled.model.actions:
        if action.event in leg.only:
            more = compiled.formula(leg.only[action.event], action.component)
            yield action._replace(guard=conjunction([action.guard, more]))
        elif action.event not in leg.without.split():
            yield action
