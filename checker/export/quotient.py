"""A graph seen from afar: states that look alike are one."""

from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from podproof.checker.engines.explicit import Graph
from podproof.checker.export.limits import Incomplete
from podproof.checker.model import State

Key = TypeVar("Key", bound=Hashable)


class QuotientTransition(NamedTuple):
    """All steps from states of one class to states of another, both by their numbers, and what they are called."""

    source: int
    target: int
    events: tuple[str, ...]


class ExplicitQuotient(NamedTuple, Generic[Key]):
    """The classes of states by their keys, the initial state's first, and the steps between them."""

    keys: tuple[Key, ...]
    folds: tuple[QuotientTransition, ...]


def folded(graph: Graph, key: Callable[[State], Key], *, loops: bool = True) -> ExplicitQuotient[Key]:
    """The existential quotient of the graph: states of equal key are one, joined wherever any of them are.

    As in Clarke, Grumberg and Long, "Model checking and abstraction" (1994): every path of the graph is one of the
    quotient, but not the other way round.  `loops=False` leaves out the steps that stay in their class.
    """
    if graph.explore().bound:
        raise Incomplete(graph.explore())
    numbers: dict[Key, int] = {}
    member = [numbers.setdefault(key(state), len(numbers)) for state in graph.states()]
    events: dict[tuple[int, int], set[int]] = {}
    for source, action, target in graph.edges():
        events.setdefault((member[source], member[target]), set()).add(action)
    names = [action.event for action in graph.model.actions]
    folds = (
        QuotientTransition(source, target, tuple(sorted({names[action] for action in actions})))
        for (source, target), actions in sorted(events.items())
        if loops or source != target
    )
    return ExplicitQuotient(tuple(numbers), tuple(folds))
