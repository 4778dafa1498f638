"""Walk through the Pod that shows each known bug, and print as a table in how many walks a law is violated.

python tests/benchmarks/fuzzed_bugs.py [SEED [ISSUE ...]]

The laws that walks check are those of docs/fuzz.md; a bug that breaks only a liveness law is out of their reach.
"""

import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))  # measures this checkout, installed or not

from podproof.checker.api.fuzzing import fuzz
from podproof.checker.fuzz import Violation
from podproof.spec.pod.known_bugs import BUGS


def row(issue: str, seed: int) -> str:
    """One bug as a row of Markdown: the walks and the seconds until a law is violated, and the law."""
    began = process_time()
    found = fuzz(bug=issue, seed=seed)
    law = found.failure.law.name if isinstance(found.failure, Violation) else "none"
    return f"| {issue} | {found.walks} | {process_time() - began:.0f} | {law} |"


if __name__ == "__main__":
    start, *issues = sys.argv[1:] or ["1"]
    for each in issues or [bug.issue for bug in BUGS]:
        print(row(each, int(start)), flush=True)
