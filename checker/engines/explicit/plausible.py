"""The most plausible among the shortest paths of a finished search."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from podproof.checker.engines.explicit.search import Search
from podproof.checker.model import Action, Plausibility

Path = list[int]
"""A sequence of edges by their positions."""


class PlausiblePaths:
    """Shortest paths with the fewest rare actions; among these, each step is the most plausible that is left.

    A dynamic programme backward over the breadth-first layers, then a walk forward: linear in the edges for each path.
    """

    def __init__(self, search: Search, actions: Sequence[Action]) -> None:
        self.search = search
        self._plausibility = [action.plausibility for action in actions]
        self._rare = [plausibility == Plausibility.RARE for plausibility in self._plausibility]
        self._depths = depths(search)

    def nearest(self, numbers: Iterable[int]) -> list[int]:
        """Those of the states, given in increasing order, that are nearest to the first state."""
        _, nearest = next(groupby(numbers, key=self._depths.__getitem__), (0, ()))
        return list(nearest)

    def path_to(self, ends: Collection[int]) -> Path:
        """A path to one of these states, which are equally far from the first one."""
        rare = self._rare_steps_left(ends)
        search, path, number = self.search, Path(), 0
        length = self._depths[max(ends)]
        while len(path) < length:
            best = (each for each in search.edges_from(number) if self._is_best(each, number, rare))
            path.append(min(best, key=self.plausibility))
            number = search.targets[path[-1]]
        return path

    def plausibility(self, edge: int) -> Plausibility:
        """The plausibility of the action of an edge."""
        return self._plausibility[self.search.actions[edge]]

    def _rare_steps_left(self, ends: Collection[int]) -> dict[int, int]:
        """For each state on a shortest path to one of the ends, the fewest rare actions from there on."""
        search, depths, rare = self.search, self._depths, self._rare
        left = dict.fromkeys(ends, 0)
        for source in range(max(ends), -1, -1):
            for edge in search.edges_from(source):
                target = search.targets[edge]
                if target in left and depths[target] == depths[source] + 1:
                    count = left[target] + rare[search.actions[edge]]
                    left[source] = min(left.get(source, count), count)
        return left

    def _is_best(self, edge: int, source: int, left: dict[int, int]) -> bool:
        target = self.search.targets[edge]
        is_on_a_shortest_path = target in left and self._depths[target] == self._depths[source] + 1
        return is_on_a_shortest_path and left[target] + self._rare[self.search.actions[edge]] == left[source]


def depths(search: Search) -> "array[int]":
    """The distance of each state from the first one."""
    found = array("I", [0])
    source = 0
    for edge in search.discovered[1:]:
        while search.ends[source] <= edge:
            source += 1
        found.append(found[source] + 1)
    return found
