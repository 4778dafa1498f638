"""Findings: what the model says of a manifest that its owner would want to know.

Each is a declaration: a sentence over the words of the configuration and, where that does not decide it, a sentence
that a state of the Pod must reach or must never reach.
"""

from pathlib import Path

from podproof.spec.findings import endings, manifests, probes, starts, stops
from podproof.spec.findings.notation import Finding

__all__ = ["FINDINGS", "NAMED", "THEMES", "THRESHOLDS", "Finding", "example"]

THEMES = {
    "what Kubernetes ignores": manifests.FINDINGS,
    "probes": probes.FINDINGS,
    "the start": starts.FINDINGS,
    "the end of the work": endings.FINDINGS,
    "stopping": stops.FINDINGS,
    "annotations": manifests.ANNOTATIONS,
}
"""The findings by what they are about."""

FINDINGS: tuple[Finding, ...] = tuple(finding for those in THEMES.values() for finding in those)

NAMED = {finding.name: finding for finding in FINDINGS}

THRESHOLDS = {"liveness_room": 15, "stop_room": 2}
"""Seconds that a start needs before its liveness probe may give up, and that a process needs after TERM."""


def example(name: str) -> tuple[Path, Path]:
    """The manifest in which the finding is so, and then mended; and the configuration beside it, if there is one."""
    path = Path(__file__).parent / "examples" / f"{name}.yaml"
    return path, path.with_suffix(".toml")
