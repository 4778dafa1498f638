"""Breadth-first search that keeps states and edges in flat arrays."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from sys import getsizeof, maxsize
from time import perf_counter

from podproof.checker.engines.collector import without_collector
from podproof.checker.model import Bounds

Expand = Callable[[int], list[tuple[int, int]]]
"""From a state to its pairs of an action and the state after it."""

ROUND = 256
"""States expanded between two checks of time and memory."""


class Search:
    """All states reachable from the first, numbered in order of discovery, and their edges in order of their source.

    Breadth-first search (Moore, "The shortest path through a maze", 1959): linear in states and edges.  Edges are kept
    as in a compressed sparse row matrix, 8 bytes each; the edge that discovered a state makes the breadth-first tree.
    """

    def __init__(self, initial: int) -> None:
        self.numbers = {initial: 0}
        self.states = [initial]
        self.discovered = array("q", [-1])
        self.ends = array("Q")
        self.targets = array("I")
        self.actions = array("I")

    def run(self, expand: Expand, bounds: Bounds) -> str:
        """Explore until nothing is new, or return the name of what stopped the search before that."""
        try:
            with without_collector():
                return self._run(expand, bounds)
        except KeyboardInterrupt:
            return "interrupted"
        finally:
            self._forget_unfinished()

    def _run(self, expand: Expand, bounds: Bounds) -> str:
        numbers, states, targets, actions = self.numbers, self.states, self.targets, self.actions
        most = maxsize if bounds.states is None else bounds.states
        begin = perf_counter()
        for state in states:
            if len(self.ends) % ROUND == 0 and (bound := self._exhausted(bounds, begin)):
                return bound
            for action, after in expand(state):
                number = numbers.get(after)
                if number is None:
                    number = numbers[after] = len(states)
                    states.append(after)
                    self.discovered.append(len(targets))
                targets.append(number)
                actions.append(action)
            if len(states) > most:
                return f"{most:,} states"
            self.ends.append(len(targets))
        return ""

    def _exhausted(self, bounds: Bounds, begin: float) -> str:
        if bounds.is_over(perf_counter() - begin):
            return bounds.out_of_time
        if bounds.memory is not None and self.memory >= bounds.memory:
            return f"{bounds.memory:,} bytes"
        return ""

    @property
    def memory(self) -> int:
        """Bytes that the states and edges take."""
        kept = (self.numbers, self.states, self.discovered, self.ends, self.targets, self.actions)
        return sum(map(getsizeof, kept)) + len(self.states) * (getsizeof(self.states[-1]) + getsizeof(maxsize))

    def _forget_unfinished(self) -> None:
        # A search that is stopped during an expansion must not leave half of a state's edges, as if they were all.
        edges = self.ends[-1] if self.ends else 0
        states = bisect_left(self.discovered, edges)
        del self.targets[edges:], self.actions[edges:], self.discovered[states:], self.states[states:]
        while len(self.numbers) > states:
            self.numbers.popitem()

    def edges_from(self, number: int) -> range:
        """The positions of the edges that leave a state; none for a state that was not expanded."""
        if number >= len(self.ends):
            return range(0)
        return range(self.ends[number - 1] if number else 0, self.ends[number])

    def path_to(self, number: int) -> list[int]:
        """The edges of a shortest path from the first state to a state."""
        path = []
        while number:
            edge = self.discovered[number]
            path.append(edge)
            number = bisect_right(self.ends, edge)
        return path[::-1]
