"""`check` without a path: the laws hold, verdicts are as recorded, laws detect mutations, pages are current."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from podproof.checker.cli import mutate, table
from podproof.checker.cli.messages import tell
from podproof.checker.cli.progress import working
from podproof.checker.gate.configuration import DEFAULT, GateConfiguration
from podproof.checker.gate.report import GateReport, Unit
from podproof.checker.gate.results import Result
from podproof.checker.mutation import Terms, judged
from podproof.checker.verdict_table import changes, expected_tables
from podproof.spec import expected
from podproof.spec.findings import FINDINGS
from podproof.spec.pod import scenarios

SAMPLE = 12
"""The number of mutations to try; they take about as long as everything else."""

PAGES = Path(scenarios.FOLDER).parents[2] / "docs" / "build.py"
"""The script that writes the pages; only a checkout has it."""

LAWS_ALONE = DEFAULT._replace(severities={finding.name: "off" for finding in FINDINGS})
"""Scenarios are unusual on purpose, so findings are off."""


def report(
    arguments: argparse.Namespace, checked: Callable[[GateConfiguration, list[str]], GateReport], jobs: int
) -> GateReport:
    """The laws in all scenarios, the table of verdicts, a sample of mutations, and the pages of the checkout."""
    configuration = LAWS_ALONE._replace(fail_on=arguments.fail_on or DEFAULT.fail_on)
    found = checked(configuration, [str(scenarios.FOLDER)])
    if is_narrowed(arguments):
        tell(["podproof check: with these options only the scenarios are checked"])
        return found
    if not PAGES.exists():
        tell(["podproof check: generated pages are not checked: this is not a checkout of the sources"])
    began = perf_counter()
    for name, part in (("verdicts", verdicts), ("mutants", lambda: mutants(jobs)), ("pages", pages)):
        with working(f"checking the specification: {name}"):
            found.units.append(unit(part()))
    found.seconds += perf_counter() - began
    return found


def is_narrowed(arguments: argparse.Namespace) -> bool:
    """Whether the options differ from those of the recorded verdicts."""
    bounds = (arguments.max_states, arguments.timeout, arguments.memory)
    asked = (arguments.law, arguments.laws, *bounds, arguments.kubernetes)
    return any(asked) or arguments.faults != "all" or arguments.engine != "auto"


def unit(results: Iterator[Result]) -> Unit:
    """The results of one part as a unit of the report."""
    found = tuple(results)
    return Unit(found[0].file if found else "spec", problems=found)


def verdicts() -> Iterator[Result]:
    """The differences between the table of verdicts and the recorded one."""
    for change in changes(expected_tables(), table.tables()):
        yield _result("verdicts", change, "if it is intended, record it: podproof table --write", expected.VERDICTS)


def mutants(jobs: int) -> Iterator[Result]:
    """Mutations that no law detects and that have no recorded reason."""
    reviewed = expected.reviewed().survivors
    for each in judged(mutate.chosen("", SAMPLE, 0), Terms(), jobs):
        if each.status == "survived" and each.name not in reviewed:
            yield _result("mutants", f"no law detects {each.name}", "add a law that does", expected.MUTANTS)


def pages() -> Iterator[Result]:
    """Generated pages of the checkout that are out of date."""
    if not PAGES.exists():
        return
    root = PAGES.parents[1]
    ran = subprocess.run(
        [sys.executable, str(PAGES), "--check"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    lines = ran.stdout.splitlines() or (ran.stderr.splitlines()[-1:] if ran.returncode else [])
    for line in lines:
        yield _result("pages", line, "write them again: python docs/build.py", root / line.rpartition(": ")[2])


def _result(part: str, message: str, advice: str, file: Path) -> Result:
    return Result(f"specification/{part}", "error", message, advice, str(file))
