"""Leads-to properties over a graph: the states in which the goal is lost, and the paths that lead there."""

from array import array
from functools import cached_property
from itertools import chain

from podproof.checker.engines.components import StrongComponent
from podproof.checker.engines.explicit.backward import NEVER, ExplicitBackwardSearch
from podproof.checker.engines.explicit.fair_cycles import FairCycles
from podproof.checker.engines.explicit.lightest import LightestPaths, Path
from podproof.checker.engines.explicit.search import Search
from podproof.checker.engines.lassos import Lassos
from podproof.checker.engines.successors import Successors
from podproof.checker.formulas import Formula, conjunction, negation
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Minimality

Loop = tuple[int, ...]
"""A sequence of actions by their positions."""


class ExplicitLeadsTo:
    """Decides leads-to properties over a finished search; what leads to a goal is computed once."""

    def __init__(self, search: Search, successors: Successors, paths: LightestPaths) -> None:
        self.search, self.successors, self.paths = search, successors, paths
        self._lost: dict[tuple[Formula, frozenset[int]], list[int]] = {}

    @cached_property
    def _backward(self) -> ExplicitBackwardSearch:
        return ExplicitBackwardSearch(self.search)

    @cached_property
    def _cycles(self) -> FairCycles:
        return FairCycles(self.search)

    def lost(self, leads_to: LeadsTo) -> list[int]:
        """The states from which the goal is unreachable, or in which a fair execution can avoid it forever."""
        return self._hopeless(leads_to) if leads_to.recurrent is None else sorted(chain(*self._fair(leads_to)))

    def loop_from(self, number: int, leads_to: LeadsTo) -> Loop | None:
        """The loop in which a fair execution avoids the goal from a lost state; None without weak fairness."""
        if leads_to.recurrent is None:
            return None
        inside = {self.search.states[each] for one in self._fair(leads_to) if number in one for each in one}
        return Lassos(self.successors, inside.__contains__, leads_to.progress, leads_to.recurrent).through(
            self.search.states[number]
        )

    def _fair(self, leads_to: LeadsTo) -> list[StrongComponent]:
        assert leads_to.recurrent is not None
        without_goal = negation(leads_to.goal)
        region = without_goal if leads_to.on_every_path else conjunction([leads_to.when, without_goal])
        return self._cycles.fair(self._where(region), leads_to.progress, leads_to.recurrent)

    def _hopeless(self, leads_to: LeadsTo) -> list[int]:
        key = leads_to.goal, leads_to.progress
        if key not in self._lost:
            distances = self._backward.distances(self._where(leads_to.goal), leads_to.progress)
            self._lost[key] = [number for number, distance in enumerate(distances) if distance == NEVER]
        return self._lost[key]

    def path_to_violation(self, leads_to: LeadsTo) -> tuple[Path, Minimality] | None:
        """A lightest path into a lost state of `when`, or else a shortest one past such a state; which of both."""
        lost = self.lost(leads_to)
        holds = self.successors.holds(leads_to.when)
        if violating := self.paths.nearest(number for number in lost if holds(self.search.states[number])):
            return self.paths.path_to(violating), "most plausible"
        past = self._path_past(leads_to, lost) if lost and leads_to.on_every_path else None
        return None if past is None else (past, "shortest")

    def _path_past(self, leads_to: LeadsTo, lost: list[int]) -> Path | None:
        """A shortest path to a state of `when` and from there to a lost one without meeting the goal."""
        barred = bytearray(len(self.search.states))
        for number in self._where(leads_to.goal):
            barred[number] = True
        every = frozenset(self.search.actions)
        distances = self._backward.distances(lost, every, bytes(barred))
        paths = (
            (len(self.search.path_to(number)) + distances[number], number)
            for number in self._where(leads_to.when)
            if distances[number] != NEVER
        )
        nearest = min(paths, default=None)
        if nearest is None:
            return None
        return self.search.path_to(nearest[1]) + self._down(nearest[1], distances)

    def _down(self, number: int, distances: "array[int]") -> Path:
        path = []
        while distances[number]:
            edges = self.search.edges_from(number)
            nearer = (edge for edge in edges if distances[self.search.targets[edge]] == distances[number] - 1)
            edge = min(nearer, key=self.paths.rank)
            path.append(edge)
            number = self.search.targets[edge]
        return path

    def _where(self, formula: Formula) -> list[int]:
        holds = self.successors.holds(formula)
        return [number for number, state in enumerate(self.search.states) if holds(state)]
