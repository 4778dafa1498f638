"""The reachable states of a model as a graph, and the questions that it answers."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from podproof.checker.engines.collector import without_collector
from podproof.checker.engines.components import strong_components
from podproof.checker.engines.explicit.leads_to import ExplicitLeadsTo
from podproof.checker.engines.explicit.lightest import LightestPaths
from podproof.checker.engines.explicit.search import Search
from podproof.checker.engines.successors import Successors
from podproof.checker.formulas import Formula, State
from podproof.checker.model import Bounds, Model, Size
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Step, Trace, with_loop

if TYPE_CHECKING:
    import networkx

UNBOUNDED = Bounds()


class Edge(NamedTuple):
    """A step from a state to another, all three by their numbers."""

    source: int
    action: int
    target: int


class Graph:
    """Every reachable state of a model and every step between them, explored when first asked for.

    States are numbered from 0, the initial one, in breadth-first order; actions by their position in the model.
    """

    leaves_open = ""
    representatives = None

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
        """The states and edges as they were found."""
        return self._explored[0]

    def explore(self) -> Size:
        """How large the graph is, and whether that is all of it."""
        search, bound = self._explored
        depth = len(search.path_to(len(search.states) - 1))
        return Size(len(search.states), len(search.targets), depth, None, not bound, bound)

    def state(self, number: int) -> State:
        """The state that has the number."""
        return self.successors.encoding.unpack(self.search.states[number])

    def states(self) -> Iterator[State]:
        """All states by their numbers."""
        return map(self.successors.encoding.unpack, self.search.states)

    def edges(self) -> Iterator[Edge]:
        """All steps, by the number of the state that they leave."""
        search = self.search
        for source in range(len(search.ends)):
            for edge in search.edges_from(source):
                yield Edge(source, search.actions[edge], search.targets[edge])

    def where(self, formula: Formula) -> Iterator[int]:
        """The numbers of the states in which the formula holds, the nearest first."""
        holds = self.successors.holds(formula)
        return (number for number, state in enumerate(self.search.states) if holds(state))

    def reachable(self, formula: Formula) -> bool:
        """Whether the formula holds in some explored state; False in an incomplete graph means not found."""
        return next(self.where(formula), None) is not None

    def count(self, formula: Formula) -> int:
        """In how many of the explored states the formula holds."""
        return sum(1 for _ in self.where(formula))

    def distance(self, formula: Formula) -> int | None:
        """The number of steps of `trace`, if a state where the formula holds was explored."""
        numbers = self._paths.nearest(self.where(formula))
        if not numbers:
            return None
        return self._paths.length(numbers[0]) if self._paths.is_certain(numbers[0]) else len(self._shortest(formula))

    def trace(self, formula: Formula) -> Trace | None:
        """A most plausible trace to a state where the formula holds, if one was explored.

        In a graph that a bound cut short it is a shortest one, where none is certainly most plausible.
        """
        numbers = self._paths.nearest(self.where(formula))
        if not numbers:
            return None
        if self._paths.is_certain(numbers[0]):
            return self._trace_along(self._paths.path_to(numbers))
        return self._trace_along(self._shortest(formula))._replace(minimality="shortest")

    def trace_of(self, number: int) -> Trace:
        """A most plausible trace that ends in the state; a shortest one, where a bound cut the graph short."""
        if self._paths.is_certain(number):
            return self._trace_along(self._paths.path_to([number]))
        return self._trace_along(self.search.path_to(number))._replace(minimality="shortest")

    def _shortest(self, formula: Formula) -> list[int]:
        return self.search.path_to(next(self.where(formula)))

    @cached_property
    def _paths(self) -> LightestPaths:
        return LightestPaths(self.search, self.model.actions)

    def _trace_along(self, path: Iterable[int]) -> Trace:
        actions, targets = self.search.actions, self.search.targets
        steps = (Step(self.model.actions[actions[edge]], self.state(targets[edge])) for edge in path)
        return Trace(self.model.initial, tuple(steps), minimality="most plausible")

    @cached_property
    def _leads_to(self) -> ExplicitLeadsTo:
        return ExplicitLeadsTo(self.search, self.successors, self._paths)

    def violated(self, leads_to: LeadsTo) -> bool | None:
        """Whether some execution violates the property; None in a graph that a bound cut short."""
        return None if self._explored[1] else self._leads_to.path_to_violation(leads_to) is not None

    def counterexample(self, leads_to: LeadsTo) -> Trace | None:
        """A trace that violates the property, or a lasso with such a stem; None in an incomplete graph."""
        found = None if self._explored[1] else self._leads_to.path_to_violation(leads_to)
        if found is None:
            return None
        path, minimality = found
        trace = self._trace_along(path)._replace(kind="counterexample", minimality=minimality)
        loop = self._leads_to.loop_from(self.search.targets[path[-1]] if path else 0, leads_to)
        return trace if loop is None else with_loop(self.model, trace, loop)

    def why_undecided(self) -> str:
        """The bound that cut the graph short; empty if none did."""
        return self._explored[1]

    @property
    def deadlocks(self) -> list[int]:
        """The numbers of the states in which nothing can happen."""
        return [number for number in range(len(self.search.ends)) if not self.search.edges_from(number)]

    def networkx(self) -> "networkx.MultiDiGraph[int]":
        """The numbers of the states as nodes, and an edge per step with the number of its `action`."""
        import networkx

        graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
        graph.add_nodes_from(range(len(self.search.states)))
        with without_collector():
            graph.add_edges_from((source, target, {"action": action}) for source, action, target in self.edges())
        return graph

    def strong_components(self) -> list[set[int]]:
        """The strongly connected components, each after the components that it leads to."""
        targets, edges_from = self.search.targets, self.search.edges_from

        def afters(number: int) -> Iterator[int]:
            return map(targets.__getitem__, edges_from(number))

        return list(map(set, strong_components(range(len(self.search.states)), afters)))
