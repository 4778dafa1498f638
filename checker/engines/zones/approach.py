"""An execution that reaches an assumed beginning: what is found of assumed beginnings is exact if there is one."""

from heapq import heappop, heappush

from podproof.checker.engines.zones.beginnings import Beginnings
from podproof.checker.engines.zones.limits import Work
from podproof.checker.engines.zones.locations import Locations
from podproof.checker.engines.zones.measure import BEFORE
from podproof.checker.engines.zones.schedule import Difference, schedule
from podproof.checker.engines.zones.tree import ZoneNode

TRIED = 1000
"""SymbolicState states from which an approach is sought; it goes straight to its goal, or hardly finds it at all."""


def approach(locations: Locations, path: list[ZoneNode], also: list[Difference], work: Work) -> list[ZoneNode] | None:
    """A path from the initial state that ends as this one, which begins anywhere, and can be scheduled.

    Best first by the number of steps that remain without a clock; None also where none is found soon.  Positions in
    `also` are those in `path`.
    """
    source = path[0].symbolic
    distances = _distances(locations, source.state)
    search = Beginnings(locations, work)
    tree, queue = search.tree, list[tuple[int, int]]()

    def add(node: ZoneNode) -> None:
        distance = distances.get(node.symbolic.state)
        number = None if distance is None else tree.add(node)
        if distance is not None and number is not None:
            heappush(queue, (distance, number))

    add(ZoneNode(search.graph.initial, BEFORE))
    for _ in range(TRIED):
        if not queue:
            return None
        _, number = heappop(queue)
        found = tree.nodes[number].symbolic
        if found.state == source.state and found.overdue == source.overdue:
            whole = [*tree.path(number), *path[1:]]
            shift = len(whole) - len(path)
            if schedule(locations, whole, [(one + shift, other + shift, most) for one, other, most in also]):
                return whole
        for edge, after in search.graph.successors(found):
            if BEFORE in locations.measure.after(found.state, edge.action, edge.after, BEFORE):
                add(ZoneNode(after, BEFORE, number, edge.action))
    return None


def _distances(locations: Locations, goal: int) -> dict[int, int]:
    """How many steps without a clock lead from each state to the goal before the time begins."""
    sources: dict[int, list[int]] = {}
    for state in locations.before:
        for _, after in locations.of[state].steps:
            sources.setdefault(after, []).append(state)
    found = {goal: 0}
    queue = [goal]
    for state in queue:
        for source in sources.get(state, ()):
            if source not in found:
                found[source] = found[state] + 1
                queue.append(source)
    return found
