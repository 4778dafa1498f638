"""SymbolicState states in the order of their discovery, each with the step that led to it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import le
from typing import NamedTuple

from podproof.checker.engines.zones.dbm import Zone, includes
from podproof.checker.engines.zones.limits import Work
from podproof.checker.engines.zones.zone_graph import Overdue, SymbolicState


class ZoneNode(NamedTuple):
    """A symbolic state, how often the end was met, and the node and action that led to it (-1: none)."""

    symbolic: SymbolicState
    met: int
    parent: int = -1
    action: int = -1


class Tree:
    """The nodes of a search.  A node whose zone another one includes is dropped: it can do nothing more.

    Only what is kept is abstracted, which takes longer than to see that it is included.
    """

    def __init__(
        self, work: Work, abstracted: Callable[[SymbolicState], SymbolicState], nodes: Iterable[ZoneNode] = ()
    ) -> None:
        self.work, self._abstracted = work, abstracted
        self.nodes = list(nodes)
        self._known: dict[tuple[int, Overdue, int], dict[int, Zone]] = {}
        self.superseded: set[int] = set()
        """The nodes that a later one includes: nothing more is asked of them."""

    def add(self, node: ZoneNode) -> int | None:
        """The number of the node, or None where it is included in one that was there."""
        state, overdue, zone = node.symbolic
        known = self._known.setdefault((state, overdue, node.met), {})
        # Newest first, and `includes` written out: most of the time of a long search is spent here.
        for other in reversed(known.values()):
            if all(map(le, zone, other)):
                return None
        symbolic = self._abstracted(node.symbolic)
        for included in [each for each, other in known.items() if includes(symbolic.zone, other)]:
            del known[included]
            self.superseded.add(included)
        number = self.append(node._replace(symbolic=symbolic))
        known[number] = symbolic.zone
        return number

    def append(self, node: ZoneNode) -> int:
        """The number of the node, which is kept whatever is there."""
        self.nodes.append(node)
        self.work.zones(len(self.nodes))
        return len(self.nodes) - 1

    def still_asked(self, numbers: Iterable[int]) -> Iterator[int]:
        """The numbers of nodes that no later one includes."""
        return (number for number in numbers if number not in self.superseded)

    def path(self, number: int) -> list[ZoneNode]:
        """The nodes from a root to this one."""
        return path_to(self.nodes, number)


def path_to(nodes: Sequence[ZoneNode], number: int) -> list[ZoneNode]:
    """The nodes from a root to this one, which know their parents by number."""
    path = []
    while number >= 0:
        path.append(nodes[number])
        number = path[-1].parent
    return path[::-1]
