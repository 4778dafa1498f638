"""Whether a path that comes back to a state can do so forever: its last steps, taken again and again."""

from collections.abc import Sequence

from podproof.checker.engines.zones.dbm import with_stopwatch_restarted
from podproof.checker.engines.zones.endless import UNIT, Endless, unforced, unit_passed
from podproof.checker.engines.zones.locations import Locations
from podproof.checker.engines.zones.schedule import begins_at
from podproof.checker.engines.zones.tree import ZoneNode
from podproof.checker.engines.zones.zone_graph import SymbolicState, ZoneGraph

RETURNS = 3
"""Of how many of its last visits to the state a path is tried to repeat the steps since then."""

ROUNDS = 12
"""How often the steps are taken before it is given up: zones come to repeat themselves after a few rounds."""


class Repetition:
    """Looks for a lasso: steps after which a zone is entered exactly as before, while time passes.

    Such a loop of zones is an execution (Li, "Checking timed Büchi automata emptiness using LU-abstractions", 2009).
    One path costs a few times its length; what repeats in another order of steps is not found.
    """

    def __init__(self, locations: Locations) -> None:
        self.locations = locations
        self.graph = ZoneGraph(locations, UNIT)

    def of(self, path: list[ZoneNode]) -> Endless | None:
        """The execution that ends as the path does and then repeats its last steps, if there is one."""
        last = path[-1]
        first = begins_at(path)
        alike = [
            position
            for position in range(first, len(path) - 1)
            if path[position].met == last.met and path[position].symbolic[:2] == last.symbolic[:2]
        ]
        candidates = (each for each in alike[: -RETURNS - 1 : -1] if not self._runs_out(path[each:]))
        return next(filter(None, (self._repeating(path, first, each) for each in candidates)), None)

    def _runs_out(self, loop: Sequence[ZoneNode]) -> bool:
        """Whether a timer with a deadline counts all the time, so that the steps cannot go on while time passes."""
        places = [self.locations.of[node.symbolic.state].here for node in loop]
        steps = zip(places, loop[1:], places[1:], strict=False)
        kept = [self.locations.crossed(before, node.action, after).kept for before, node, after in steps]
        due = {timer for place in places for timer, _, _ in place.deadlines}
        return not due.isdisjoint(frozenset.intersection(*kept))

    def _repeating(self, path: list[ZoneNode], first: int, start: int) -> Endless | None:
        begun = path[first].symbolic
        zone = with_stopwatch_restarted(begun.zone, self.graph.clocks(begun.state).width)
        root = begun._replace(zone=zone)
        stem = self._followed(root, path[first + 1 : start + 1])
        if stem is None:
            return None
        entered = [stem[-1].symbolic if stem else root]
        rounds: list[list[ZoneNode]] = []
        for _ in range(ROUNDS):
            steps = self._followed(entered[-1], path[start + 1 :])
            after = None if steps is None else unit_passed(self.graph, steps[-1].symbolic)
            if steps is None or after is None:
                return None
            rounds.append(steps)
            if after in entered:
                again = entered.index(after)
                before = [*path[: start + 1], *(node for each in rounds[:again] for node in each)]
                return self._endless(before, [node for each in rounds[again:] for node in each])
            entered.append(after)
        return None

    def _endless(self, path: list[ZoneNode], loop: list[ZoneNode]) -> Endless:
        taken = {node.action for node in loop}
        return Endless(path[-1].met, path, loop, unforced(self.locations, loop) - taken)

    def _followed(self, symbolic: SymbolicState, steps: Sequence[ZoneNode]) -> list[ZoneNode] | None:
        """The steps, taken from here; None where they cannot be."""
        nodes = []
        for step in steps:
            edges = (edge for edge in self.graph.edges(symbolic.state) if edge.action == step.action)
            afters = (after for edge in edges for after in self.graph.taken(symbolic, edge))
            found = next((after for after in afters if after[:2] == step.symbolic[:2]), None)
            if found is None:
                return None
            symbolic = self.graph.abstracted(found)
            nodes.append(step._replace(symbolic=symbolic))
        return nodes
