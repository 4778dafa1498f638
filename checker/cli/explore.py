"""`explore`: the answer about each Pod, and the details that are asked for: laws, traces, settings."""

import argparse
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from rich.text import Text

from podproof.checker.api.exploration import PodExploration
from podproof.checker.api.explorer import Explorer
from podproof.checker.cli import each_version, inputs
from podproof.checker.cli.messages import tell
from podproof.checker.cli.output import Output
from podproof.checker.cli.progress import working
from podproof.checker.exploration import Exploration
from podproof.checker.gate.formats.pod_text import TextView
from podproof.checker.gate.formats.text import ReportLines, summary
from podproof.checker.gate.report import UNREADABLE
from podproof.checker.names import known_bug, nearest
from podproof.checker.rendering.json_text import json_text
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports import json as json_report
from podproof.checker.reports import pods, text
from podproof.spec.manifest import Reading, example
from podproof.spec.manifest.problems import printable
from podproof.spec.notation import Specification
from podproof.spec.pod.state import Pod
from podproof.spec.pod.versions import VersionSpan


def run(arguments: argparse.Namespace) -> int:
    """Explore every Pod of the manifests, for each version that is asked for, and answer the exit code."""
    if isinstance(arguments.kubernetes, VersionSpan):
        return each_version.run(arguments, partial(_of_version, {}))
    explorer = inputs.explorer(arguments)
    if arguments.list_laws:
        Output().print_lines(listing(explorer.extended.specification))
        return 0
    asked, console = ExploreRun.of(arguments, explorer), Output()
    if arguments.format == "json":
        print(json_text(asked.document(), indent=2))
    else:
        console.print_lines(asked.lines(console.width))
    return asked.code()


def _of_version(known: dict[Pod, Exploration], one: argparse.Namespace) -> each_version.VersionAnswer:
    asked = ExploreRun.of(one, inputs.explorer(one)._replace(known=known))
    is_json = one.format == "json"
    lines, document = ([], asked.document()) if is_json else (list(asked.lines(Output().width)), {})
    return each_version.VersionAnswer(asked.explorer.report, lines, document, asked.code())


class ExploreRun(NamedTuple):
    """What the arguments ask for: the explorer with its options, the traces to show, and the manifests."""

    arguments: argparse.Namespace
    explorer: Explorer
    traces: list[str]
    reading: Reading

    @classmethod
    def of(cls, arguments: argparse.Namespace, explorer: Explorer) -> "ExploreRun":
        """The same with names resolved and manifests read."""
        traces = [_named(name, explorer.extended.specification) for name in arguments.trace]
        explorer = explorer._replace(options=inputs.options(explorer, arguments, traces))
        paths = arguments.paths or [str(known_bug(arguments.bug).manifest if arguments.bug else example())]
        reading = inputs.reading(paths, explorer.configuration.kubernetes, findings=True)
        explorer.note(inputs.beside(reading))
        return cls(arguments, explorer, traces, reading)

    def explored(self) -> Iterator[PodExploration]:
        """Each Pod explored, one after the other, so that only one is held in memory."""
        for manifest in self.reading.pods:
            with working(f"exploring {manifest.name}"):
                explored = self.explorer.explore(manifest)
            yield explored
            if explored.size.bound == "interrupted":
                return

    def lines(self, width: int) -> Iterator[Text]:
        """The answer about each Pod, and at the end about all of them."""
        arguments, reading = self.arguments, self.reading
        options = inputs.repeated(arguments)
        view = TextView(width, arguments.verbose, arguments.quiet, whole=True, options=options)
        for explored in self.explored():
            yield from report(self.explorer, explored, self.traces, arguments, view)
        if not arguments.quiet:
            yield from summary(self.explorer.report, view) if len(reading.pods) > 1 else ()
            yield from [Text(skipped(reading.skipped))] if reading.skipped else ()

    def document(self) -> dict[str, Any]:
        """The answer about all Pods as values that JSON can hold."""
        documents = [explored.to_dict(*self.traces) for explored in self.explored()]
        return json_report.document(self.explorer.report, self.reading, documents)

    def code(self) -> int:
        """The exit code, once every Pod was explored; own laws that are vacuous are reported."""
        vacuous = self.explorer.extended.vacuous()
        tell(f"podproof explore: {line}" for line in vacuous)
        return UNREADABLE if vacuous else self.explorer.report.code


def report(
    explorer: Explorer, explored: PodExploration, traces: Sequence[str], arguments: argparse.Namespace, view: TextView
) -> Iterator[Text]:
    """The answer about one Pod, with the details that the arguments ask for."""
    ((file, (answer,), *_),) = explored.report.units
    facts = "" if view.quiet else ", ".join(pods.facts(explored.pod))
    lines = list(ReportLines(explorer.report, view).pod(answer, file, facts))
    yield from lines if answer.results or not view.quiet else ()
    if view.verbose or arguments.law:
        yield Text()
        yield from details(explored, view)
    if arguments.settings and explored.manifest:
        yield Text()
        yield from pods.settings(explored.manifest)
    for trace in traces_of(explored, traces, view.width):
        yield Text()
        yield from trace
    yield Text()


def details(explored: PodExploration, view: TextView) -> Iterator[Text]:
    """The containers as they were read, the engine and its cost, and each law with its rules and reason."""
    exploration = explored.exploration
    if view.verbose:
        yield from pods.containers(explored.pod, view.width)
        yield from pods.saturated_thresholds(explored.pod)
        yield from text.size(exploration)
        yield Text()
    yield from text.laws(exploration.verdicts, verbose=True, width=view.width)
    yield from text.skipped(exploration.skipped, view.width)


def traces_of(explored: PodExploration, names: Collection[str], width: int) -> Iterator[Iterable[Text]]:
    """The traces of these situations and laws."""
    exploration = explored.exploration
    renderer = trace_renderer(exploration.compiled)
    for result in exploration.situations:
        name = result.situation.name
        if name in names and (trace := exploration.trace(result.question)):
            yield text.render(renderer, trace, name, width=width)
        elif name in names:
            yield [Text(f"  {name}: {_without_trace(result.reachable)}", "yellow")]
    for verdict in exploration.verdicts:
        name = verdict.law.name
        if name in names:
            trace = exploration.trace_of(verdict)
            none = [Text(f"  {name}: no trace", "yellow")]
            own = trace_renderer(exploration.deciding(verdict).compiled)
            yield text.of_verdict(own, verdict, trace, width) if trace else none


def _without_trace(reachable: bool | None) -> str:
    return f"{text.REACHABLE[reachable]}{', but the time was over before a trace was found' if reachable else ''}"


def listing(specification: Specification) -> Iterator[Text]:
    """Every law and every situation by name."""
    for theme, laws in groupby(specification.laws, key=lambda law: law.theme):
        yield Text(f"Laws: {theme or 'your own'}\n", "bold underline")
        for law in laws:
            strength = ", under weak fairness" if law.strength == "weak fairness" else ""
            yield Text.assemble((law.name, "bold"), f"  {law.kind}{strength}")
            yield from text.indented(f"{law.description}{text.rules(law)}")
        yield Text()
    yield Text("Situations, for --trace\n", "bold underline")
    for situation in specification.situations:
        yield from text.indented(f"{situation.name:<25} {situation.description} [{situation.cites}]")


def skipped(kinds: Mapping[str, int]) -> str:
    """The number of skipped documents of each other kind."""
    return printable("skipped: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))


def _named(name: str, specification: Specification) -> str:
    known = [situation.name for situation in specification.situations]
    known += [law.name for law in specification.laws]
    return nearest(name, known, "situation or law")
