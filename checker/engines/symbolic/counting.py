"""The number of transitions: pairs of a state and an action that is enabled in it."""

from collections.abc import Iterable, Sequence

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.model import Action

FEW = 3_000_000
"""Product of nodes and actions up to which each action is counted by itself (measured: some 6 components)."""


def transitions(encoding: DiagramEncoding, states: Set, actions: Sequence[Action]) -> int:
    """The exact number of transitions from the states."""
    if states.node_count() * len(actions) > FEW:
        return _at_once(encoding, states, actions)
    return sum(encoding.count(states & encoding.set_of(action.changes_something)) for action in actions)


def _at_once(encoding: DiagramEncoding, states: Set, actions: Iterable[Action]) -> int:
    """The same number by one intersection and one count, however many actions there are.

    The set counted is that of pairs of a state and a choice: one component, and a number up to that of its enabled
    actions.  Every component has bits of its own for the number, so that the set grows with the sum of the components.
    """
    by_site: dict[int | None, list[Action]] = {component: [] for component in encoding.choices}
    for action in actions:
        by_site[action.component if action.component in by_site else None].append(action)
    diagrams = encoding.diagrams
    nobody, one = diagrams.true, diagrams.false
    for component, bits in sorted(encoding.choices.items(), key=lambda item: item[1], reverse=True):
        idle = diagrams.literals(bits, 0)
        changes_something = enumerate(at_least(encoding, by_site[component]), 1)
        chosen = diagrams.union(level & diagrams.literals(bits, number) for number, level in changes_something)
        one = chosen & nobody | idle & one
        nobody &= idle
    return encoding.count(states & one, sum(map(len, encoding.choices.values())))


def at_least(encoding: DiagramEncoding, actions: Iterable[Action]) -> list[Set]:
    """Where at least one, two, three, … of the actions are enabled."""
    levels: list[Set] = []
    for action in actions:
        changes_something = encoding.set_of(action.changes_something)
        fewer, more = [encoding.diagrams.true, *levels], [*levels, encoding.diagrams.false]
        levels = [level | below & changes_something for level, below in zip(more, fewer, strict=True)]
        if not levels[-1].satisfiable():
            levels.pop()
    return levels
