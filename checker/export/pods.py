"""The reachable graph of a Pod, written for other tools, whole or as its quotient."""

from typing import Any

from podproof.checker.engines.explicit import Graph
from podproof.checker.errors import GraphError
from podproof.checker.exploration import Exploration
from podproof.checker.export import Incomplete, Refusal, TooLarge, quotient_of, write
from podproof.checker.model import Action, Bounds, State
from podproof.checker.output_files import refuse_unsafe
from podproof.spec.pod import kubectl
from podproof.spec.pod.printer import KubectlLine

MOST = 2_000_000
"""The bound on the states of a graph, if the user gives none."""


def explicit_graph(exploration: Exploration, bounds: Bounds) -> Graph:
    """The graph that was explored, if it is complete; else the states are explored one by one, within the bounds."""
    if isinstance(exploration.engine, Graph) and exploration.size.complete:
        return exploration.engine
    return Graph(exploration.compiled.model, bounds._replace(states=bounds.states or MOST))


def write_graph(exploration: Exploration, path: str, quotient: bool, bounds: Bounds) -> None:
    """Write the graph in the format of the path's suffix; a `GraphError` says why it is not written."""
    refuse_unsafe(path)
    graph = explicit_graph(exploration, bounds)
    try:
        if quotient:
            write(quotient_of(graph, lambda state: _line(exploration, state), loops=False), path, _columns)
        else:
            write(
                graph,
                path,
                lambda state: described(exploration, state),
                label=lambda action: _label(exploration, action),
            )
    except Incomplete as refusal:
        advice = "raise the bound; --faults none, or a smaller Pod, has fewer states"
        raise GraphError(
            f"the graph was not written: the search stopped at {refusal.size.bound}; {advice}"
        ) from refusal
    except TooLarge as refusal:
        raise GraphError(
            f"the graph was not written: {refusal.states:,} states are too many for {path}; --quotient joins "
            "those that look alike in kubectl get pods, --faults none has fewer"
        ) from refusal
    except (Refusal, OSError) as refusal:
        raise GraphError(f"the graph was not written: {refusal}") from refusal


def described(exploration: Exploration, state: State) -> dict[str, Any]:
    """A state as structured data: what kubectl shows, the state of the Pod, and the state of each container."""
    pod, containers = exploration.compiled.records(state)
    names = [member.name for member in exploration.compiled.configuration.members]
    return {
        "kubectl": _line(exploration, state)._asdict(),
        "pod": pod._asdict(),
        "containers": {name: state._asdict() for name, state in zip(names, containers, strict=True)},
    }


def _line(exploration: Exploration, state: State) -> KubectlLine:
    return kubectl.line(exploration.compiled.configuration, *exploration.compiled.records(state))


def _columns(line: KubectlLine) -> dict[str, Any]:
    return line._asdict()


def _label(exploration: Exploration, action: Action) -> str:
    where = "" if action.component is None else f" {exploration.compiled.configuration.members[action.component].name}"
    return f"{action.actor}{where}: {action.event}"
