"""The symbolic states in which the time that is asked about begins."""

from collections.abc import Iterator

from podproof.checker.engines.zones.dbm import with_stopwatch
from podproof.checker.engines.zones.limits import Work
from podproof.checker.engines.zones.locations import Locations
from podproof.checker.engines.zones.measure import BEFORE
from podproof.checker.engines.zones.tree import Tree, ZoneNode
from podproof.checker.engines.zones.zone_graph import ZoneGraph


class Beginnings:
    """A tree of what leads to the beginnings, and the numbers of those among its nodes."""

    def __init__(self, locations: Locations, work: Work) -> None:
        self.locations = locations
        self.graph = ZoneGraph(locations)
        self.tree = Tree(work, self.graph.abstracted)
        self.roots: list[int] = []
        self.queue: list[int] = []
        self.assumed = False

    def explore(self) -> "Beginnings":
        """Find all beginnings with the times at which they are reached."""
        measure = self.locations.measure
        for met in measure.initially(self.locations.initial):
            self._add(ZoneNode(self.graph.initial, met))
        for number in self.tree.still_asked(self.queue):
            symbolic = self.tree.nodes[number].symbolic
            for edge, after in self.graph.successors(symbolic):
                for met in measure.after(symbolic.state, edge.action, edge.after, BEFORE):
                    self._add(ZoneNode(after, met, number, edge.action))
        return self

    def assume(self) -> "Beginnings":
        """Take for beginnings all that can be reached if each event before them happened at any time.

        The states in which the time may begin are those of the model without its clock; what is known of the timers
        there are only their deadlines.  A superset: its bounds contain those of what can be reached.
        """
        self.assumed = True
        measure = self.locations.measure
        for met in measure.initially(self.locations.initial):
            if met != BEFORE:
                self._add(ZoneNode(self.graph.initial, met))
        alike = set()
        for state in self.locations.before:
            here = self.locations.of[state].here.number
            for action, after in self.locations.of[state].steps:
                counts = self._begun(state, action, after)
                if counts and (here, action, after) not in alike:
                    alike.add((here, action, after))
                    self._assume_after(state, action, after, counts)
        return self

    def _assume_after(self, state: int, action: int, after: int, counts: list[int]) -> None:
        """Take for beginnings all to which the step leads, which depends on what the timers of the state mean."""
        edge = self.graph.edge(state, action, after)
        for symbolic in self.graph.anything(state):
            source = self.tree.append(ZoneNode(symbolic, BEFORE))
            for met in counts:
                for begun in self.graph.taken(symbolic, edge):
                    self._add(ZoneNode(begun, met, source, action))

    def _begun(self, state: int, action: int, after: int) -> list[int]:
        return [met for met in self.locations.measure.after(state, action, after, BEFORE) if met != BEFORE]

    def measured(self, graph: ZoneGraph) -> Iterator[ZoneNode]:
        """The nodes in which the time begins, each with the stopwatch of the graph at 0."""
        for number in self.tree.still_asked(self.roots):
            node = self.tree.nodes[number]
            zone = with_stopwatch(node.symbolic.zone, graph.clocks(node.symbolic.state).width - 1)
            yield node._replace(symbolic=node.symbolic._replace(zone=zone))

    def _add(self, node: ZoneNode) -> None:
        number = self.tree.add(node)
        if number is not None:
            (self.queue if node.met == BEFORE else self.roots).append(number)
