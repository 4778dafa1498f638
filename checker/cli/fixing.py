"""`check --fix` and `check --diff`: what is mechanical is fixed, or shown."""

from collections.abc import Callable

from podproof.checker.cli.messages import tell
from podproof.checker.gate.configuration import GateConfiguration
from podproof.checker.gate.fixes import fixed_files
from podproof.checker.gate.report import CLEAN, FOUND, UNREADABLE, GateReport
from podproof.spec.findings import FINDINGS

ROUNDS = 5
"""A fix may reveal what another one fixes: the fields below a misspelt field, for example."""


def with_offers(configuration: GateConfiguration) -> GateConfiguration:
    """The configuration with which also those findings are reported that have too little to gain for a report."""
    offers = {each.name: each.severity for each in FINDINGS if each.offered_when}
    return configuration._replace(severities={**offers, **configuration.severities})


def fix(check: Callable[[], GateReport]) -> None:
    """Fix the files that `check` reports, and print each change to stderr."""
    for _ in range(ROUNDS):
        files = list(fixed_files(check()))
        if not files:
            break
        for file in files:
            file.write()
            tell(file.diff())


def show(report: GateReport) -> int:
    """Print the changes as a diff, write nothing, and return 1 if there are any."""
    lines = [line for file in fixed_files(report) for line in file.diff()]
    print("\n".join(lines), end="\n" if lines else "")
    return UNREADABLE if report.code == UNREADABLE and not lines else FOUND if lines else CLEAN
