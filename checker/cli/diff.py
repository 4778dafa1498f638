"""`diff`: how two versions of manifests differ: findings, situations and verdicts gained and lost."""

import argparse
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from podproof.checker.cli import gate, inputs
from podproof.checker.cli.messages import tell
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.errors import UsageError
from podproof.checker.exploration import explore
from podproof.checker.gate.comparison import PodChange, compare
from podproof.checker.gate.findings import BEHAVING, with_declarations
from podproof.checker.gate.report import GateReport
from podproof.checker.gate.sides import Operands, Side
from podproof.checker.rendering.json_text import json_text
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.text import TraceText
from podproof.checker.reports.comparison import ComparisonReport
from podproof.spec.manifest import read


def run(arguments: argparse.Namespace) -> int:
    """Check both sides, print what differs, and return the exit code."""
    extended = ExtendedSpecification(BEHAVING, arguments.laws)
    configuration = gate.configuration(arguments, extended)._replace(known={}, baseline="")
    with TemporaryDirectory(prefix="podproof-") as folder:
        old, new = Operands(configuration, Path(folder).resolve()).sides(arguments.operands, arguments.after)
        reports = [gate.check(arguments, extended, (), side.configuration, side.paths) for side in (old, new)]
        if all(report.is_empty for report in reports):
            raise UsageError(inputs.NO_POD)
        for side, each in zip((old, new), reports, strict=True):
            tell(_unreadable(side, each))
        comparison = compare(reports[0], reports[1], (old.place, new.place))
        report = ComparisonReport(comparison, old, new, partial(_traces, arguments, extended, new))
        if arguments.format == "json":
            print(json_text(report.document(), indent=1))
        else:
            for line in report.text():
                print(line)
    return comparison.code


def _unreadable(side: Side, report: GateReport) -> Iterator[str]:
    """What is wrong with the unreadable files of a side: without them nothing can be said about the whole."""
    for unit in report.units:
        for problem in unit.problems if unit.unreadable else ():
            place = f"{side.shown(problem.file)}:{problem.line}:{problem.column}"
            yield f"podproof diff: {place}: {problem.message}; {problem.advice}"


def _traces(
    arguments: argparse.Namespace, extended: ExtendedSpecification, side: Side, change: PodChange
) -> Mapping[str, TraceText]:
    """A trace into each situation that the Pod has gained: the Pod is explored once more, without its laws."""
    assert change.new is not None
    found = read([change.new.file], kubernetes=side.configuration.kubernetes).pods
    pod = change.new.pod
    (manifest, *_) = [each for each in found if (each.kind, each.position.line) == (pod.kind, pod.line)]
    situations = tuple(each for each in BEHAVING.situations if each.name in change.situations_gained)
    specification = extended.specification._replace(laws=(), situations=situations)
    options = gate.options(arguments, extended, side.configuration)._replace(laws=())
    exploration = explore(specification, with_declarations(manifest, side.configuration).pod, options)
    renderer, traces = trace_renderer(exploration.compiled), {}
    for result in exploration.situations:
        if result.reachable and (trace := exploration.trace(result.question)):
            traces[result.situation.name] = TraceText(tuple(renderer.lines(trace)), trace.loop)
    return traces
