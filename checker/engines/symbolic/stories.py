"""Back from a world to the beginning, through the stages in which the worlds were reached."""

from collections.abc import Sequence

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import Encoding
from podproof.checker.engines.symbolic.exploration import Stage
from podproof.checker.engines.symbolic.paths import Path, Paths


def earliest(stages: Sequence[Stage], worlds: Set) -> int:
    """The first stage that meets the worlds, by bisection; the last one meets them."""
    low, high = 0, len(stages) - 1
    while low < high:
        middle = (low + high) // 2
        if (stages[middle].worlds & worlds).satisfiable():
            high = middle
        else:
            low = middle + 1
    return low


def path_through(encoding: Encoding, stages: Sequence[Stage], paths: Paths, target: Set) -> Path:
    """A path to a world of the target, which the last stage meets.

    Each world is left for the earliest stage from which the steps that reached it lead there; what lies between is
    found world by world among those steps.
    """
    path: Path = ()
    number = earliest(stages, target)
    world = encoding.pick(stages[number].worlds & target)
    while number:
        steps = stages[number].by
        assert steps is not None
        sources = steps.closure.preimage(encoding.world(world))
        number = earliest(stages[:number], sources)
        source = encoding.pick(stages[number].worlds & sources)
        path = paths.between(paths.pack(source), paths.pack(world), steps.actions) + path
        world = source
    return path
