"""A life told leg by leg: a story into each goal, from where the one before it ended."""

from collections.abc import Iterator
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.model import Action, Model, Story, Values, conjunction
from podproof.spec.lives import Leg, Life


class Part(NamedTuple):
    """A leg with its story."""

    title: str
    story: Story


def lived(compiled: Compiled, life: Life) -> tuple[Part, ...] | None:
    """The parts of the life that are told, or None where a Pod of this kind has no such life."""
    world, parts = compiled.model.initial, []
    for leg in life.legs:
        story = _told(compiled, leg, world)
        if story is None:
            return None
        parts.append(Part(leg.title, story))
        world = story.steps[-1].world if story.steps else world
    return tuple(parts[life.hidden :])


def _told(compiled: Compiled, leg: Leg, start: Values) -> Story | None:
    variables = zip(compiled.model.variables, start, strict=True)
    begun = tuple(variable._replace(initial=value) for variable, value in variables)
    engine = Symbolic(Model(begun, tuple(_allowed(compiled, leg))), seconds_for_shortest=2.0)
    engine.explore()
    return engine.story(compiled.formula(leg.until))


def _allowed(compiled: Compiled, leg: Leg) -> Iterator[Action]:
    for action in compiled.model.actions:
        if action.event in leg.only:
            more = compiled.formula(leg.only[action.event], action.site)
            yield action._replace(guard=conjunction([action.guard, more]))
        elif action.event not in leg.without.split():
            yield action
