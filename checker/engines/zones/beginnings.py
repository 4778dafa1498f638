"""Where the time that is asked about begins and ends: when a formula becomes true, or an event happens."""

from collections.abc import Callable

from podproof.checker.engines.zones.limits import Work
from podproof.checker.engines.zones.locations import Locations
from podproof.checker.engines.zones.tree import BEFORE, Node, Tree
from podproof.checker.engines.zones.zone_graph import ZoneGraph
from podproof.checker.model import Formula

Events = frozenset[int]
"""Actions, by their position in the model."""

Situation = Formula | Events
"""What begins or ends a time: the formula becomes true, or one of the events happens."""

Occurs = Callable[[int, int, int], bool]
"""Whether a situation begins with a step: the state before, the action, the state after."""


def occurrence(locations: Locations, situation: Situation) -> Occurs:
    """The function that tells whether a step begins the situation."""
    if isinstance(situation, frozenset):
        return lambda before, action, after: action in situation
    holds = locations.steps.holds(situation)
    return lambda before, action, after: holds(after) and not holds(before)


def holds_at_once(locations: Locations, situation: Situation) -> bool:
    """Whether the situation is there from the beginning."""
    return not isinstance(situation, frozenset) and locations.steps.holds(situation)(locations.initial)


class Beginnings:
    """The symbolic states in which the time begins, and the tree of what leads to them.

    Where the end holds already when the time begins, nothing is measured.
    """

    def __init__(self, locations: Locations, start: Situation | None, end: Situation, first: bool, work: Work) -> None:
        self.locations = locations
        self.tree = Tree(work)
        self.roots: list[int] = []
        self.first = first
        self.ends = occurrence(locations, end)
        self.held = (lambda state: False) if isinstance(end, frozenset) else locations.steps.holds(end)
        initial = ZoneGraph(locations).initial
        if start is None:
            self._root(Node(initial, int(holds_at_once(locations, end))))
            return
        self.starts = occurrence(locations, start)
        if holds_at_once(locations, start) and not self.held(initial.state):
            self._root(Node(initial, 0))
            if first:
                return
        self._search(Node(initial, BEFORE))

    def _root(self, node: Node) -> None:
        number = self.tree.add(node)
        if number is not None:
            self.roots.append(number)

    def _search(self, initial: Node) -> None:
        graph, tree = ZoneGraph(self.locations), self.tree
        queue = [tree.add(initial)]
        for number in queue:
            if number is None:
                continue
            symbolic = tree.nodes[number].symbolic
            for edge, after in graph.successors(symbolic):
                step = symbolic.state, edge.action, edge.after
                begins = self.starts(*step)
                if begins:
                    ends = self.ends(*step)
                    if ends or not self.held(edge.after):
                        self._root(Node(after, int(ends), number, edge.action))
                if not (begins and self.first):
                    queue.append(tree.add(Node(after, BEFORE, number, edge.action)))
