"""What a check did not judge: objects without Pods and documents that are not manifests, and what was not rendered."""

from collections.abc import Iterator

from podproof.checker.gate.report import GateReport
from podproof.spec.manifest.problems import LINK, NO_MANIFEST, PART, PATCH, TEMPLATE

MOST = 8
"""How many kinds are named; the rest is counted."""

PLURALS = {
    NO_MANIFEST: "other documents",
    TEMPLATE: "templates",
    PATCH: "patches",
    PART: "parts of a kustomization",
    LINK: "links to folders outside",
}


def lines(report: GateReport) -> Iterator[str]:
    """The packages that were not rendered, and in one line the most frequent kinds that were skipped."""
    unrendered = report.unrendered
    yield from unrendered[:MOST]
    if len(unrendered) > MOST:
        yield f"{len(unrendered) - MOST} more kustomizations or charts were not rendered"
    counts = report.skipped.most_common()
    named = [f"{number:,} {PLURALS.get(what, what) if number > 1 else what}" for what, number in counts[:MOST]]
    if rest := sum(number for _, number in counts[MOST:]):
        named.append(f"{rest:,} of {len(counts) - MOST} other kinds")
    if named:
        yield f"skipped: {', '.join(named)}"
