"""`explore`: the answer about each Pod, and the details that are asked for: laws, traces, settings."""

import argparse
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.text import Text

from podproof.checker.api.exploration import PodExploration
from podproof.checker.api.explorer import Explorer
from podproof.checker.cli import inputs
from podproof.checker.cli.messages import tell
from podproof.checker.cli.output import Output
from podproof.checker.cli.progress import working
from podproof.checker.gate.formats.pod_text import TextView
from podproof.checker.gate.formats.text import ReportLines, summary
from podproof.checker.gate.report import UNREADABLE
from podproof.checker.names import known_bug, nearest
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports import json as json_report
from podproof.checker.reports import pods, text
from podproof.spec.manifest import Reading, example
from podproof.spec.manifest.problems import printable
from podproof.spec.notation import Specification


def run(arguments: argparse.Namespace) -> int:
    """Explore every Pod of the manifests, and answer the exit code."""
    explorer = inputs.explorer(arguments)
    if arguments.list_laws:
        Output().print_lines(listing(explorer.extended.specification))
        return 0
    traces = [_named(name, explorer.extended.specification) for name in arguments.trace]
    explorer = explorer._replace(options=inputs.options(explorer, arguments, traces))
    paths = arguments.paths or [str(known_bug(arguments.bug).manifest if arguments.bug else example())]
    reading = inputs.reading(paths, explorer.configuration.kubernetes, findings=True)
    explorer.note(inputs.beside(reading))
    _explore(arguments, explorer, traces, reading)
    tell(f"podproof explore: {line}" for line in explorer.extended.vacuous())
    return UNREADABLE if explorer.extended.vacuous() else explorer.report.code


def _explore(arguments: argparse.Namespace, explorer: Explorer, traces: list[str], reading: Reading) -> None:
    """Explore and report one Pod after the other, so that only one is held in memory."""
    console, documents = Output(), list[dict[str, Any]]()
    options = inputs.repeated(arguments)
    view = TextView(console.width, arguments.verbose, arguments.quiet, whole=True, options=options)
    for manifest in reading.pods:
        with working(f"exploring {manifest.name}"):
            explored = explorer.explore(manifest)
        if arguments.format == "json":
            documents.append(explored.to_dict(*traces))
        else:
            console.print_lines(report(explorer, explored, traces, arguments, view))
        if explored.size.bound == "interrupted":
            break
    if arguments.format == "json":
        print(json_report.document(explorer.report, reading, documents))
    elif not arguments.quiet:
        console.print_lines(summary(explorer.report, view) if len(reading.pods) > 1 else ())
        console.print(skipped(reading.skipped)) if reading.skipped else None


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
