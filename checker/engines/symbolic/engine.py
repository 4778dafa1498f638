"""The symbolic engine: sets of worlds as decision diagrams."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, cached_property

from oxidd.util import DDMemoryError

from podproof.checker.engines.symbolic.counting import transitions
from podproof.checker.engines.symbolic.diagrams import Diagrams, Set
from podproof.checker.engines.symbolic.encoding import Encoding
from podproof.checker.engines.symbolic.exploration import Exploration
from podproof.checker.engines.symbolic.folding import Folded, Folding
from podproof.checker.engines.symbolic.partition import partition
from podproof.checker.engines.symbolic.paths import Goal, Paths
from podproof.checker.engines.symbolic.rings import Rings
from podproof.checker.engines.symbolic.steps import System
from podproof.checker.engines.symbolic.stories import path_through
from podproof.checker.model import Action, Bounds, Feature, Formula, Model, Size, Story, conjunction, negation

DEFAULT_MEMORY = 2 << 30
"""Bytes that the diagrams may take where no bound is given; they are not touched before they are needed."""

UNBOUNDED = Bounds()


class Symbolic:
    """Answers questions about the worlds of a model that it has reached, however many they are.

    Until `explore` has returned a complete size, it knows some of them only, and a count is a lower bound.
    A question that does not fit into the bound on memory raises `MemoryError`.  A story is shortest if breadth-first
    rings find it within `seconds_for_shortest` in all, else irreducible.
    """

    def __init__(self, model: Model, bounds: Bounds = UNBOUNDED, *, seconds_for_shortest: float = 0.5) -> None:
        self.model = model
        parts = partition(model, range(len(model.actions)))
        bits = sum((len(variable.domain) - 1).bit_length() for variable in model.variables)
        self._diagrams = Diagrams(DEFAULT_MEMORY if bounds.memory is None else bounds.memory, bits)
        parameters = max((group.shape.parameters for group in parts.groups), default=0)
        self._encoding = Encoding(self._diagrams, model, parameters, choices=len(model.actions).bit_length())
        self._system = System(self._encoding, model, parts)
        self._exploration = Exploration(self._encoding, self._system, model.initial, bounds)
        self._paths = Paths(model)
        self._rings = Rings(self._encoding, self._system, self._paths, seconds_for_shortest)

    def explore(self) -> Size:
        """Find every reachable world, within the bounds; without memory to count them, transitions are given as 0."""
        self._exploration.run()
        steps = self._transitions()
        worlds, bound = self._exploration.worlds, self._exploration.bound
        return Size(self._encoding.count(worlds), steps, None, worlds.node_count(), not bound, bound)

    def _transitions(self) -> int:
        def count() -> int:
            return transitions(self._encoding, self._exploration.worlds, self.model.actions)

        with suppress(DDMemoryError):
            return self._diagrams.within_memory(count)
        return self._transitions() if self._exploration.retreat() else 0

    def reachable(self, formula: Formula) -> bool | None:
        """Whether a reachable world satisfies the formula; None where a bound left that open."""
        try:
            found = self._meeting(formula).satisfiable()
        except DDMemoryError:
            return None
        return found or (None if self._exploration.bound else False)

    def count(self, formula: Formula) -> int:
        """How many of the worlds that were found satisfy the formula, exactly."""
        return self._encoding.count(self._meeting(formula))

    def story(self, formula: Formula) -> Story | None:
        """A life into a world that satisfies the formula, or None where none was found."""
        return self._story(self._meeting(formula), self._paths.successors.holds(formula))

    @cached_property
    def deadlock(self) -> Formula:
        """That no action moves: a formula, to be counted and told of like any other."""
        return conjunction(negation(action.moves) for action in self.model.actions)

    def deadlocked(self) -> bool | None:
        """Whether there is a reachable world in which no action moves; None where a bound left that open."""
        return self.reachable(self.deadlock)

    def folded(self, features: Sequence[Feature]) -> Folded:
        """The worlds that were found, folded onto what the features tell of them; `MemoryError` as for any question."""
        return Folding(self._encoding, self.model, self._exploration.worlds, features).folded()

    def _meeting(self, formula: Formula) -> Set:
        worlds = self._exploration.worlds
        return self._diagrams.within_memory(lambda: worlds & self._encoding.set_of(formula))

    def _story(self, target: Set, goal: Goal) -> Story | None:
        if not target.satisfiable():
            return None
        path = self._rings.path_to(target)
        if path is not None:
            return self._paths.story(path, shortest=True)
        path = path_through(self._encoding, self._exploration.stages, self._paths, target)
        path = self._paths.irreducible(path, goal)
        return self._paths.story(path, shortest=len(path) == len(self._rings.rings))
