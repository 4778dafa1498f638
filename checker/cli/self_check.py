"""`check` without a path: the specification obeys its own laws, is as it was written down, and its faults are found."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from podproof.checker.cli import inputs, mutate, table
from podproof.checker.cli.progress import working
from podproof.checker.gate.configuration import DEFAULT, Configuration
from podproof.checker.gate.report import GateReport, Unit
from podproof.checker.gate.results import Result
from podproof.checker.verdict_table import changes
from podproof.spec import expected
from podproof.spec.findings import FINDINGS
from podproof.spec.pod import scenarios

SAMPLE = 12
"""Seeded faults that are tried: as many as take about as long as everything else."""

PAGES = Path(scenarios.FOLDER).parents[2] / "docs" / "build.py"
"""Who writes the pages, in a checkout of the sources; an installed package has none."""

LAWS_ALONE = DEFAULT._replace(severities={finding.name: "off" for finding in FINDINGS})
"""Scenarios are made to be odd."""


def report(
    arguments: argparse.Namespace, checked: Callable[[Configuration, list[str]], GateReport], jobs: int
) -> GateReport:
    """The scenarios' laws, the table of verdicts, a sample of seeded faults, and the pages of the checkout."""
    configuration = LAWS_ALONE._replace(fail_on=arguments.fail_on or DEFAULT.fail_on)
    found = checked(configuration, [str(scenarios.FOLDER)])
    if is_narrowed(arguments):
        inputs.tell(["podproof check: only the scenarios are checked, for only a part of the question is asked"])
        return found
    if not PAGES.exists():
        inputs.tell(["podproof check: no checkout of the sources is here, so no generated page is checked"])
    began = perf_counter()
    for name, part in (("verdicts", verdicts), ("mutants", lambda: mutants(jobs)), ("pages", pages)):
        with working(f"checking the specification: {name}"):
            found.units.append(unit(part()))
    found.seconds += perf_counter() - began
    return found


def is_narrowed(arguments: argparse.Namespace) -> bool:
    """Whether the question differs from the one whose answers are written down."""
    bounds = (arguments.max_states, arguments.timeout, arguments.memory)
    asked = (arguments.law, arguments.laws, *bounds, arguments.kubernetes)
    return any(asked) or arguments.faults != "all" or arguments.engine != "auto"


def unit(results: Iterator[Result]) -> Unit:
    """What a part found, as a unit of the report."""
    found = tuple(results)
    return Unit(found[0].file if found else "spec", problems=found)


def verdicts() -> Iterator[Result]:
    """Where the table of verdicts is not what was written down."""
    known = json.loads(expected.VERDICTS.read_text(encoding="utf-8"))
    for change in changes(known, table.tables()):
        yield _result("verdicts", change, "if it is meant, write it: podproof table --write", expected.VERDICTS)


def mutants(jobs: int) -> Iterator[Result]:
    """Seeded faults that no law finds, and that nobody has given a reason for."""
    reviewed = expected.reviewed().survivors
    asked = mutate.Asked(list(mutate.SCENARIOS), [], 1)
    for each in mutate.judged(mutate.chosen("", SAMPLE, 0), asked, jobs):
        if each.status == "survived" and each.name not in reviewed:
            yield _result("mutants", f"no law finds {each.name}", "state a law that does", expected.MUTANTS)


def pages() -> Iterator[Result]:
    """Pages of the checkout that are not what the program writes."""
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
    said = ran.stdout.splitlines() or (ran.stderr.splitlines()[-1:] if ran.returncode else [])
    for line in said:
        yield _result("pages", line, "write them anew: python docs/build.py", root / line.rpartition(": ")[2])


def _result(part: str, message: str, advice: str, file: Path) -> Result:
    return Result(f"specification/{part}", "error", message, advice, str(file))
