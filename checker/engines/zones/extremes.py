"""The least and the most time until an end is met, by searches that forget the half of the time they need not."""

from collections import Counter
from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from podproof.checker.engines.zones.beginnings import Beginnings
from podproof.checker.engines.zones.dbm import Zone
from podproof.checker.engines.zones.endless import Endless, waiting
from podproof.checker.engines.zones.limits import Work
from podproof.checker.engines.zones.repetition import Repetition
from podproof.checker.engines.zones.tree import Tree, ZoneNode
from podproof.checker.engines.zones.zone_graph import ELAPSED, SymbolicState, ZoneGraph

Forget = Callable[[Zone, int], Zone]

OFTEN = 50
"""Zones with which a state is entered before anybody asks whether it is on an endless loop that is hard to find."""

ROUNDS = 25
"""How often a path comes back to a state, each time after more time, before it is taken for an endless loop."""


class Extreme(NamedTuple):
    """A time in units, and a path that ends when it is over."""

    units: int
    path: list[ZoneNode]


def no_latest(zone: Zone, width: int) -> Zone:
    """The zone without upper bounds of the time: a later arrival is not better where the least time is asked."""
    return (*zone[:-width], *[inf] * (width - 1), 0)


def no_earliest(zone: Zone, width: int) -> Zone:
    """The zone without lower bounds of the time: an earlier arrival is not better where the most time is asked."""
    entries = list(zone)
    entries[width - 1 : -1 : width] = entries[:-width:width]
    return tuple(entries)


def unchanged(zone: Zone, width: int) -> Zone:
    """The zone as it is, where an exact time is asked."""
    return zone


class Measured:
    """The symbolic states after the beginning, with the time since then as their last clock."""

    def __init__(self, beginnings: Beginnings, forget: Forget, work: Work) -> None:
        self.beginnings, self.forget = beginnings, forget
        self.graph = ZoneGraph(beginnings.locations, ELAPSED)
        self.tree = Tree(work, self.graph.abstracted, beginnings.tree.nodes)

    def roots(self) -> Iterator[ZoneNode]:
        """The nodes in which the time begins."""
        roots = self.beginnings.measured(self.graph)
        return (node._replace(symbolic=self._forgetting(node.symbolic)) for node in roots)

    def successors(self, number: int) -> Iterator[ZoneNode]:
        """The nodes after this one."""
        node = self.tree.nodes[number]
        measure = self.beginnings.locations.measure
        for edge, after in self.graph.successors(node.symbolic):
            symbolic = self._forgetting(after)
            for met in measure.after(node.symbolic.state, edge.action, edge.after, node.met):
                yield ZoneNode(symbolic, met, number, edge.action)

    def _forgetting(self, symbolic: SymbolicState) -> SymbolicState:
        state, overdue, zone = symbolic
        return SymbolicState(state, overdue, self.forget(zone, self.graph.clocks(state).width))

    def width(self, node: ZoneNode) -> int:
        """The width of the node's zone; its last clock is the time."""
        return self.graph.clocks(node.symbolic.state).width

    def least(self, node: ZoneNode) -> int:
        """The least time at which the node is entered."""
        return -int(node.symbolic.zone[self.width(node) - 1])

    def most(self, node: ZoneNode) -> int:
        """The most time at which the node is entered."""
        return int(node.symbolic.zone[-self.width(node)])


class TimeHorizon(NamedTuple):
    """How far ends are followed that are met many times: those within so many units, and the first ones in any case."""

    units: float
    first: int

    def is_passed(self, units: int, count: int) -> bool:
        """Whether nothing more is asked when so many ends are known and the next one comes no earlier than that."""
        return units > self.units and count >= self.first


EVERYTHING = TimeHorizon(inf, 0)


def shortest(beginnings: Beginnings, times: int, work: Work, horizon: TimeHorizon = EVERYTHING) -> list[Extreme]:
    """The least time until the end is met for the first time, the second, and so on, up to the horizon.

    The list is shorter where the end is never met so often.
    Best first by the least time, so that the first path found is exact.  It ends, as in any infinite sequence of lower
    bounds one is at most a later one, which then is dropped (Dickson's lemma).
    """
    search = Measured(beginnings, no_latest, work)
    tree, found = search.tree, list[Extreme]()
    queue: list[tuple[int, int]] = []

    def add(node: ZoneNode) -> None:
        number = tree.add(node)
        if number is not None:
            heappush(queue, (search.least(node), number))

    for root in search.roots():
        add(root)
    while queue and len(found) < times:
        units, number = heappop(queue)
        if number in tree.superseded:
            continue
        if horizon.is_passed(units, len(found)):
            break
        if tree.nodes[number].met > len(found):
            found.append(Extreme(units, tree.path(number)))
        for node in search.successors(number):
            add(node)
    return found


class LoopSuspected(Exception):
    """A search for the most time may be on an endless loop."""


class Longest:
    """The most time until the end is met for the first time, the second, and so on.

    All that does not meet the end `times` times, or fewer if something can wait or repeat itself forever after that.
    It ends where no loop in which time passes avoids the end; where that is not known, `suspect` makes it stop before
    long.  Latest first, so that a loop is soon gone through again and again.
    """

    def __init__(self, beginnings: Beginnings, times: int, work: Work) -> None:
        self.times = times
        self.search = Measured(beginnings, no_earliest, work)
        self.endless: Endless | None = None
        """What goes on forever after the end was met `times` times."""
        self._repetition = Repetition(beginnings.locations)
        self._best: dict[int, tuple[int, int]] = {}
        self._queue: list[tuple[int, int]] = []

    def run(self, suspect: bool) -> list[Extreme]:
        """The extremes, shorter where the end is never met."""
        entered: Counter[tuple[int, int]] = Counter()
        for root in self.search.roots():
            self._add(root, root.met > 0)
        while self._queue:
            _, number = heappop(self._queue)
            node = self.search.tree.nodes[number]
            if node.met >= self.times or number in self.search.tree.superseded:
                continue
            visit = node.symbolic.state, node.met
            entered[visit] += 1
            if self._is_endless(number, entered[visit], suspect):
                continue
            for after in self.search.successors(number):
                self._add(after, after.met > node.met)
        best = sorted(item for item in self._best.items() if item[0] <= self.times)
        return [Extreme(units, self.search.tree.path(number)) for _, (units, number) in best]

    def _is_endless(self, number: int, entered: int, suspect: bool) -> bool:
        """Whether the path to a node repeats itself forever; raises `LoopSuspected` if it may and this is not seen."""
        if entered > OFTEN:
            if suspect and self._returns(number) > ROUNDS:
                raise LoopSuspected
            return False
        is_tried = entered > 1 and not entered & (entered - 1)
        repeating = self._repetition.of(self.search.tree.path(number)) if is_tried else None
        if repeating is not None:
            self.times, self.endless = repeating.met, repeating
        return repeating is not None

    def _returns(self, number: int) -> int:
        """How often the path to the node has been where it ends."""
        path = self.search.tree.path(number)
        return sum(node.symbolic.state == path[-1].symbolic.state and node.met == path[-1].met for node in path)

    def _add(self, node: ZoneNode, is_end: bool) -> None:
        tree = self.search.tree
        if is_end and self.search.most(node) > self._best.get(node.met, (-1, 0))[0]:
            self._best[node.met] = self.search.most(node), tree.append(node)
        if node.met < self.times and (number := tree.add(node)) is not None:
            heappush(self._queue, (-self.search.most(node), number))
            if self.search.graph.can_wait_forever(node.symbolic):
                self.times, self.endless = node.met, waiting(self.search.graph.locations, tree.path(number))


def lasting(beginnings: Beginnings, units: int, times: int, work: Work) -> list[ZoneNode] | None:
    """A path on which exactly this time passes until the end is met for the given time, if there is one."""
    search = Measured(beginnings, unchanged, work)
    queue: list[int] = []

    def add(node: ZoneNode) -> list[ZoneNode] | None:
        if search.least(node) > units:
            return None
        if node.met == times:
            return search.tree.path(search.tree.append(node)) if units <= search.most(node) else None
        number = search.tree.add(node)
        if number is not None:
            queue.append(number)
        return None

    for root in search.roots():
        if path := add(root):
            return path
    for number in search.tree.still_asked(queue):
        for node in search.successors(number):
            if path := add(node):
                return path
    return None
