"""`table`: the verdict on each law for each scenario and each known bug, compared with the expected verdicts."""

import argparse
import sys

from podproof.checker.verdict_table import (
    ALMOST_SURELY_ONLY,
    Row,
    Table,
    changes,
    expected_tables,
    failing,
    row,
    to_json,
)
from podproof.spec import expected
from podproof.spec.manifest import read
from podproof.spec.pod import scenarios
from podproof.spec.pod.known_bugs import BUGS, Bug
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod


def run(arguments: argparse.Namespace) -> int:
    """Compare the table with the expected one, or write it; exit code 1 for a difference."""
    actual = tables()
    if arguments.write:
        expected.VERDICTS.write_text(to_json(actual), encoding="utf-8")
        return 0
    differences = list(changes(expected_tables(), actual))
    for name, each in actual["scenarios"].items():
        print(line(name, each))
    for name, each in actual["bugs"].items():
        print(line(f"bug {name}", each))
    for change in differences:
        print(f"podproof table: {change}", file=sys.stderr)
    return int(bool(differences))


def line(name: str, each: Row) -> str:
    """One Pod in 80 columns, and below it the laws that do not hold, or only almost surely."""
    depth = "" if each["depth"] is None else f"depth {each['depth']}"
    size = f"{each['states']:>11,} states {each['transitions']:>11,} transitions  {depth}"
    others = [f"\n  {outcome}: {law}" for outcome, laws in each["laws"].items() if outcome != "holds" for law in laws]
    others += [f"\n  {ALMOST_SURELY_ONLY}: {law}" for law in each.get(ALMOST_SURELY_ONLY, ())]
    return f"{name:<28}{size}".rstrip() + "".join(others)


def tables() -> dict[str, Table]:
    """Every scenario under the specification, and the scenario of each known bug under the specification with it."""
    pods = {manifest.pod.name: manifest.pod for manifest in read([str(scenarios.FOLDER)]).pods}
    return {
        "scenarios": {name: row(LIFECYCLE, pod, liveness="weak-fairness") for name, pod in sorted(pods.items())},
        "bugs": {
            bug.issue: {"scenario": bug.scenario, "expected": bug.law} | failing(row(bug.specification, shown_by(bug)))
            for bug in BUGS
        },
    }


def shown_by(bug: Bug) -> Pod:
    """The Pod that shows the bug."""
    (manifest,) = read([str(bug.manifest)], kubernetes=bug.kubernetes).pods
    return manifest.pod
