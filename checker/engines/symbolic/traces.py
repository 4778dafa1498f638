"""Traces from the stages of the exploration: back from a state to the initial one."""

from collections.abc import Sequence
from typing import Protocol

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.exploration import Stage
from podproof.checker.engines.symbolic.fixpoint import Saturation, backward
from podproof.checker.engines.symbolic.paths import Path, Paths


class HasStates(Protocol):
    """A stage of a fixpoint."""

    @property
    def states(self) -> Set:
        """The states found so far."""


def earliest(stages: Sequence[HasStates], states: Set) -> int:
    """The first stage that meets the states, by bisection; the last one meets them."""
    low, high = 0, len(stages) - 1
    while low < high:
        middle = (low + high) // 2
        if (stages[middle].states & states).satisfiable():
            high = middle
        else:
            low = middle + 1
    return low


def path_through(encoding: DiagramEncoding, stages: Sequence[Stage], paths: Paths, target: Set) -> Path:
    """A path to a state of the target, which the last stage meets.

    Each state is left for the earliest stage from which the steps that reached it lead there; what lies between is
    found state by state among these actions.
    """
    path: Path = ()
    number = earliest(stages, target)
    state = encoding.pick(stages[number].states & target)
    while number:
        steps = stages[number].group
        assert steps is not None
        sources = Saturation(encoding.state(state), stages[number].states, backward, repeats=True).run([steps.step])
        number = earliest(stages[:number], sources)
        source = encoding.pick(stages[number].states & sources)
        path = paths.between(paths.pack(source), paths.pack(state), steps.actions) + path
        state = source
    return path
