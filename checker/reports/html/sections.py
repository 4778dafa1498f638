"""What the section of one Pod shows: what the JSON report says of it, and its life as a picture."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from podproof.checker.exploration import Exploration
from podproof.checker.rendering.trace_text import ROUND, STAYS
from podproof.checker.reports import json, pods, text
from podproof.checker.reports.html.lifecycle import LifecyclePicture, drawn
from podproof.spec.manifest import Manifest, Problem

BROKEN = ("violated", "vacuous")


class Section(NamedTuple):
    """All of one Pod; `found` is its part of the JSON report."""

    found: Mapping[str, Any]
    facts: Sequence[str]
    containers: Sequence[tuple[str, ...]]
    notes: Sequence[str]
    warnings: Sequence[Problem]
    life: LifecyclePicture
    broken: Sequence[Mapping[str, Any]]
    holding: Mapping[str, Sequence[Mapping[str, Any]]]
    beside: Mapping[str, Sequence[Mapping[str, Any]]]
    reachable: Sequence[Mapping[str, Any]]
    unreachable: Sequence[Mapping[str, Any]]
    summary: str
    round: str = ROUND
    stays: str = STAYS

    def length(self, trace: Mapping[str, Any]) -> str:
        """How many steps a trace has, and in which sense it is short."""
        return text.length(len(trace["lines"]) - 1, trace["loop"], trace["shortest"])


def section(manifest: Manifest, exploration: Exploration, prefix: str) -> Section:
    """Everything about a Pod, with a trace for each situation that it can get into; `prefix` makes its names unique."""
    met = [finding.situation.name for finding in exploration.findings if finding.reachable]
    found = json.pod(manifest, exploration, met)
    members = manifest.pod.members
    laws = {outcome: list(those) for outcome, those in groupby(sorted(found["laws"], key=_outcome), _outcome)}
    return Section(
        found=found,
        facts=pods.facts(manifest.pod),
        containers=[
            (*pods.columns(manifest.pod, each), ", ".join(pods.hooks_and_pulls(each)) or "-") for each in members
        ],
        notes=[line.plain.strip() for line in pods.folds(manifest.pod)],
        warnings=manifest.warnings,
        life=drawn(exploration, prefix),
        broken=[law for outcome in (*BROKEN, "undecided") for law in laws.get(outcome, ())],
        holding=_grouped(laws.get("holds", ()), "theme"),
        beside=_grouped(laws.get("not applicable", ()), "reason"),
        reachable=[each for each in found["situations"] if each["reachable"]],
        unreachable=[each for each in found["situations"] if not each["reachable"]],
        summary=text.summary(exploration.verdicts),
    )


def outcomes(exploration: Exploration) -> Mapping[str, int]:
    """How many laws hold, and what became of the others."""
    return Counter(verdict.outcome for verdict in exploration.verdicts)


def _outcome(law: Mapping[str, Any]) -> str:
    return str(law["outcome"])


def _grouped(laws: Sequence[Mapping[str, Any]], by: str) -> dict[str, list[Mapping[str, Any]]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for law in laws:
        groups.setdefault(law[by], []).append(law)
    return groups
