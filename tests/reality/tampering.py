"""Historys that never were: systematic edits of recordings, each of which breaks a rule that the API shows.

An edit is made only where it breaks its rule by construction; where it would give another legal history, as when two
observations are swapped between which nothing happened that cannot be undone, it is not made.

python tests/reality/tampering.py    make all of them, and write down how many were caught
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

FOUND = Path(__file__).with_name("tampering.json")

MOST = 4
"""Edits of one kind that are made in one recording, at most."""


class Share(NamedTuple):
    """How many edits of a kind were caught."""

    caught: int
    made: int


def shares(version: str, names: Iterable[str], most: int = MOST) -> dict[str, Share]:
    """For each kind of edit how many were caught, over the recordings that are legal as they are."""
    kubernetes, recorded = VERSIONS[version], histories(version)
    caught, made = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0)
    for history in (recorded[name] for name in names):
        for kind, (_, _, edits) in KINDS.items():
            for forged in islice(edits(history), most):
                made[kind] += 1
                caught[kind] += not is_legal(forged, kubernetes)
    return {kind: Share(caught[kind], made[kind]) for kind in KINDS}


def main() -> None:
    """Count all edits of all recordings, and write the counts down."""
    found = {}
    for version, kubernetes in VERSIONS.items():
        names = [name for name, history in histories(version).items() if is_legal(history, kubernetes)]
        found[version] = {"recordings": len(names), "kinds": shares(version, names)}
        print(version, found[version], file=sys.stderr)
    FOUND.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


EDITS = forged_containers, forged_pods
"""The modules that register kinds of edits."""

if __name__ == "__main__":
    main()
