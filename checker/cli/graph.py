"""`explore --graph FILE`: the reachable graph of one Pod written for other tools, whole or folded."""

from pathlib import Path
from typing import Any

from podproof.checker.engines.explicit import Graph
from podproof.checker.errors import GraphError, UsageError
from podproof.checker.exploration import Exploration
from podproof.checker.export import Incomplete, Refusal, TooLarge, UnknownFormat, folded, write
from podproof.checker.export.formats import FORMATS
from podproof.checker.model import Action, Bounds, State
from podproof.spec.pod import kubectl

MOST = 2_000_000
"""States up to which the explicit engine is asked for a graph, if no bound was given."""


def refuse(path: str | None, fold: bool, pods: int) -> None:
    """Say at once what cannot be drawn, rather than after the exploration."""
    if path is None:
        if fold:
            raise UsageError("--fold folds a graph: say with --graph FILE where to write it")
    elif pods != 1:
        raise UsageError(f"--graph draws one Pod, and there are {pods}: name one file with one Pod")
    elif Path(path).suffix not in FORMATS:
        raise UsageError(f"the graph was not written: {UnknownFormat(Path(path).suffix, tuple(FORMATS))}")
    elif not Path(path).parent.is_dir():
        raise UsageError(f"the graph was not written: there is no folder {Path(path).parent}")


def draw(exploration: Exploration, path: str, fold: bool, bounds: Bounds) -> None:
    """Write the graph in the format of the path's suffix; a `UsageError` says why not and how else."""
    graph = exploration.engine
    if not isinstance(graph, Graph) or not exploration.size.complete:
        graph = Graph(exploration.compiled.model, bounds._replace(states=bounds.states or MOST))
    try:
        if fold:
            write(folded(graph, lambda state: _line(exploration, state), loops=False), path, _columns)
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
            f"the graph was not written: {refusal.states:,} states are too many for {path}; --fold joins those that "
            "look alike to kubectl get pods, --faults none leaves the faults out"
        ) from refusal
    except (Refusal, OSError) as refusal:
        raise GraphError(f"the graph was not written: {refusal}") from refusal


def described(exploration: Exploration, state: State) -> dict[str, Any]:
    """A state as structured data: the Pod's state, that of each container, and what kubectl shows."""
    pod, containers = exploration.compiled.records(state)
    names = [member.name for member in exploration.compiled.configuration.members]
    return {
        "kubectl": _line(exploration, state)._asdict(),
        "pod": pod._asdict(),
        "containers": {name: state._asdict() for name, state in zip(names, containers, strict=True)},
    }


def _line(exploration: Exploration, state: State) -> kubectl.KubectlLine:
    return kubectl.line(exploration.compiled.configuration, *exploration.compiled.records(state))


def _columns(line: kubectl.KubectlLine) -> dict[str, Any]:
    return line._asdict()


def _label(exploration: Exploration, action: Action) -> str:
    where = "" if action.component is None else f" {exploration.compiled.configuration.members[action.component].name}"
    return f"{action.actor}{where}: {action.event}"
