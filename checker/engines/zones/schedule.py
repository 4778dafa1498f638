"""When each step of a path happens, if it takes a given time: shortest paths over differences of moments."""

from collections.abc import Iterable, Iterator, Sequence

from podproof.checker.engines.zones.locations import Locations
from podproof.checker.engines.zones.measure import BEFORE
from podproof.checker.engines.zones.tree import ZoneNode

Difference = tuple[int, int, int]
"""The second moment is at most so much after the first."""


def begins_at(path: Sequence[ZoneNode]) -> int:
    """The position of the node with which the time begins."""
    return next(position for position, node in enumerate(path) if node.met != BEFORE)


def exactly(path: Sequence[ZoneNode], units: int) -> list[Difference]:
    """This time passes between the beginning and the last node."""
    begin, end = begins_at(path), len(path) - 1
    return [(begin, end, units), (end, begin, -units)]


def schedule(locations: Locations, path: Sequence[ZoneNode], also: Iterable[Difference]) -> list[int] | None:
    """The earliest moments of the nodes from the initial one, which is at 0; None where there are none.

    The moments solve a system of difference constraints, those of the path and some more (Bellman and Ford; Cormen
    et al., "Introduction to Algorithms", 24.4): quadratic in the path.
    """
    return _earliest([*_differences(locations, path), *also], len(path))


def _earliest(differences: list[Difference], count: int) -> list[int] | None:
    """The least solution that is nowhere negative: each lower bound is the longest path to its moment."""
    moments = [0] * count
    for _ in range(count + 1):
        changed = False
        for first, second, most in differences:
            if moments[second] - most > moments[first]:
                moments[first] = moments[second] - most
                changed = True
        if not changed:
            return moments
        if moments[0] > 0:
            return None
    return None


def _differences(locations: Locations, path: Sequence[ZoneNode]) -> Iterator[Difference]:
    started = dict.fromkeys(locations.of[path[0].symbolic.state].here.counting, 0)
    for position in range(1, len(path)):
        before, node = path[position - 1], path[position]
        yield position, position - 1, 0
        yield from _delay(locations, before, position, started)
        yield from _windows(locations, node.action in before.symbolic.overdue, node.action, position, started)
        here, after = locations.of[before.symbolic.state].here, locations.of[node.symbolic.state].here
        kept, exposed = locations.crossed(here, node.action, after)
        for timer, due, action in exposed:
            late = action in node.symbolic.overdue
            yield (position, started[timer], -due - 1) if late else (started[timer], position, due)
        started = {timer: started[timer] if timer in kept else position for timer in after.counting}


def _delay(locations: Locations, before: ZoneNode, position: int, started: dict[int, int]) -> Iterator[Difference]:
    location = locations.of[before.symbolic.state]
    if before.symbolic.overdue or location.here.urgent:
        yield position - 1, position, 0
    else:
        for timer, due, _ in location.here.deadlines:
            yield started[timer], position, due


def _windows(
    locations: Locations, overdue: bool, action: int, position: int, started: dict[int, int]
) -> Iterator[Difference]:
    for rank, (timer, least, most) in enumerate(locations.timed.timings[action].windows):
        if timer in started:
            yield position, started[timer], -least
            if most is not None and not (overdue and rank == 0):
                yield started[timer], position, most
