"""What every format writes: a labelled transition system."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from podproof.checker.engines.explicit import Graph
from podproof.checker.export.quotient import ExplicitQuotient
from podproof.checker.model import Action, State

Description = Mapping[str, object]
"""A state as data that JSON can say."""


class LabelledTransition(NamedTuple):
    """A labelled step between two states, with the facts that the label tells in brief."""

    source: int
    target: int
    label: str
    facts: Description


class TransitionSystem(NamedTuple):
    """States, numbered from the initial one, and transitions; both are read once."""

    state_count: int
    transition_count: int
    states: Iterable[Description]
    transitions: Iterable[LabelledTransition]


def of_graph(
    graph: Graph, describe: Callable[[State], Description], label: Callable[[Action], str]
) -> TransitionSystem:
    """Every state and every step."""
    size = graph.explore()
    return TransitionSystem(size.states, size.transitions, map(describe, graph.states()), _steps(graph, label))


def _steps(graph: Graph, label: Callable[[Action], str]) -> Iterator[LabelledTransition]:
    labels = [label(action) for action in graph.model.actions]
    facts = [
        {"actor": action.actor, "event": action.event, "component": action.component} for action in graph.model.actions
    ]
    return (
        LabelledTransition(source, target, labels[action], facts[action]) for source, action, target in graph.edges()
    )


def of_quotient(quotient: ExplicitQuotient[Any], describe: Callable[[Any], Description]) -> TransitionSystem:
    """Every class of states, and the steps between them."""
    steps = (
        LabelledTransition(source, target, "\n".join(events), {"events": list(events)})
        for source, target, events in quotient.folds
    )
    return TransitionSystem(len(quotient.keys), len(quotient.folds), map(describe, quotient.keys), steps)


def label_of(action: Action) -> str:
    """An action in a word: who, where and what."""
    return (
        f"{action.actor}: {action.event}"
        if action.component is None
        else f"{action.actor} {action.component}: {action.event}"
    )


def flat(description: object, path: str = "") -> Iterator[tuple[str, str | int | float | bool]]:
    """The leaves of a description with their dotted paths, for formats that know no structure; None is left out."""
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
