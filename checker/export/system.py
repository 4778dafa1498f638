"""A labeled transition system: what every format writes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from podproof.checker.engines.explicit import Graph
from podproof.checker.export.quotient import ExplicitQuotient
from podproof.checker.formulas import State
from podproof.checker.model import Action

Description = Mapping[str, object]
"""A state as data that JSON can hold."""


class LabeledTransition(NamedTuple):
    """A labeled transition between two states, with the facts behind the label."""

    source: int
    target: int
    label: str
    facts: Description


class TransitionSystem(NamedTuple):
    """States, numbered from the initial one, and transitions; both iterables are consumed."""

    state_count: int
    transition_count: int
    states: Iterable[Description]
    transitions: Iterable[LabeledTransition]


def of_graph(
    graph: Graph, describe: Callable[[State], Description], label: Callable[[Action], str]
) -> TransitionSystem:
    """Every state and every transition of a graph."""
    size = graph.explore()
    return TransitionSystem(size.states, size.transitions, map(describe, graph.states()), _transitions(graph, label))


def _transitions(graph: Graph, label: Callable[[Action], str]) -> Iterator[LabeledTransition]:
    labels = [label(action) for action in graph.model.actions]
    facts = [
        {"actor": action.actor, "event": action.event, "component": action.component} for action in graph.model.actions
    ]
    return (
        LabeledTransition(source, target, labels[action], facts[action]) for source, action, target in graph.edges()
    )


def of_quotient(quotient: ExplicitQuotient[Any], describe: Callable[[Any], Description]) -> TransitionSystem:
    """Every class of states, and the transitions between classes."""
    transitions = (
        LabeledTransition(source, target, "\n".join(events), {"events": list(events)})
        for source, target, events in quotient.transitions
    )
    return TransitionSystem(len(quotient.keys), len(quotient.transitions), map(describe, quotient.keys), transitions)


def label_of(action: Action) -> str:
    """An action in brief: actor, component and event."""
    return (
        f"{action.actor}: {action.event}"
        if action.component is None
        else f"{action.actor} {action.component}: {action.event}"
    )


def flat(description: object, path: str = "") -> Iterator[tuple[str, str | int | float | bool]]:
    """The leaves of a description with their dotted paths, for formats without structure; None is left out."""
    if isinstance(description, Mapping):
        parts: Iterable[tuple[object, object]] = description.items()
    elif isinstance(description, list | tuple):
        parts = enumerate(description)
    else:
        if description is not None:
            yield path, description if isinstance(description, str | int | float) else str(description)
        return
    for name, part in parts:
        yield from flat(part, f"{path}.{name}" if path else str(name))
