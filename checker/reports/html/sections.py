"""The content of the section of one Pod: its part of the JSON report, and its lifecycle as a picture."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from podproof.checker.exploration import Exploration
from podproof.checker.gate.formats import pod_text
from podproof.checker.gate.report import CheckedPod
from podproof.checker.gate.results import Result
from podproof.checker.reports import json, pods, text
from podproof.checker.reports.html.lifecycle import LifecyclePicture, draw
from podproof.spec.manifest import Manifest

OPENED = ("violated", "vacuous", "undecided")
"""Outcomes of laws that are shown in full."""


class FindingRow(NamedTuple):
    """A result of the gate with its trace; `trace` is what `rendering.html` takes."""

    result: Result
    trace: Mapping[str, Any] | None


class PodSection(NamedTuple):
    """All that is shown of one Pod; `report` is its part of the JSON report."""

    report: Mapping[str, Any]
    facts: Sequence[str]
    columns: Sequence[str]
    containers: Sequence[tuple[str, ...]]
    notes: Sequence[str]
    laws: str
    findings: Sequence[FindingRow]
    lifecycle: LifecyclePicture
    opened: Sequence[Mapping[str, Any]]
    holding: Mapping[str, Sequence[Mapping[str, Any]]]
    not_applicable: Mapping[str, Sequence[Mapping[str, Any]]]
    reachable: Sequence[Mapping[str, Any]]
    unreachable: Sequence[Mapping[str, Any]]
    summary: str


def section(manifest: Manifest, exploration: Exploration, answer: CheckedPod, prefix: str) -> PodSection:
    """All about a Pod, with a trace for each situation that it can reach; `prefix` makes its element ids unique."""
    reachable = [result.situation.name for result in exploration.situations if result.reachable]
    report = json.pod(manifest, exploration, reachable)
    members = manifest.pod.members
    laws = {outcome: list(group) for outcome, group in groupby(sorted(report["laws"], key=_outcome), _outcome)}
    return PodSection(
        report=report,
        facts=pods.facts(manifest.pod),
        columns=[column.capitalize() for column in (*pods.COLUMNS, "hooks and pull")],
        containers=[
            (*pods.columns(manifest.pod, each), ", ".join(pods.hooks_and_pulls(each)) or "-") for each in members
        ],
        notes=[line.plain.strip() for line in pods.saturated_thresholds(manifest.pod)],
        laws=pod_text.laws(answer._replace(explored=answer.explored._replace(seconds=None))),
        findings=[_finding(result) for result in pod_text.by_severity(answer.results) if not result.undecided],
        lifecycle=draw(exploration, prefix),
        opened=[law for outcome in OPENED for law in laws.get(outcome, ())],
        holding=_grouped(laws.get("holds", ()), "theme"),
        not_applicable=_grouped(laws.get("not applicable", ()), "reason"),
        reachable=[each for each in report["situations"] if each["reachable"]],
        unreachable=[each for each in report["situations"] if not each["reachable"]],
        summary=text.summary(exploration.verdicts),
    )


def outcomes(exploration: Exploration) -> Mapping[str, int]:
    """The number of laws with each outcome."""
    return Counter(verdict.outcome for verdict in exploration.verdicts)


def _outcome(law: Mapping[str, Any]) -> str:
    return str(law["outcome"])


def _grouped(laws: Sequence[Mapping[str, Any]], by: str) -> dict[str, list[Mapping[str, Any]]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for law in laws:
        groups.setdefault(law[by], []).append(law)
    return groups


def _finding(result: Result) -> FindingRow:
    trace = result.trace
    lines = [line._asdict() for line in trace.lines]
    return FindingRow(result, trace._asdict() | {"lines": lines} if lines else None)
