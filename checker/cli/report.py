"""`report`: everything about many Pods as one HTML file, to be looked at in a browser."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from checker.cli import inputs
from checker.cli.explore import exit_code, interrupted, worst
from checker.cli.laws import Extended
from checker.cli.progress import working
from checker.exploration import Options, explore
from checker.reports.html import Report
from spec.manifest import Manifest, Problem, Reading, example
from spec.specification import LIFECYCLE

Warned = Mapping[Manifest, Sequence[Problem]]
"""Each Pod with the warnings about it."""


def run(arguments: argparse.Namespace) -> int:
    """Explore every Pod, write the report, and answer the exit code."""
    try:
        extended = Extended(LIFECYCLE, arguments.laws)
        asked = inputs.options(arguments, extended.specification)
        refuse(arguments.output)
        found = inputs.reading(arguments.paths or [example()], inputs.version(arguments))
    except inputs.Misuse as misuse:
        print(f"podproof report: {misuse}", file=sys.stderr)
        return 2
    warned, others = attributed(found)
    report = Report()
    codes = filled(report, warned, extended, asked)
    faults = ", ".join(sorted(inputs.faults(arguments.faults))) or "none"
    if arguments.output == "-":
        report.write(sys.stdout, others, found.passed_over, faults)
    else:
        with open(arguments.output, "w", encoding="utf-8") as output:
            report.write(output, others, found.passed_over, faults)
    inputs.tell(f"podproof report: {line}" for line in extended.vacuous())
    return 2 if inputs.unreadable(found) or extended.vacuous() else worst(codes)


def refuse(output: str) -> None:
    """Say at once where no report can be written, rather than after the exploration."""
    if Path(output).is_dir():
        raise inputs.Misuse(f"the report is one file, and {output} is a folder: name a file in it")
    if not Path(output).parent.is_dir():
        raise inputs.Misuse(f"the report cannot be written: there is no folder {Path(output).parent}")


def filled(report: Report, warned: Warned, extended: Extended, asked: Options) -> list[int]:
    """Explore one Pod after the other into the report, so that only one is held in memory; their exit codes."""
    codes = list[int]()
    for manifest, warnings in warned.items():
        with working(f"exploring {manifest.name} ({len(codes) + 1} of {len(warned)})"):
            exploration = explore(extended.specification, manifest.pod, asked)
            codes.append(exit_code(exploration))
            report.add(manifest, exploration, codes[-1], warnings)
        extended.note(exploration.verdicts)
        if interrupted(exploration):
            break
    return codes


def attributed(found: Reading) -> tuple[Warned, list[Problem]]:
    """The warnings by the Pod that they are about, and every other problem of the input."""
    warned: dict[Manifest, list[Problem]] = {manifest: [] for manifest in found.pods}
    others = list[Problem]()
    for problem in found.problems:
        about = None if problem.severity == "error" else _owner(problem, found.pods)
        (others if about is None else warned[about]).append(problem)
    return warned, others


def _owner(problem: Problem, manifests: Iterable[Manifest]) -> Manifest | None:
    """The last Pod of its name in its file that begins before the problem."""
    before = [
        manifest
        for manifest in manifests
        if (manifest.position.file, manifest.name) == (problem.file, problem.pod)
        and manifest.position.line <= problem.line
    ]
    return max(before, key=lambda manifest: manifest.position.line, default=None)
