"""Breadth-first search that keeps what it finds in flat arrays."""

import gc
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from sys import getsizeof, maxsize
from time import perf_counter

from podproof.checker.model import Bounds

Expand = Callable[[int], list[tuple[int, int]]]
"""From a world to its pairs of an action and the world after it."""

ROUND = 256
"""Worlds expanded between two looks at the clock and the memory."""


class Search:
    """All worlds reachable from the first, numbered in order of discovery, and their edges in order of their source.

    Breadth-first search (Moore, "The shortest path through a maze", 1959): linear in worlds and edges.  Edges are kept
    as in a compressed sparse row matrix, 8 bytes each; the edge that discovered a world makes the breadth-first tree.
    """

    def __init__(self, initial: int) -> None:
        self.numbers = {initial: 0}
        self.worlds = [initial]
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
        numbers, worlds, targets, actions = self.numbers, self.worlds, self.targets, self.actions
        most = maxsize if bounds.worlds is None else bounds.worlds
        begin = perf_counter()
        for world in worlds:
            if len(self.ends) % ROUND == 0 and (bound := self._exhausted(bounds, begin)):
                return bound
            for action, after in expand(world):
                number = numbers.get(after)
                if number is None:
                    number = numbers[after] = len(worlds)
                    worlds.append(after)
                    self.discovered.append(len(targets))
                targets.append(number)
                actions.append(action)
            if len(worlds) > most:
                return f"{most:,} worlds"
            self.ends.append(len(targets))
        return ""

    def _exhausted(self, bounds: Bounds, begin: float) -> str:
        if bounds.seconds is not None and perf_counter() - begin >= bounds.seconds:
            return f"{bounds.seconds:g} seconds"
        if bounds.memory is not None and self.memory >= bounds.memory:
            return f"{bounds.memory:,} bytes"
        return ""

    @property
    def memory(self) -> int:
        """Bytes that the worlds and edges take."""
        kept = (self.numbers, self.worlds, self.discovered, self.ends, self.targets, self.actions)
        return sum(map(getsizeof, kept)) + len(self.worlds) * (getsizeof(self.worlds[-1]) + getsizeof(maxsize))

    def _forget_unfinished(self) -> None:
        # A search stopped amid an expansion must not leave half of a world's edges: they would look like all of them.
        edges = self.ends[-1] if self.ends else 0
        worlds = bisect_left(self.discovered, edges)
        del self.targets[edges:], self.actions[edges:], self.discovered[worlds:], self.worlds[worlds:]
        while len(self.numbers) > worlds:
            self.numbers.popitem()

    def edges_from(self, number: int) -> range:
        """The positions of the edges that leave a world; none for a world that was not expanded."""
        if number >= len(self.ends):
            return range(0)
        return range(self.ends[number - 1] if number else 0, self.ends[number])

    def path_to(self, number: int) -> list[int]:
        """The edges of a shortest path from the first world to a world."""
        path = []
        while number:
            edge = self.discovered[number]
            path.append(edge)
            number = bisect_right(self.ends, edge)
        return path[::-1]


@contextmanager
def without_collector() -> Iterator[None]:
    """Spare the search for reference cycles while millions of objects are made that have none: a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
