"""A graph seen from afar: worlds that look alike are one."""

from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from podproof.checker.engines.graph import Graph
from podproof.checker.export.refusals import Incomplete
from podproof.checker.model import Values

Key = TypeVar("Key", bound=Hashable)


class Fold(NamedTuple):
    """All steps from worlds of one class to worlds of another, both by their numbers, and what they are called."""

    source: int
    target: int
    events: tuple[str, ...]


class Quotient(NamedTuple, Generic[Key]):
    """The classes of worlds by their keys, the initial world's first, and the steps between them."""

    keys: tuple[Key, ...]
    folds: tuple[Fold, ...]


def folded(graph: Graph, key: Callable[[Values], Key], *, loops: bool = True) -> Quotient[Key]:
    """The existential quotient of the graph: worlds of equal key are one, joined wherever any of them are.

    As in Clarke, Grumberg and Long, "Model checking and abstraction" (1994): every path of the graph is one of the
    quotient, but not the other way round.  `loops=False` leaves out the steps that stay in their class.
    """
    if graph.explore().bound:
        raise Incomplete(graph.explore())
    numbers: dict[Key, int] = {}
    member = [numbers.setdefault(key(world), len(numbers)) for world in graph.worlds()]
    events: dict[tuple[int, int], set[int]] = {}
    for source, action, target in graph.edges():
        events.setdefault((member[source], member[target]), set()).add(action)
    names = [action.event for action in graph.model.actions]
    folds = (
        Fold(source, target, tuple(sorted({names[action] for action in actions})))
        for (source, target), actions in sorted(events.items())
        if loops or source != target
    )
    return Quotient(tuple(numbers), tuple(folds))
