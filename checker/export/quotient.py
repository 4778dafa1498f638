"""The quotient of a graph: states with the same key are one class."""

from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

from podproof.checker.engines.explicit import Graph
from podproof.checker.export.limits import Incomplete
from podproof.checker.formulas import State

Key = TypeVar("Key", bound=Hashable)


class QuotientTransition(NamedTuple):
    """The transitions from the states of one class to the states of another, both by number, with all their events."""

    source: int
    target: int
    events: tuple[str, ...]


class ExplicitQuotient(NamedTuple, Generic[Key]):
    """The classes of states by their keys, the initial state's first, and the transitions between them."""

    keys: tuple[Key, ...]
    transitions: tuple[QuotientTransition, ...]


def quotient_of(graph: Graph, key: Callable[[State], Key], *, loops: bool = True) -> ExplicitQuotient[Key]:
    """The existential quotient: one class has a transition to another if any of its states has.

    As in Clarke, Grumberg and Long, "Model checking and abstraction" (1994): every path of the graph is a path of the
    quotient, but not the other way round. `loops=False` leaves out transitions within a class. Linear in the graph.
    """
    if graph.explore().bound:
        raise Incomplete(graph.explore())
    numbers: dict[Key, int] = {}
    class_of = [numbers.setdefault(key(state), len(numbers)) for state in graph.states()]
    events: dict[tuple[int, int], set[int]] = {}
    for source, action, target in graph.edges():
        events.setdefault((class_of[source], class_of[target]), set()).add(action)
    names = [action.event for action in graph.model.actions]
    transitions = (
        QuotientTransition(source, target, tuple(sorted({names[action] for action in actions})))
        for (source, target), actions in sorted(events.items())
        if loops or source != target
    )
    return ExplicitQuotient(tuple(numbers), tuple(transitions))
