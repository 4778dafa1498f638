"""The lightest paths of a finished search."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from heapq import heappop, heappush

from podproof.checker.engines.explicit.search import Search
from podproof.checker.engines.weights import cost, steps
from podproof.checker.model import Action

Path = list[int]
"""A sequence of edges by their positions."""

UNREACHED = (1 << 64) - 1


class LightestPaths:
    """Paths of the least cost; among these, each step is the most plausible that is left.

    The algorithm of Dijkstra ("A note on two problems in connexion with graphs", 1959) with a bucket for each cost,
    as there are few: linear in the edges, once; then a search backward over tight edges and a walk forward for each
    path, linear too.  A path is certainly lightest in a search that a bound cut short, if it costs no more than the
    way to the nearest state that was not expanded.
    """

    def __init__(self, search: Search, actions: Sequence[Action]) -> None:
        self.search = search
        self._steps = [cost(action) for action in actions]
        self._ranks = [action.rank for action in actions]
        self.costs = array("Q", [UNREACHED]) * len(search.states)
        self._settled = array("I")
        self._run()
        self._beyond = min((self.costs[number] for number in range(len(search.ends), len(search.states))), default=None)

    def _run(self) -> None:
        search, costs, added = self.search, self.costs, self._steps
        costs[0] = 0
        buckets, queue = {0: [0]}, [0]
        while queue:
            here = heappop(queue)
            for number in buckets.pop(here):
                if costs[number] < here:
                    continue
                self._settled.append(number)
                for edge in search.edges_from(number):
                    target, there = search.targets[edge], here + added[search.actions[edge]]
                    if there < costs[target]:
                        costs[target] = there
                        if there not in buckets:
                            buckets[there] = []
                            heappush(queue, there)
                        buckets[there].append(target)

    def nearest(self, numbers: Iterable[int]) -> list[int]:
        """Those of the states to which the lightest paths lead."""
        by_cost: dict[int, list[int]] = {}
        for number in numbers:
            by_cost.setdefault(self.costs[number], []).append(number)
        return by_cost[min(by_cost)] if by_cost else []

    def is_certain(self, number: int) -> bool:
        """Whether no path outside what was searched can be lighter than the lightest one to the state."""
        return self._beyond is None or self.costs[number] <= self._beyond

    def length(self, number: int) -> int:
        """The number of steps of the lightest paths to the state."""
        return steps(self.costs[number])

    def path_to(self, ends: Collection[int]) -> Path:
        """A lightest path to one of these states, whose lightest paths cost the same."""
        leading, path, number = self._leading_to(ends), Path(), 0
        while self.costs[number] < self.costs[max(ends)]:
            tight = (edge for edge in self._tight(number) if leading[self.search.targets[edge]])
            path.append(min(tight, key=self.rank))
            number = self.search.targets[path[-1]]
        return path

    def rank(self, edge: int) -> tuple[int, bool]:
        """How plausible the action of an edge is: the least is the most plausible."""
        return self._ranks[self.search.actions[edge]]

    def _leading_to(self, ends: Collection[int]) -> bytearray:
        """For each state, whether a lightest path to one of these leads through it."""
        leading, most = bytearray(len(self.search.states)), self.costs[max(ends)]
        for number in ends:
            leading[number] = True
        for number in reversed(self._settled):
            if self.costs[number] < most:
                leading[number] = any(leading[self.search.targets[edge]] for edge in self._tight(number))
        return leading

    def _tight(self, number: int) -> Iterable[int]:
        """The edges from a state that belong to the lightest paths to their targets."""
        search, costs, added = self.search, self.costs, self._steps
        here = costs[number]
        edges = search.edges_from(number)
        return [edge for edge in edges if costs[search.targets[edge]] == here + added[search.actions[edge]]]
