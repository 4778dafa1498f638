"""The model of one Pod and its reachable graph as lines of text."""

from collections.abc import Iterable, Iterator
from typing import Any

from podproof.checker.compile import Compiled
from podproof.checker.engines.explicit import Graph
from podproof.checker.errors import GraphError
from podproof.checker.exploration import MOST, Exploration
from podproof.checker.export import Incomplete, Refusal, TooLarge, graph_lines, quotient_of
from podproof.checker.export.formats import MODELS
from podproof.checker.export.named import Named
from podproof.checker.export.program import program_of
from podproof.checker.formulas import State
from podproof.checker.model import Action, Bounds
from podproof.spec.manifest.problems import printable
from podproof.spec.notation import Law, Specification
from podproof.spec.pod import kubectl
from podproof.spec.pod.printer import KubectlLine
from podproof.spec.pod.state import Pod


def explicit_graph(exploration: Exploration, bounds: Bounds) -> Graph:
    """The graph that was explored, if it is complete; else the states are explored one by one, within the bounds."""
    if isinstance(exploration.engine, Graph) and exploration.size.complete:
        return exploration.engine
    return _bounded(exploration.compiled, bounds)


def _bounded(compiled: Compiled, bounds: Bounds) -> Graph:
    return Graph(compiled.model, bounds._replace(states=bounds.states or MOST))


def model_of_pod(
    specification: Specification, pod: Pod, faults: frozenset[str], form: str, laws: Iterable[Law]
) -> Iterator[str]:
    """The model of the Pod with these laws, in a language of model checkers."""
    named = ", ".join(sorted(faults)) or "none"
    title = f"Pod {pod.name}, Kubernetes 1.{pod.kubernetes}, faults: {named}"
    return MODELS[form].lines(program_of(Named(specification, pod, faults), title, laws))


def graph_of_pod(compiled: Compiled, form: str, quotient: bool, bounds: Bounds) -> Iterator[str]:
    """The reachable graph of the Pod in a format of graphs; a `GraphError` says at once why there is none."""
    graph = _bounded(compiled, bounds)
    try:
        if quotient:
            classes = quotient_of(graph, lambda state: line(compiled, state), loops=False)
            return map(printable, graph_lines(classes, form, _columns))
        described = graph_lines(
            graph, form, lambda state: description(compiled, state), label=lambda action: _label(compiled, action)
        )
        return map(printable, described)
    except Incomplete as refusal:
        advice = "raise the bound; --faults none, or a smaller Pod, has fewer states"
        raise GraphError(
            f"the graph was not written: the search stopped at {refusal.size.bound}; {advice}"
        ) from refusal
    except TooLarge as refusal:
        raise GraphError(
            f"the graph was not written: {refusal.states:,} states are too many for {form}; --quotient joins "
            "those that look alike in kubectl get pods, --faults none has fewer"
        ) from refusal
    except Refusal as refusal:
        raise GraphError(f"the graph was not written: {refusal}") from refusal


def description(compiled: Compiled, state: State) -> dict[str, Any]:
    """A state as structured data: what kubectl shows, the state of the Pod, and the state of each container."""
    pod, containers = compiled.records(state)
    names = [member.name for member in compiled.configuration.members]
    return {
        "kubectl": line(compiled, state)._asdict(),
        "pod": pod._asdict(),
        "containers": {name: state._asdict() for name, state in zip(names, containers, strict=True)},
    }


def line(compiled: Compiled, state: State) -> KubectlLine:
    """What kubectl shows once the state is published."""
    return kubectl.next_line(compiled.configuration, *compiled.records(state))


def _columns(shown: KubectlLine) -> dict[str, Any]:
    return shown._asdict()


def _label(compiled: Compiled, action: Action) -> str:
    where = "" if action.component is None else f" {compiled.configuration.members[action.component].name}"
    return f"{action.actor}{where}: {action.event}"
