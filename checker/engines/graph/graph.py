"""The reachable worlds of a model as a graph, and the questions that it answers."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from podproof.checker.engines.graph.cycles import components
from podproof.checker.engines.graph.promises import Promises
from podproof.checker.engines.graph.search import Search, without_collector
from podproof.checker.engines.successors import Successors
from podproof.checker.model import Bounds, Formula, Model, Size, Step, Story, Values, with_loop
from podproof.checker.questions import Promise

if TYPE_CHECKING:
    import networkx

UNBOUNDED = Bounds()


class Edge(NamedTuple):
    """A step from a world to another, all three by their numbers."""

    source: int
    action: int
    target: int


class Graph:
    """Every reachable world of a model and every step between them, explored when first asked for.

    Worlds are numbered from 0, the initial one, in breadth-first order; actions by their position in the model.
    """

    def __init__(self, model: Model, bounds: Bounds = UNBOUNDED) -> None:
        self.model = model
        self.bounds = bounds
        self.successors = Successors(model)

    @cached_property
    def _explored(self) -> tuple[Search, str]:
        search = Search(self.successors.encoding.pack(self.model.initial))
        return search, search.run(self.successors.of, self.bounds)

    @property
    def search(self) -> Search:
        """The worlds and edges as they were found."""
        return self._explored[0]

    def explore(self) -> Size:
        """How large the graph is, and whether that is all of it."""
        search, bound = self._explored
        depth = len(search.path_to(len(search.worlds) - 1))
        return Size(len(search.worlds), len(search.targets), depth, None, not bound, bound)

    def world(self, number: int) -> Values:
        """The world that has the number."""
        return self.successors.encoding.unpack(self.search.worlds[number])

    def worlds(self) -> Iterator[Values]:
        """All worlds by their numbers."""
        return map(self.successors.encoding.unpack, self.search.worlds)

    def edges(self) -> Iterator[Edge]:
        """All steps, by the number of the world that they leave."""
        search = self.search
        for source in range(len(search.ends)):
            for edge in search.edges_from(source):
                yield Edge(source, search.actions[edge], search.targets[edge])

    def where(self, formula: Formula) -> Iterator[int]:
        """The numbers of the worlds in which the formula holds, the nearest first."""
        holds = self.successors.holds(formula)
        return (number for number, world in enumerate(self.search.worlds) if holds(world))

    def reachable(self, formula: Formula) -> bool:
        """Whether the formula holds in some explored world; in a graph that a bound cut short, no means not found."""
        return next(self.where(formula), None) is not None

    def count(self, formula: Formula) -> int:
        """In how many of the explored worlds the formula holds."""
        return sum(1 for _ in self.where(formula))

    def story(self, formula: Formula) -> Story | None:
        """A shortest story that ends in a world where the formula holds, if one was explored."""
        number = next(self.where(formula), None)
        return None if number is None else self.story_of(number)

    def story_of(self, number: int) -> Story:
        """A shortest story that ends in the world."""
        return self._told(self.search.path_to(number))

    def _told(self, path: Iterable[int]) -> Story:
        actions, targets = self.search.actions, self.search.targets
        steps = (Step(self.model.actions[actions[edge]], self.world(targets[edge])) for edge in path)
        return Story(self.model.initial, tuple(steps), shortest=True)

    @cached_property
    def _promises(self) -> Promises:
        return Promises(self.search, self.successors)

    def broken(self, promise: Promise) -> bool | None:
        """Whether some life breaks the promise; None in a graph that a bound cut short."""
        return None if self._explored[1] else self._promises.path_to_breach(promise) is not None

    def breach(self, promise: Promise) -> Story | None:
        """A shortest life that breaks the promise, or a shortest way into a loop, if the graph is whole."""
        path = None if self._explored[1] else self._promises.path_to_breach(promise)
        if path is None:
            return None
        story = self._told(path)
        loop = self._promises.loop_from(self.search.targets[path[-1]] if path else 0, promise)
        return story if loop is None else with_loop(self.model, story, loop)

    def how_far(self) -> str:
        """How far a question came that was left open: where the graph is whole, none is."""
        return self._explored[1]

    @property
    def deadlocks(self) -> list[int]:
        """The numbers of the worlds in which nothing can happen."""
        return [number for number in range(len(self.search.ends)) if not self.search.edges_from(number)]

    def deadlocked(self) -> Story | None:
        """A shortest story that ends where nothing can happen, if there is one."""
        return next(map(self.story_of, self.deadlocks), None)

    def networkx(self) -> "networkx.MultiDiGraph[int]":
        """The numbers of the worlds as nodes, and an edge per step with the number of its `action`."""
        import networkx

        graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
        graph.add_nodes_from(range(len(self.search.worlds)))
        with without_collector():
            graph.add_edges_from((source, target, {"action": action}) for source, action, target in self.edges())
        return graph

    def components(self) -> list[set[int]]:
        """The strongly connected components, each after those that can be reached from it."""
        targets, edges_from = self.search.targets, self.search.edges_from

        def afters(number: int) -> Iterator[int]:
            return map(targets.__getitem__, edges_from(number))

        return list(map(set, components(range(len(self.search.worlds)), afters)))
