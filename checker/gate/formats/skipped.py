"""What a check did not judge, in one line: the objects without Pods and the documents that are no manifests."""

from collections.abc import Iterator

from podproof.checker.gate.report import GateReport
from podproof.spec.manifest.problems import NO_MANIFEST, PATCH, TEMPLATE

MOST = 8
"""How many kinds are named; the rest is counted."""

PLURALS = {NO_MANIFEST: "other documents", TEMPLATE: "templates", PATCH: "patches"}


def lines(report: GateReport) -> Iterator[str]:
    """One line, if anything was skipped: the most frequent kinds with their number."""
    counts = report.skipped.most_common()
    named = [f"{number:,} {PLURALS.get(what, what) if number > 1 else what}" for what, number in counts[:MOST]]
    if rest := sum(number for _, number in counts[MOST:]):
        named.append(f"{rest:,} of {len(counts) - MOST} other kinds")
    if named:
        yield f"skipped: {', '.join(named)}"
