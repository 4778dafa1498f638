"""Lives without end in a graph: the strongly connected sets of worlds in which nothing waits for ever."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from podproof.checker.engines.graph.search import Search

Component = list[int]


def components(worlds: Iterable[int], afters: Callable[[int], Iterable[int]]) -> Iterator[Component]:
    """The strongly connected components of a graph, each after those that can be reached from it.

    Gabow, "Path-based depth-first search for strong and biconnected components" (2000), without recursion: linear in
    worlds and edges.
    """
    order: dict[int, int] = {}
    closed: set[int] = set()
    for root in worlds:
        if root in order:
            continue
        order[root] = len(order)
        waiting, bounds, path = [root], [root], [(root, iter(afters(root)))]
        while path:
            world, rest = path[-1]
            for after in rest:
                if after not in order:
                    order[after] = len(order)
                    waiting.append(after)
                    bounds.append(after)
                    path.append((after, iter(afters(after))))
                    break
                if after not in closed:
                    while order[bounds[-1]] > order[after]:
                        bounds.pop()
            else:
                path.pop()
                if bounds[-1] == world:
                    bounds.pop()
                    component = [waiting.pop()]
                    while component[-1] != world:
                        component.append(waiting.pop())
                    closed.update(component)
                    yield component


class Cycles:
    """Finds fair components: each action of `just` is taken in them, or does not move in one of their worlds."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self._turning: dict[frozenset[int], set[int]] = {}

    def fair(self, worlds: Collection[int], just: frozenset[int], lasting: frozenset[int]) -> list[Component]:
        """The fair components of `lasting` steps within the worlds, single worlds in which life may stop included.

        A part of a component that is not fair is not fair either, so that no component is looked into.
        """
        asked = sum(1 << action for action in just)
        still = [[world] for world in worlds if not self._moving[world] & asked]
        turning = self._in_circles(lasting).intersection(worlds)
        return still + [
            component for component in self._components(turning, lasting) if self._is_fair(component, asked, lasting)
        ]

    def _in_circles(self, lasting: frozenset[int]) -> set[int]:
        """The worlds to which some row of lasting steps returns."""
        if lasting not in self._turning:
            every = range(len(self.search.worlds))
            circles = self._components(every, lasting)
            self._turning[lasting] = {world for component in circles for world in component}
        return self._turning[lasting]

    def _components(self, worlds: Collection[int], lasting: frozenset[int]) -> list[Component]:
        """Those of more than one world: a step that changes nothing is none."""
        search = self.search

        def afters(world: int) -> Iterator[int]:
            for edge in search.edges_from(world):
                if search.actions[edge] in lasting and search.targets[edge] in worlds:
                    yield search.targets[edge]

        return [component for component in components(worlds, afters) if len(component) > 1]

    def _is_fair(self, component: Component, asked: int, lasting: frozenset[int]) -> bool:
        inside, search = set(component), self.search
        owed = asked
        for world in component:
            owed &= self._moving[world]
            for edge in search.edges_from(world) if owed else ():
                action = search.actions[edge]
                if owed >> action & 1 and action in lasting and search.targets[edge] in inside:
                    owed &= ~(1 << action)
            if not owed:
                return True
        return False

    @cached_property
    def _moving(self) -> list[int]:
        """Which actions move in each world, as bits."""
        search = self.search
        return [
            sum({1 << search.actions[edge] for edge in search.edges_from(number)})
            for number in range(len(search.worlds))
        ]
