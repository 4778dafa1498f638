"""`explore`: everything that each Pod can do and can never do, every law with its verdict, and how."""

import argparse
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from rich.text import Text

from podproof.checker.cli import inputs
from podproof.checker.cli.graph import draw, refuse
from podproof.checker.cli.output import Output
from podproof.checker.cli.progress import working
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.names import known_bug, modelled_version, nearest
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports import json as json_report
from podproof.checker.reports import pods, text
from podproof.checker.trace import Trace
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
    asked = inputs.options(arguments, specification, traces)
    paths = arguments.paths or [str(scenarios.path(bug.scenario)) if bug else example()]
    found = inputs.reading(paths, modelled_version(arguments.kubernetes))
    refuse(arguments.graph, arguments.fold, len(found.pods))
    codes = []
    for exploration in _explore(arguments, specification, asked, traces, found, console):
        codes.append(exit_code(exploration))
        extended.note(exploration.verdicts)
    inputs.tell(f"podproof explore: {line}" for line in extended.vacuous())
    return 2 if inputs.unreadable(found) or extended.vacuous() else worst(codes)


def _explore(
    arguments: argparse.Namespace,
    specification: Specification,
    asked: Options,
    traces: list[str],
    found: Reading,
    console: Output,
) -> Iterator[Exploration]:
    """Explore and report one Pod after the other, so that only one is held in memory."""
    reports = []
    for manifest in found.pods:
        with working(f"exploring {manifest.name}"):
            exploration = explore(specification, manifest.pod, asked)
        if arguments.graph:
            draw(exploration, arguments.graph, arguments.fold, asked.bounds)
        if arguments.format == "json":
            reports.append(json_report.pod(manifest, exploration, traces))
        else:
            _print(console, page(manifest, exploration, traces, arguments))
        yield exploration
        if interrupted(exploration):
            break
    if arguments.format == "json":
        print(json_report.document(found, reports))
    elif found.passed_over:
        console.print(passed_over(found.passed_over))


def exit_code(exploration: Exploration) -> int:
    """1 for a broken law, 3 for an open one, else 0."""
    outcomes = {verdict.outcome for verdict in exploration.verdicts}
    if outcomes & {"violated", "vacuous"}:
        return 1
    left_open = "undecided" in outcomes | {verdict.fair for verdict in exploration.verdicts}
    return 3 if left_open or not exploration.size.complete else 0


def interrupted(exploration: Exploration) -> bool:
    """Whether Ctrl-C stopped it: then no further Pod is begun."""
    return exploration.size.bound == "interrupted"


def worst(codes: Collection[int]) -> int:
    """A broken law weighs more than one that is open."""
    return 1 if 1 in codes else max(codes, default=0)


def page(
    manifest: Manifest, exploration: Exploration, traces: list[str], arguments: argparse.Namespace
) -> Iterator[Text]:
    """All about one Pod; of laws that hold just how many, unless each is asked for."""
    yield from pods.heading(manifest)
    yield from pods.containers(manifest.pod)
    yield from pods.settings(manifest) if arguments.settings else pods.folds(manifest.pod)
    yield Text()
    yield from text.size(exploration)
    yield Text()
    yield from text.situations(exploration.findings)
    yield Text()
    yield from text.laws(exploration.verdicts, folded=not (arguments.verbose or arguments.law))
    yield from text.unasked(exploration.unasked)
    yield Text(f"  {text.summary(exploration.verdicts)}", "bold")
    for title, trace in told(exploration, traces):
        yield Text()
        yield from text.trace(trace_renderer(exploration.compiled), title, trace)
    yield Text()


def told(exploration: Exploration, names: list[str]) -> Iterator[tuple[str, Trace | None]]:
    """The traces that were asked for, and one for each violation."""
    for finding in exploration.findings:
        if finding.situation.name in names:
            yield finding.situation.name, exploration.trace(finding.question)
    for verdict in exploration.verdicts:
        if verdict.law.name in names or (verdict.outcome == "violated" and verdict.law.kind != "reachable"):
            yield f"{verdict.law.name} ({text.shown(verdict)})", exploration.trace_of(verdict)


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


def passed_over(kinds: Mapping[str, int]) -> str:
    """How many documents of other kinds were passed over."""
    return printable("passed over: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))


def _named(name: str, specification: Specification) -> str:
    known = [situation.name for situation in specification.situations]
    known += [law.name for law in specification.laws]
    return nearest(name, known, "situation or law")


def _print(console: Output, lines: Iterable[Text]) -> None:
    for line in lines:
        console.print(line)
