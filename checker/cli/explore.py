"""`explore`: the situations that each Pod can reach, the verdict on each law, and traces."""

import argparse
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from rich.text import Text

from podproof.checker.cli import inputs
from podproof.checker.cli.graph import refuse
from podproof.checker.cli.messages import tell
from podproof.checker.cli.output import Output
from podproof.checker.cli.progress import working
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.export.pods import write_graph
from podproof.checker.names import known_bug, modelled_version, nearest
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports import json as json_report
from podproof.checker.reports import pods, text
from podproof.spec.manifest import Manifest, Reading, example
from podproof.spec.manifest.problems import printable
from podproof.spec.notation import Specification
from podproof.spec.pod import scenarios
from podproof.spec.pod.lifecycle import LIFECYCLE


def run(arguments: argparse.Namespace) -> int:
    """Explore every Pod of the manifests, and answer the exit code."""
    console = Output()
    bug = known_bug(arguments.bug) if arguments.bug else None
    extended = ExtendedSpecification(bug.specification if bug else LIFECYCLE, arguments.laws)
    specification = extended.specification
    if arguments.list_laws:
        _print(console, listing(specification))
        return 0
    traces = [_named(name, specification) for name in arguments.trace]
    options = inputs.options(arguments, specification, traces)
    paths = arguments.paths or [str(scenarios.path(bug.scenario)) if bug else example()]
    reading = inputs.reading(paths, modelled_version(arguments.kubernetes))
    refuse(arguments.graph, arguments.quotient, len(reading.pods))
    codes = []
    for exploration in _explore(arguments, specification, options, traces, reading, console):
        codes.append(exit_code(exploration))
        extended.note(exploration.verdicts)
    tell(f"podproof explore: {line}" for line in extended.vacuous())
    return 2 if inputs.unreadable(reading) or extended.vacuous() else worst(codes)


def _explore(
    arguments: argparse.Namespace,
    specification: Specification,
    options: Options,
    traces: list[str],
    reading: Reading,
    console: Output,
) -> Iterator[Exploration]:
    """Explore and report one Pod after the other, so that only one is held in memory."""
    documents = []
    for manifest in reading.pods:
        with working(f"exploring {manifest.name}"):
            exploration = explore(specification, manifest.pod, options)
        if arguments.graph:
            write_graph(exploration, arguments.graph, arguments.quotient, options.bounds)
        if arguments.format == "json":
            documents.append(json_report.pod(manifest, exploration, traces))
        else:
            _print(console, report(manifest, exploration, traces, arguments))
        yield exploration
        if interrupted(exploration):
            break
    if arguments.format == "json":
        print(json_report.document(reading, documents))
    elif reading.skipped:
        console.print(skipped(reading.skipped))


def exit_code(exploration: Exploration) -> int:
    """1 for a violated law, 3 for an undecided one, else 0."""
    return {"holds": 0, "violated": 1, "undecided": 3}[exploration.outcome]


def interrupted(exploration: Exploration) -> bool:
    """Whether Ctrl-C stopped it: then the other Pods are not explored."""
    return exploration.size.bound == "interrupted"


def worst(codes: Collection[int]) -> int:
    """A violated law outweighs an undecided one."""
    return 1 if 1 in codes else max(codes, default=0)


def report(
    manifest: Manifest, exploration: Exploration, traces: Sequence[str], arguments: argparse.Namespace
) -> Iterator[Text]:
    """The results for one Pod, with the traces of these names."""
    yield from pods.heading(manifest)
    yield from pods.containers(manifest.pod)
    yield from pods.settings(manifest) if arguments.settings else pods.saturated_thresholds(manifest.pod)
    yield Text()
    yield from text.size(exploration)
    yield Text()
    yield from text.situations(exploration.situations)
    yield Text()
    yield from text.laws(exploration.verdicts, verbose=arguments.verbose or bool(arguments.law))
    yield from text.skipped(exploration.skipped)
    yield Text(f"  {text.summary(exploration.verdicts)}", "bold")
    for trace in traces_of(exploration, traces):
        yield Text()
        yield from trace
    yield Text()


def traces_of(exploration: Exploration, names: Collection[str]) -> Iterator[Iterable[Text]]:
    """The traces of these situations and laws, and a counterexample for each violated law."""
    renderer = trace_renderer(exploration.compiled)
    for result in exploration.situations:
        name = result.situation.name
        if name in names and (trace := exploration.trace(result.question)):
            yield text.render(renderer, trace, name)
        elif name in names:
            yield [Text(f"  {name}: {text.REACHABLE[result.reachable]}", "yellow")]
    for verdict in exploration.verdicts:
        name = verdict.law.name
        if name in names or (verdict.outcome == "violated" and verdict.law.kind != "reachable"):
            trace = exploration.trace_of(verdict)
            yield text.of_verdict(renderer, verdict, trace) if trace else [Text(f"  {name}: no trace", "yellow")]


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


def _print(console: Output, lines: Iterable[Text]) -> None:
    for line in lines:
        console.print(line)
