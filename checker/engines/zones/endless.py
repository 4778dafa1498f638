"""Whether an end can be avoided for any time: by a wait that nothing ends, or by a loop in which time passes."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from podproof.checker.engines.components import strong_components
from podproof.checker.engines.zones.beginnings import Beginnings
from podproof.checker.engines.zones.dbm import constrained, with_stopwatch_restarted
from podproof.checker.engines.zones.limits import Work
from podproof.checker.engines.zones.locations import NONE, Locations
from podproof.checker.engines.zones.tree import ZoneNode, path_to
from podproof.checker.engines.zones.zone_graph import Stopwatch, SymbolicState, ZoneGraph

UNIT = Stopwatch(lower=1, upper=NONE)
"""The time since the last step at which it was looked at: whether one unit has passed."""


class Endless(NamedTuple):
    """An execution that meets the end only `met` times: a path, and the nodes that then repeat forever.

    Without a loop it waits forever.  Nothing forces one of the `unforced` actions, which could end the wait or loop.
    """

    met: int
    path: list[ZoneNode]
    loop: list[ZoneNode]
    unforced: frozenset[int]


def unforced(locations: Locations, nodes: Iterable[ZoneNode]) -> frozenset[int]:
    """The actions that are enabled in some of the nodes and need never happen."""
    enabled = (locations.of[node.symbolic.state].here.enabled for node in nodes)
    return frozenset(each for each in frozenset[int]().union(*enabled) if locations.timed.timings[each].due is None)


def waiting(locations: Locations, path: list[ZoneNode]) -> Endless:
    """The execution that waits forever at the end of the path."""
    return Endless(path[-1].met, path, [], unforced(locations, path[-1:]))


class _Out(NamedTuple):
    target: int
    action: int
    passes: bool
    """Whether a unit of time has passed since the last step of which this is true."""


class Avoiding:
    """The zone graph of what avoids the end, its nodes kept apart exactly: with inclusion it would have false loops.

    A loop of zones is an execution (Li, "Checking timed Büchi automata emptiness using LU-abstractions", 2009).  Time
    diverges in it just where a unit passes again and again, which a further clock measures.
    """

    def __init__(self, beginnings: Beginnings, times: int, work: Work) -> None:
        self.beginnings, self.times, self.work = beginnings, times, work
        self.graph = ZoneGraph(beginnings.locations, UNIT)
        self.nodes = list(beginnings.tree.nodes)
        self.numbers: dict[tuple[SymbolicState, int], int] = {}
        self.out: dict[int, list[_Out]] = {}

    def loop(self) -> Endless | None:
        """The execution that meets the end least often and then repeats a loop in which time passes, if there is one.

        What waits forever without a loop must be known not to be there.
        """
        components = list(strong_components(self._roots(), self._afters))
        passing = (edge for each in components if (edge := self._passing(each)))
        first = min(passing, default=None, key=lambda edge: self.nodes[edge[0]].met)
        return first and self._looping(*first)

    def _roots(self) -> Iterator[int]:
        return (self._number(node) for node in self.beginnings.measured(self.graph) if node.met < self.times)

    def _number(self, node: ZoneNode) -> int:
        key = node.symbolic, node.met
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.nodes)
            self.nodes.append(node)
            self.work.zones(len(self.nodes))
        return number

    def _afters(self, number: int) -> list[int]:
        node = self.nodes[number]
        out = self.out[number] = []
        measure = self.beginnings.locations.measure
        for edge, after in self.graph.successors(node.symbolic):
            for met in measure.after(node.symbolic.state, edge.action, edge.after, node.met):
                for symbolic, passes in self._looked_at(self.graph.abstracted(after)) if met < self.times else ():
                    target = self._number(ZoneNode(symbolic, met, number, edge.action))
                    out.append(_Out(target, edge.action, passes))
        return [each.target for each in out]

    def _looked_at(self, symbolic: SymbolicState) -> Iterator[tuple[SymbolicState, bool]]:
        yield symbolic, False
        passed = unit_passed(self.graph, symbolic)
        if passed is not None:
            yield passed, True

    def _passing(self, component: list[int]) -> tuple[int, _Out] | None:
        inside = set(component)
        edges = ((number, out) for number in component for out in self.out[number])
        return next(((number, out) for number, out in edges if out.passes and out.target in inside), None)

    def _looping(self, source: int, edge: _Out) -> Endless:
        locations = self.beginnings.locations
        steps = [(source, edge.target, edge.action), *self._between(edge.target, source)]
        loop = [self.nodes[target]._replace(action=action) for _, target, action in steps]
        others = unforced(locations, loop) - {node.action for node in loop}
        return Endless(self.nodes[source].met, path_to(self.nodes, source), loop, others)

    def _between(self, start: int, goal: int) -> Iterable[tuple[int, int, int]]:
        """The steps of a shortest path: a node, the next, and the action between them."""
        came: dict[int, tuple[int, int, int]] = {}
        queue = [start]
        for number in queue:
            if number == goal:
                break
            for target, action, _ in self.out[number]:
                if target not in came and target != start:
                    came[target] = number, target, action
                    queue.append(target)
        steps = []
        while goal != start:
            steps.append(came[goal])
            goal = came[goal][0]
        return reversed(steps)


def unit_passed(graph: ZoneGraph, symbolic: SymbolicState) -> SymbolicState | None:
    """The symbolic state if a unit has passed, which is measured from here again; None if none can have passed."""
    width = graph.clocks(symbolic.state).width
    passed = constrained(symbolic.zone, width, [(0, width - 1, -1)])
    if passed is None:
        return None
    return graph.abstracted(symbolic._replace(zone=with_stopwatch_restarted(passed, width)))
