"""One Pod explored: every law with its verdict, every situation, traces, the graph."""

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from podproof.checker.api.manifests import Path, read
from podproof.checker.api.options import exploration_options
from podproof.checker.api.traces import PodTrace
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.errors import GraphError, UsageError
from podproof.checker.exploration import EngineChoice, Exploration, Liveness
from podproof.checker.exploration import explore as explore_model
from podproof.checker.export.pods import MOST, explicit_graph, write_graph
from podproof.checker.model import Bounds, Size
from podproof.checker.names import known_bug, nearest
from podproof.checker.trace import Trace
from podproof.checker.verify import Verdict
from podproof.spec.manifest import Manifest
from podproof.spec.pod import kubectl
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod

if TYPE_CHECKING:
    import networkx


class PodExploration:
    """Everything that one Pod can do and can never do.

    `laws` has the verdict on each law by name, `situations` whether the Pod can get into each (None: not decided within
    the bounds), `size` the numbers of states and transitions and whether the exploration is complete.
    """

    def __init__(self, pod: Pod, exploration: Exploration, manifest: Manifest | None = None) -> None:
        self.pod, self.manifest, self.exploration = pod, manifest, exploration

    @property
    def size(self) -> Size:
        """States, transitions, depth, decision-diagram nodes, whether that is all, and the bound that was hit."""
        return self.exploration.size

    @cached_property
    def laws(self) -> Mapping[str, Verdict]:
        """The verdict on each law that was decided, by the name of the law."""
        return {verdict.law.name: verdict for verdict in self.exploration.verdicts}

    @cached_property
    def situations(self) -> Mapping[str, bool | None]:
        """Whether each situation is reachable, by its name; None where a bound left that open."""
        return {each.situation.name: each.reachable for each in self.exploration.situations}

    @property
    def violated(self) -> tuple[Verdict, ...]:
        """The verdicts on laws that do not hold; a vacuous one counts."""
        return tuple(each for each in self.exploration.verdicts if each.outcome in ("violated", "vacuous"))

    @property
    def holds(self) -> bool:
        """Whether every law that applies is proved: none is violated and none is left open."""
        return self.exploration.outcome == "holds"

    def trace(self, name: str) -> PodTrace | None:
        """A trace into the situation, or the one that shows the verdict on the law.

        None if the situation is unreachable or the law has nothing to show. Raises `UsageError` for an unknown name.
        """
        results = {each.situation.name: each for each in self.exploration.situations}
        name = nearest(name, [*results, *self.laws], "situation or law")
        if name in results:
            found: Trace | None = self.exploration.trace(results[name].question)
        else:
            found = self.exploration.trace_of(self.laws[name])
        return None if found is None else PodTrace.of(self.exploration.compiled, name, found)

    def graph(self, *, max_states: int = MOST) -> "networkx.MultiDiGraph[int]":
        """The reachable states and transitions as a networkx multigraph; node 0 is the initial state.

        A node has the attributes `status`, `ready` and `restarts` of `kubectl get pods`; an edge has `actor`, `event`
        and `container` (empty for the Pod's own events). Raises `GraphError` beyond `max_states` states.
        """
        engine = explicit_graph(self.exploration, Bounds(states=max_states))
        size = engine.explore()
        if not size.complete or size.states > max_states:
            raise GraphError(f"the graph has more than {max_states:,} states; faults='none' leaves the faults out")
        graph = engine.networkx()
        compiled, containers = self.exploration.compiled, self.pod.members
        for number, state in enumerate(engine.states()):
            graph.nodes[number].update(kubectl.line(self.pod, *compiled.records(state))._asdict())
        for _, _, edge in graph.edges(data=True):
            action = compiled.model.actions[edge["action"]]
            container = "" if action.component is None else containers[action.component].name
            edge.update(actor=action.actor, event=action.event, container=container)
        return graph

    def write_graph(self, path: Path, *, quotient: bool = False) -> None:
        """Write the graph as `.json`, `.graphml`, `.dot` or `.aut`; the quotient joins what `kubectl` shows alike.

        Raises `GraphError` if it is too large for the format or not complete.
        """
        write_graph(self.exploration, os.fspath(path), quotient, Bounds())

    def to_dict(self, *names: str) -> dict[str, Any]:
        """What `explore --format json` says of the Pod, with the traces of these situations and laws."""
        from podproof.checker.reports import json

        if self.manifest is None:
            raise UsageError("a Pod without a manifest has no positions to report: explore what `read` returns")
        return json.pod(self.manifest, self.exploration, names)

    def __repr__(self) -> str:
        holds = "every law holds" if self.holds else f"{len(self.violated)} violated"
        return f"<PodExploration {self.pod.name}: {self.size.states:,} states, {holds}>"

    def _repr_html_(self) -> str:
        """A table for a notebook: the laws that do not hold first, then the situations."""
        verdicts = sorted(self.exploration.verdicts, key=lambda each: (each.outcome == "holds", each.law.name))
        rows: list[tuple[str, str, str]] = [(each.law.name, each.outcome, each.law.description) for each in verdicts]
        meanings = {True: "reachable", False: "unreachable", None: "not decided"}
        for result in self.exploration.situations:
            rows.append((result.situation.name, meanings[result.reachable], result.situation.description))
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        head = "<tr><th>law or situation</th><th>verdict</th><th>meaning</th></tr>"
        caption = f"{self.pod.name}: {self.size.states:,} states, {self.size.transitions:,} transitions"
        return f"<table><caption>{escape(caption)}</caption>{head}{body}</table>"


def explore(
    pod: Manifest | Pod | Path,
    *,
    kubernetes: int | str | None = None,
    faults: str | Iterable[str] = "all",
    laws: Iterable[str] = (),
    law_files: Iterable[str] = (),
    bug: str | None = None,
    engine: EngineChoice = "auto",
    liveness: Liveness = "auto",
    max_states: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
) -> PodExploration:
    """Explore every execution of one Pod and decide every law and situation.

    `pod` is what `read` returns, a configuration, or the path of a manifest with one Pod. `faults` names the classes of
    fault that may strike (`"all"`, `"none"`, names); `laws` selects laws by name (none: all); `law_files` adds files of
    your own laws, which run as Python; `bug` brings a bug of Kubernetes back, by its issue number. `liveness` decides
    liveness laws of small Pods (`"auto"`), of every Pod (`"almost-sure"`), and under weak fairness too. `max_states`,
    `timeout` in seconds and `memory` in bytes bound the search; `size.complete` says whether one was hit. Raises
    `UsageError`, `ManifestError` and `LawError`.
    """
    specification = known_bug(bug).specification if bug else LIFECYCLE
    specification = ExtendedSpecification(specification, tuple(law_files)).specification
    manifest, configuration = _one_pod(pod, kubernetes)
    bounds = Bounds(max_states, timeout, memory)
    options = exploration_options(
        specification, faults=faults, laws=laws, engine=engine, liveness=liveness, bounds=bounds
    )
    return PodExploration(configuration, explore_model(specification, configuration, options), manifest)


def _one_pod(pod: Manifest | Pod | Path, kubernetes: int | str | None) -> tuple[Manifest | None, Pod]:
    if isinstance(pod, Pod):
        return None, pod
    if isinstance(pod, Manifest):
        return pod, pod.pod
    manifests = read(pod, kubernetes=kubernetes)
    if len(manifests) != 1:
        raise UsageError(f"{os.fspath(pod)} has {len(manifests)} Pods: explore each of those that `read` returns")
    return manifests[0], manifests[0].pod
