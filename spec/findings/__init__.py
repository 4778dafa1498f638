"""Findings: facts about a manifest that its owner would want to know.

Each is a declaration: a condition over the configuration and, where that does not decide it, a condition that some
reachable state must meet, or that no reachable state may meet.
"""

from pathlib import Path

from podproof.spec.findings import endings, jobs, manifests, probes, rollouts, starts, stops, traffic
from podproof.spec.findings.notation import Finding

__all__ = ["FINDINGS", "FIXED", "NAMED", "THEMES", "THRESHOLDS", "Finding", "example"]

THEMES = {
    "no effect": manifests.FINDINGS,
    "probes": probes.FINDINGS,
    "startup": starts.FINDINGS,
    "completion": endings.FINDINGS,
    "Jobs": jobs.FINDINGS,
    "termination": stops.FINDINGS,
    "traffic": traffic.FINDINGS,
    "rollouts": rollouts.FINDINGS,
    "annotations": manifests.ANNOTATIONS,
}
"""The findings by theme."""

FINDINGS: tuple[Finding, ...] = tuple(finding for theme in THEMES.values() for finding in theme)

NAMED = {finding.name: finding for finding in FINDINGS}

THRESHOLDS = {"liveness_room": 10, "stop_room": 2}
"""In seconds: the time for a start before a probe may give up, and for a process after SIGTERM."""


FIXED = "--- # fixed\n"
"""The line of an example between the manifest with the finding and the fixed one."""


def example(name: str) -> tuple[Path, Path]:
    """The manifest with the finding and then the fixed one, and the path of a configuration, which may not exist."""
    path = Path(__file__).parent / "examples" / f"{name}.yaml"
    return path, path.with_suffix(".toml")
