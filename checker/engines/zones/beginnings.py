"""The symbolic states in which the time that is asked about begins."""

from podproof.checker.engines.zones.limits import Work
from podproof.checker.engines.zones.locations import Locations
from podproof.checker.engines.zones.measure import BEFORE
from podproof.checker.engines.zones.tree import Node, Tree
from podproof.checker.engines.zones.zone_graph import ZoneGraph


class Beginnings:
    """The tree of what leads to the beginnings, and the numbers of those among its nodes."""

    def __init__(self, locations: Locations, work: Work) -> None:
        self.locations = locations
        self.tree = Tree(work)
        self.roots: list[int] = []
        graph, measure = ZoneGraph(locations), locations.measure
        queue: list[int] = []

        def add(node: Node) -> None:
            number = self.tree.add(node)
            if number is not None:
                (queue if node.met == BEFORE else self.roots).append(number)

        for met in measure.initially(locations.initial):
            add(Node(graph.initial, met))
        for number in queue:
            symbolic = self.tree.nodes[number].symbolic
            for edge, after in graph.successors(symbolic):
                for met in measure.after(symbolic.state, edge.action, edge.after, BEFORE):
                    add(Node(after, met, number, edge.action))
