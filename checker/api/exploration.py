"""One Pod explored: every law with its verdict, every situation, traces, the graph."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from podproof.checker.errors import GraphError, UsageError
from podproof.checker.exploration import MOST, Exploration
from podproof.checker.gate.clock import ManifestClock
from podproof.checker.gate.configuration import DEFAULT, GateConfiguration
from podproof.checker.gate.findings import checked, model_answer, questions
from podproof.checker.gate.report import CheckedPod, GateReport, Unit
from podproof.checker.gate.results import Result
from podproof.checker.gate.version_bugs import VersionBug, version_bugs
from podproof.checker.model import Bounds, Size
from podproof.checker.names import nearest
from podproof.checker.pod_trace import PodTrace
from podproof.checker.trace import Trace
from podproof.checker.verify import Verdict
from podproof.spec.manifest import Manifest
from podproof.spec.pod import kubectl
from podproof.spec.pod.state import Pod

if TYPE_CHECKING:
    import networkx


class PodExploration:
    """Everything that one Pod can do and can never do.

    `laws` has the verdict on each law by name, `situations` whether the Pod can get into each (None: not decided within
    the bounds), `size` the numbers of states and transitions and whether the exploration is complete. `findings` are
    those that `check` reports, and `answer` is all of it as plain data; `print` shows it as `podproof explore` does.
    """

    def __init__(
        self,
        pod: Pod,
        exploration: Exploration,
        manifest: Manifest | None = None,
        configuration: GateConfiguration = DEFAULT,
        bug: str = "",
    ) -> None:
        self.pod, self.manifest, self.exploration = pod, manifest, exploration
        self.configuration, self.bug = configuration, bug

    @cached_property
    def answer(self) -> CheckedPod:
        """The answer about the Pod, the same as that of `check`; a Pod without a manifest has no findings."""
        manifest = self.manifest
        interrupted = self.size.bound == "interrupted"
        clock = manifest and ManifestClock(manifest, self.configuration)
        asked = questions(clock) if clock and not interrupted else ()
        model = model_answer(self.exploration, asked, self.configuration.expect)
        seconds = sum(self.exploration.seconds)
        model = model._replace(explored=model.explored._replace(seconds=seconds))
        if clock is None:
            return CheckedPod("Pod", self.pod.name, 0, (), model.bound, model.skipped_laws, {}, model.explored)
        return checked(clock, model)._replace(bugs=tuple(self._bugs()))

    def _bugs(self) -> Iterator[VersionBug]:
        """The bugs of the version by which it violates laws, of which no result tells yet; none if one is chosen."""
        if self.bug:
            return
        decided = {name: verdict.outcome for name, verdict in self.laws.items()}
        for bug in version_bugs(self.pod, self.configuration.version, self.exploration.compiled.faults):
            if decided.get(bug.law) == "holds" or bug.law in self.exploration.skipped:
                yield bug

    @property
    def findings(self) -> tuple[Result, ...]:
        """The findings, and the laws that do not hold, as results of the gate; suppressed ones have a reason."""
        return self.answer.results

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

        None if the situation is unreachable, if the law has nothing to show, and if no time is left to find a trace.
        Raises `UsageError` for an unknown name.
        """
        results = {each.situation.name: each for each in self.exploration.situations}
        name, compiled = nearest(name, [*results, *self.laws], "situation or law"), self.exploration.compiled
        if name in results:
            found: Trace | None = self.exploration.trace(results[name].question)
        else:
            compiled = self.exploration.deciding(self.laws[name]).compiled
            found = self.exploration.trace_of(self.laws[name])
        return None if found is None else PodTrace.of(compiled, name, found)

    def graph(self, *, max_states: int = MOST) -> "networkx.MultiDiGraph[int]":
        """The reachable states and transitions as a networkx multigraph; node 0 is the initial state.

        A node has the attributes `status`, `ready` and `restarts` of `kubectl get pods`; an edge has `actor`, `event`
        and `container` (empty for the Pod's own events). Raises `GraphError` beyond `max_states` states.
        """
        from podproof.checker.export.pods import explicit_graph  # here: nothing else needs the formats of graphs

        engine = explicit_graph(self.exploration, Bounds(states=max_states))
        size = engine.explore()
        if not size.complete or size.states > max_states:
            raise GraphError(f"the graph has more than {max_states:,} states; faults='none' leaves the faults out")
        graph = engine.networkx()
        compiled, containers = self.exploration.compiled, self.pod.members
        for number, state in enumerate(engine.states()):
            graph.nodes[number].update(kubectl.next_line(self.pod, *compiled.records(state))._asdict())
        for _, _, edge in graph.edges(data=True):
            action = compiled.model.actions[edge["action"]]
            container = "" if action.component is None else containers[action.component].name
            edge.update(actor=action.actor, event=action.event, container=container)
        return graph

    def to_dict(self, *names: str) -> dict[str, Any]:
        """What `explore --format json` says of the Pod, with the traces of these situations and laws."""
        from podproof.checker.gate.formats import json as gate_json
        from podproof.checker.reports import json

        if self.manifest is None:
            raise UsageError("a Pod without a manifest has no positions to report: explore what `read` returns")
        details = json.pod(self.manifest, self.exploration, names)
        return gate_json.pod_of(self.report, self.manifest.position.file, self.answer) | details

    @property
    def report(self) -> GateReport:
        """The report of the gate on this Pod alone."""
        file = self.manifest.position.file if self.manifest else ""
        return GateReport(self.configuration.fail_on, [Unit(file, (self.answer,))])

    @property
    def code(self) -> int:
        """The exit code of `explore` for the Pod: 0 passed, 1 a finding or a violated law counts, 3 undecided."""
        return self.report.code_of(self.answer)

    def __str__(self) -> str:
        from podproof.checker.gate.formats.pod_text import TextView
        from podproof.checker.gate.formats.text import ReportLines

        file = self.manifest.position.file if self.manifest else ""
        lines = ReportLines(self.report, TextView(whole=True)).pod(self.answer, file)
        return "\n".join(line.plain.rstrip() for line in lines)

    def __repr__(self) -> str:
        holds = "every law holds" if self.holds else f"{len(self.violated)} violated"
        return f"<PodExploration {self.pod.name}: {self.size.states:,} states, {holds}>"

    def _repr_html_(self) -> str:
        """A table for a notebook: the findings first, then the laws that do not hold, the situations, and the rest."""
        verdicts = sorted(self.exploration.verdicts, key=lambda each: (each.outcome == "holds", each.law.name))
        rows: list[tuple[str, str, str]] = [
            (each.rule, each.severity, f"{each.message} → {each.advice}") for each in self.findings
        ]
        rows += [(each.law.name, each.outcome, each.law.description) for each in verdicts]
        meanings = {True: "reachable", False: "unreachable", None: "not decided"}
        for result in self.exploration.situations:
            rows.append((result.situation.name, meanings[result.reachable], result.situation.description))
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        head = "<tr><th>finding, law or situation</th><th>verdict</th><th>meaning</th></tr>"
        return f"<table><caption>{escape(str(self).splitlines()[0])}</caption>{head}{body}</table>"
