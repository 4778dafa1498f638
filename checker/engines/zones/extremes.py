"""The least and the most time until an end is met, by two searches that forget the half of the time they need not."""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple

from podproof.checker.engines.zones.beginnings import Beginnings
from podproof.checker.engines.zones.dbm import Zone, with_stopwatch
from podproof.checker.engines.zones.limits import Work
from podproof.checker.engines.zones.tree import Node, Tree
from podproof.checker.engines.zones.zone_graph import ELAPSED, ZoneGraph

Forget = Callable[[Zone, int], Zone]


class Extreme(NamedTuple):
    """A time in units, and a path that ends when it is over."""

    units: int
    path: list[Node]


def no_latest(zone: Zone, width: int) -> Zone:
    """The zone without upper bounds of the time: a later arrival is no better where the least time is asked."""
    return (*zone[:-width], *[inf] * (width - 1), 0)


def no_earliest(zone: Zone, width: int) -> Zone:
    """The zone without lower bounds of the time: an earlier arrival is no better where the most time is asked."""
    entries = list(zone)
    entries[width - 1 : -1 : width] = entries[:-width:width]
    return tuple(entries)


def both(zone: Zone, width: int) -> Zone:
    """The zone as it is."""
    return zone


class Timed:
    """The symbolic states after the beginning, with the time since then as their last clock."""

    def __init__(self, beginnings: Beginnings, forget: Forget, work: Work) -> None:
        self.beginnings, self.forget = beginnings, forget
        self.graph = ZoneGraph(beginnings.locations, ELAPSED)
        self.tree = Tree(work, beginnings.tree.nodes)

    def roots(self) -> Iterator[Node]:
        """The nodes in which the time begins."""
        for number in self.beginnings.roots:
            node = self.beginnings.tree.nodes[number]
            zone = with_stopwatch(node.symbolic.zone, self.width(node) - 1)
            yield self._forgetting(node._replace(symbolic=node.symbolic._replace(zone=zone)))

    def successors(self, number: int) -> Iterator[Node]:
        """The nodes after this one."""
        node = self.tree.nodes[number]
        for edge, after in self.graph.successors(node.symbolic):
            ends = self.beginnings.ends(node.symbolic.state, edge.action, edge.after)
            yield self._forgetting(Node(after, node.met + ends, number, edge.action))

    def _forgetting(self, node: Node) -> Node:
        zone = self.forget(node.symbolic.zone, self.width(node))
        return node._replace(symbolic=node.symbolic._replace(zone=zone))

    def width(self, node: Node) -> int:
        """The width of the node's zone; its last clock is the time."""
        return self.graph.clocks(node.symbolic.state).width

    def least(self, node: Node) -> int:
        """The least time at which the node is entered."""
        return -int(node.symbolic.zone[self.width(node) - 1])

    def most(self, node: Node) -> int:
        """The most time at which the node is entered."""
        return int(node.symbolic.zone[-self.width(node)])


def shortest(beginnings: Beginnings, times: int, work: Work) -> list[Extreme]:
    """The least time until the end is met for the first time, the second, and so on; shorter where it never is.

    Best first by the least time, so that the first path found is exact.  It ends, as no infinite sequence of lower
    bounds is without one that includes a later one (Dickson's lemma).
    """
    search = Timed(beginnings, no_latest, work)
    tree, found = search.tree, list[Extreme]()
    queue: list[tuple[int, int]] = []

    def add(node: Node) -> None:
        number = tree.add(node)
        if number is not None:
            heappush(queue, (search.least(node), number))

    for root in search.roots():
        add(root)
    while queue and len(found) < times:
        units, number = heappop(queue)
        if tree.nodes[number].met > len(found):
            found.append(Extreme(units, tree.path(number)))
        for node in search.successors(number):
            add(node)
    return found


def longest(beginnings: Beginnings, times: int, work: Work) -> list[Extreme]:
    """The most time until the end is met for the first time, the second, and so on; shorter where it never is.

    Ends only where no loop or wait without end avoids it (see `endless`); otherwise so few `times` must be asked for.
    """
    search = Timed(beginnings, no_earliest, work)
    tree = search.tree
    found: dict[int, tuple[int, int]] = {}
    queue: list[int] = []

    def add(node: Node, is_end: bool) -> None:
        if is_end and search.most(node) > found.get(node.met, (-1, 0))[0]:
            found[node.met] = search.most(node), tree.append(node)
        if node.met < times and (number := tree.add(node)) is not None:
            queue.append(number)

    for root in search.roots():
        add(root, root.met > 0)
    for number in queue:
        count = tree.nodes[number].met
        for node in search.successors(number):
            add(node, node.met > count)
    return [Extreme(units, tree.path(number)) for _, (units, number) in sorted(found.items())]


def lasting(beginnings: Beginnings, units: int, times: int, work: Work) -> list[Node] | None:
    """A path on which exactly this time passes until the end is met for the given time, if there is one."""
    search = Timed(beginnings, both, work)
    queue: list[int] = []

    def add(node: Node) -> list[Node] | None:
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
    for number in queue:
        for node in search.successors(number):
            if path := add(node):
                return path
    return None
