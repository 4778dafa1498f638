"""Systematic edits of recordings, each of which violates a rule that the API shows.

An edit is made only where it violates its rule by construction, and not where it yields another legal history: for
example, two observations are swapped only if something irreversible happened between them.

python tests/reality/tampering.py    make all edits, and record how many are rejected
"""

import json
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import forged_containers
import forged_pods
from history import KINDS
from recordings import VERSIONS, histories, is_legal

RECORD = Path(__file__).with_name("tampering.json")

MOST = 4
"""The largest number of edits of one kind in one recording."""


class Share(NamedTuple):
    """How many edits of a kind are made, and how many of them are rejected."""

    rejected: int
    made: int


def shares(version: str, names: Iterable[str], most: int = MOST) -> dict[str, Share]:
    """For each kind of edit how many are rejected, over these recordings, which are legal without it."""
    kubernetes, recorded = VERSIONS[version], histories(version)
    rejected, made = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0)
    for history in (recorded[name] for name in names):
        for kind, (_, _, edits) in KINDS.items():
            for forged in islice(edits(history), most):
                made[kind] += 1
                rejected[kind] += not is_legal(forged, kubernetes)
    return {kind: Share(rejected[kind], made[kind]) for kind in KINDS}


def main() -> None:
    """Make all edits of all recordings, and record the counts."""
    shares_of = {}
    for version, kubernetes in VERSIONS.items():
        names = [name for name, history in histories(version).items() if is_legal(history, kubernetes)]
        shares_of[version] = {"recordings": len(names), "kinds": shares(version, names)}
        print(version, shares_of[version], file=sys.stderr)
    RECORD.write_text(json.dumps(shares_of, indent=1) + "\n", encoding="utf-8")


EDITS = forged_containers, forged_pods
"""The modules that register kinds of edits."""

if __name__ == "__main__":
    main()
