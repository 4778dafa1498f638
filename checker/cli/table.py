"""`table`: the verdict on each law for each scenario, and for each bug of old; compared with what was written down."""

import argparse
import json
import sys

from podproof.checker.verdict_table import LUCK, Row, Table, changes, row, written
from podproof.spec import expected
from podproof.spec.manifest import read
from podproof.spec.pod import scenarios
from podproof.spec.pod.known_bugs import BUGS
from podproof.spec.pod.lifecycle import LIFECYCLE


def run(arguments: argparse.Namespace) -> int:
    """Compare the table, or write it anew; exit code 1 for a difference."""
    found = tables()
    if arguments.write:
        expected.VERDICTS.write_text(written(found), encoding="utf-8")
        return 0
    different = list(changes(json.loads(expected.VERDICTS.read_text(encoding="utf-8")), found))
    for name, each in found["scenarios"].items():
        print(line(name, each))
    for name, each in found["bugs"].items():
        print(line(f"bug {name}", each))
    for change in different:
        print(f"podproof table: {change}", file=sys.stderr)
    return int(bool(different))


def line(name: str, each: Row) -> str:
    """One Pod in 80 columns, and below it the laws that do not hold."""
    depth = "" if each["depth"] is None else f"depth {each['depth']}"
    size = f"{each['states']:>12,} states {each['transitions']:>12,} steps  {depth}"
    amiss = [f"\n  {outcome}: {law}" for outcome, laws in each["laws"].items() if outcome != "holds" for law in laws]
    amiss += [f"\n  {LUCK}: {law}" for law in each.get(LUCK, ())]
    return f"{name:<30}{size}".rstrip() + "".join(amiss)


def tables() -> dict[str, Table]:
    """Every scenario under the true specification, and under each bug that is brought back its own scenario."""
    pods = {manifest.pod.name: manifest.pod for manifest in read([str(scenarios.FOLDER)]).pods}
    return {
        "scenarios": {name: row(LIFECYCLE, pod, weak=True) for name, pod in sorted(pods.items())},
        "bugs": {
            bug.issue: {"scenario": bug.scenario, "expected": bug.law} | row(bug.specification, pods[bug.scenario])
            for bug in BUGS
        },
    }
