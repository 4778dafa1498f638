"""Zones as difference bound matrices: what is known of several clocks, as bounds on their differences.

Dill, "Timing assumptions and verification of finite-state concurrent systems" (CAV 1989).  A zone of n clocks is a
flat tuple of (n + 1) x (n + 1) bounds: entry `i * width + j` bounds clock i minus clock j from above, where clock 0 is
always 0.  All bounds are closed integers, or infinite.  Every zone here is canonical (no bound follows from others
more tightly) and not empty; what would be empty is None.
"""

from collections.abc import Sequence
from itertools import chain
from math import inf
from operator import le

Zone = tuple[float, ...]
Constraint = tuple[int, int, int]
"""Clock i minus clock j is at most a bound."""

Deadlines = Sequence[tuple[int, int]]
"""Clocks, each with the value that it does not pass."""


def constrained(zone: Zone, width: int, constraints: Sequence[Constraint]) -> Zone | None:
    """The part of the zone in which the constraints hold; quadratic for each that says something new."""
    entries = list(zone)
    for i, j, bound in constraints:
        if bound >= entries[i * width + j]:
            continue
        if bound + entries[j * width + i] < 0:
            return None
        row = entries[j * width : (j + 1) * width]
        for k in range(0, width * width, width):
            through = entries[k + i] + bound
            if through < inf:
                for position, rest in enumerate(row, k):
                    if through + rest < entries[position]:
                        entries[position] = through + rest
    return tuple(entries)


def delayed(zone: Zone, width: int, deadlines: Deadlines) -> Zone | None:
    """The zone after any delay within the deadlines; quadratic, as only upper bounds change."""
    if not deadlines:
        later = list(zone)
        later[width::width] = [inf] * (width - 1)
        return tuple(later)
    first = zone[:width]
    later = []
    for row in range(0, width * width, width):
        highest = min([zone[row + clock] + due for clock, due in deadlines])
        if row == 0:
            highest = min(highest, 0)
            if highest < 0:
                return None
        later += [
            highest + lower if highest + lower < old else old
            for lower, old in zip(first, zone[row : row + width], strict=True)
        ]
        later[row] = highest
    return tuple(later)


def extrapolated(zone: Zone, width: int, lower: Sequence[float], upper: Sequence[float]) -> Zone:
    """The zone without what no constraint can see, by the greatest constants that are compared with each clock.

    Extra+LU of Behrmann, Bouyer, Larsen and Pelanek, "Lower and upper bounds in zone based abstractions of timed
    automata" (2006), over integers: each added value is simulated, with the same delays, by one that was there.
    `lower` are the constants of lower bounds, `upper` of upper bounds; -1 where there are none, infinite for a clock
    of which nothing may be forgotten.  Quadratic, cubic where something is forgotten.
    """
    lowest = [-bound for bound in zone[:width]]
    unseen = [low > most for low, most in zip(lowest, upper, strict=True)]
    bounded = [0]
    """The clocks that have upper bounds: from the others no bound on another one follows."""
    rows = [[-(most + 1) if hidden else bound for hidden, most, bound in zip(unseen, upper, zone, strict=False)]]
    for i in range(1, width):
        most = lower[i]
        if lowest[i] > most:
            row = [inf] * width
        else:
            bounded.append(i)
            entries = zone[i * width : (i + 1) * width]
            row = [inf if hidden or bound > most else bound for hidden, bound in zip(unseen, entries, strict=True)]
        row[i] = 0
        rows.append(row)
    forgotten = tuple(chain.from_iterable(rows))
    return zone if forgotten == zone else _closed(rows, bounded)


def _closed(rows: list[list[float]], bounded: Sequence[int]) -> Zone:
    """The canonical form, by Floyd and Warshall's algorithm among the rows that have bounds; cubic."""
    for k in bounded:
        middle = rows[k]
        for i in bounded:
            through = rows[i][k]
            if through < inf and i != k:
                rows[i] = [
                    bound if bound <= (longer := through + rest) else longer
                    for bound, rest in zip(rows[i], middle, strict=True)
                ]
    return tuple(chain.from_iterable(rows))


def includes(larger: Zone, smaller: Zone) -> bool:
    """Whether every value of the one is in the other."""
    return all(map(le, smaller, larger))


def with_stopwatch(zone: Zone, width: int) -> Zone:
    """The zone with one more clock, the last, which is 0."""
    rows = (zone[row : row + width] for row in range(0, width * width, width))
    return (*(bound for row in rows for bound in (*row, row[0])), *zone[:width], 0)


def with_stopwatch_restarted(zone: Zone, width: int) -> Zone:
    """The zone with its last clock at 0."""
    rows = (zone[row : row + width - 1] for row in range(0, (width - 1) * width, width))
    return with_stopwatch(tuple(chain.from_iterable(rows)), width - 1)
