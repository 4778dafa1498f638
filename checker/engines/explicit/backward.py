"""Backward search: the states that lead to a goal, over the edges of a graph read backward."""

from array import array
from collections.abc import Collection, Iterable
from itertools import repeat

from podproof.checker.engines.explicit.search import Search

NEVER = -1
"""The distance of a state from which the goal is unreachable."""


class ExplicitBackwardSearch:
    """The edges of a finished search by the state that they lead to, 12 bytes for each."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.sources = array("I")
        for number in range(len(search.ends)):
            self.sources.extend(repeat(number, len(search.edges_from(number))))
        self.into = array("Q", sorted(range(len(search.targets)), key=search.targets.__getitem__))
        self.begins = array("Q", bytes(8 * (len(search.states) + 1)))
        for target in search.targets:
            self.begins[target + 1] += 1
        for number in range(len(search.states)):
            self.begins[number + 1] += self.begins[number]

    def distances(self, goals: Iterable[int], by: Collection[int], barred: bytes = b"") -> "array[int]":
        """The distance of each state from the goals by these actions, on paths through no barred state.

        Breadth-first search from all goals at once: linear in states and edges.
        """
        search, sources, into, begins = self.search, self.sources, self.into, self.begins
        barred = barred or bytes(len(search.states))
        chosen = bytes(action in by for action in range(max(search.actions, default=0) + 1))
        found = array("i", [NEVER]) * len(search.states)
        queue = list(goals)
        for goal in queue:
            found[goal] = 0
        for state in queue:
            for edge in into[begins[state] : begins[state + 1]]:
                source = sources[edge]
                if found[source] == NEVER and chosen[search.actions[edge]] and not barred[source]:
                    found[source] = found[state] + 1
                    queue.append(source)
        return found
