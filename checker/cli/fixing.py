"""`check --fix` and `check --diff`: what is mechanical is fixed, or shown."""

from collections.abc import Callable

from podproof.checker.cli.messages import tell
from podproof.checker.gate.fixes import fixed_files
from podproof.checker.gate.report import CLEAN, FOUND, UNREADABLE, GateReport

ROUNDS = 5
"""A fix may reveal what another one fixes: the fields below a misspelt field, for example."""


def fix(report: GateReport, check: Callable[[], GateReport]) -> GateReport:
    """Fix the files, print each change to stderr, and return the report on the fixed files."""
    for _ in range(ROUNDS):
        files = list(fixed_files(report))
        if not files:
            break
        for file in files:
            file.write()
            tell(file.diff())
        report = check()
    return report


def show(report: GateReport) -> int:
    """Print the changes as a diff, write nothing, and return 1 if there are any."""
    lines = [line for file in fixed_files(report) for line in file.diff()]
    print("\n".join(lines), end="\n" if lines else "")
    return UNREADABLE if report.code == UNREADABLE and not lines else FOUND if lines else CLEAN
