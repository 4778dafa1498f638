"""`self-check`: the specification has the recorded verdicts, and its laws detect a sample of mutations."""

import argparse
from collections.abc import Iterator

from podproof.checker.cli import mutate, table
from podproof.checker.cli.messages import tell
from podproof.checker.cli.progress import working
from podproof.checker.mutation import Terms, judged
from podproof.checker.processes import processors
from podproof.checker.verdict_table import changes, expected_tables
from podproof.spec import expected

SAMPLE = 12
"""The number of mutations to try; they take about as long as all verdicts."""


def run(arguments: argparse.Namespace) -> int:
    """Print each difference, or that there is none; exit code 1 for a difference."""
    with working("deciding every law for the scenarios and the known bugs"):
        problems = list(verdicts())
    with working(f"judging {SAMPLE} mutations"):
        problems += mutants(arguments.jobs or processors())
    tell(f"podproof self-check: {problem}" for problem in problems)
    if not problems:
        recorded = expected_tables()
        scenarios, bugs = len(recorded["scenarios"]), len(recorded["bugs"])
        print(f"ok: {scenarios} scenarios and {bugs} known bugs have the recorded verdicts;")
        print(f"    {SAMPLE} mutations of the specification are detected, or their survival has a recorded reason")
    return int(bool(problems))


def verdicts() -> Iterator[str]:
    """The differences between the verdicts of today and the recorded ones."""
    differences = list(changes(expected_tables(), table.tables()))
    yield from differences
    if differences:
        yield "if you intend these changes, record them: podproof table --write"


def mutants(jobs: int) -> Iterator[str]:
    """Mutations that no law detects and that have no recorded reason."""
    reviewed = expected.reviewed().survivors
    for each in judged(mutate.chosen("", SAMPLE, 0), Terms(), jobs):
        if each.status == "survived" and each.name not in reviewed:
            yield f"no law detects {each.name}; add a law that does, or record the reason in {expected.MUTANTS.name}"
