"""`report`: the results for many Pods as one HTML file."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from podproof.checker.cli import inputs
from podproof.checker.cli.explore import exit_code, interrupted, worst
from podproof.checker.cli.messages import tell
from podproof.checker.cli.progress import working
from podproof.checker.custom_laws.loading import ExtendedSpecification
from podproof.checker.errors import UsageError
from podproof.checker.exploration import Options, explore
from podproof.checker.names import fault_classes, modelled_version
from podproof.checker.reports.html import HtmlReport
from podproof.spec.manifest import Manifest, example
from podproof.spec.pod.lifecycle import LIFECYCLE


def run(arguments: argparse.Namespace) -> int:
    """Explore every Pod, write the report, and answer the exit code."""
    extended = ExtendedSpecification(LIFECYCLE, arguments.laws)
    options = inputs.options(arguments, extended.specification)
    refuse(arguments.output)
    reading = inputs.reading(arguments.paths or [example()], modelled_version(arguments.kubernetes))
    warnings = {warning for manifest in reading.pods for warning in manifest.warnings}
    problems = [problem for problem in reading.problems if problem not in warnings]
    report = HtmlReport()
    codes = fill(report, reading.pods, extended, options)
    faults = ", ".join(sorted(fault_classes(arguments.faults))) or "none"
    if arguments.output == "-":
        report.write(sys.stdout, problems, reading.skipped, faults)
    else:
        with open(arguments.output, "w", encoding="utf-8") as output:
            report.write(output, problems, reading.skipped, faults)
    tell(f"podproof report: {line}" for line in extended.vacuous())
    return 2 if inputs.unreadable(reading) or extended.vacuous() else worst(codes)


def refuse(output: str) -> None:
    """Refuse an output that cannot be written before the exploration begins."""
    if Path(output).is_dir():
        raise UsageError(f"the report is one file, and {output} is a folder: name a file in it")
    if not Path(output).parent.is_dir():
        raise UsageError(f"the report cannot be written: there is no folder {Path(output).parent}")


def fill(
    report: HtmlReport, manifests: Sequence[Manifest], extended: ExtendedSpecification, options: Options
) -> list[int]:
    """Explore the Pods one after the other into the report, with one in memory at a time; their exit codes."""
    codes = list[int]()
    for manifest in manifests:
        with working(f"exploring {manifest.name} ({len(codes) + 1} of {len(manifests)})"):
            exploration = explore(extended.specification, manifest.pod, options)
            codes.append(exit_code(exploration))
            report.add(manifest, exploration, codes[-1])
        extended.note(exploration.verdicts)
        if interrupted(exploration):
            break
    return codes
