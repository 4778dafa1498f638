"""An exploration as JSON; `docs/explore.schema.json` describes it."""

from collections.abc import Iterable, Iterator
from typing import Any

from podproof.checker.exploration import Exploration
from podproof.checker.gate.formats.json import OUTCOMES, result_of
from podproof.checker.gate.report import GateReport
from podproof.checker.rendering import json as trace_json
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.trace import Trace
from podproof.spec.manifest import Manifest, Reading

VERSION = 1
"""The version of the format: a change that breaks readers increases it."""


def document(report: GateReport, reading: Reading, pods: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole report as values that JSON can hold."""
    return {
        "version": VERSION,
        "outcome": OUTCOMES[report.code],
        "failOn": report.fail_on,
        "pods": pods,
        "results": [result_of(report, result) for result in report.results],
        "problems": [problem._asdict() for problem in reading.problems],
        "skippedDocuments": dict(reading.skipped),
    }


def pod(manifest: Manifest, exploration: Exploration, names: Iterable[str]) -> dict[str, Any]:
    """What was explored of one Pod, with the traces of the situations and laws of these names."""
    wanted = frozenset(names)
    size = exploration.size
    return {
        "kind": manifest.kind,
        "name": manifest.name,
        "namespace": manifest.pod.namespace,
        "position": manifest.position._asdict(),
        "kubernetes": f"1.{manifest.pod.kubernetes}",
        "faults": sorted(exploration.compiled.faults),
        "settings": [setting._asdict() for setting in manifest.effective],
        "size": size._asdict() | {"engine": exploration.engine_name, "seconds": exploration.seconds._asdict()},
        "situations": list(_situations(exploration, wanted)),
        "laws": list(_laws(exploration, wanted)),
        "skippedLaws": list(exploration.skipped),
    }


def _situations(exploration: Exploration, wanted: frozenset[str]) -> Iterator[dict[str, Any]]:
    for result in exploration.situations:
        name = result.situation.name
        trace = exploration.trace(result.question) if name in wanted else None
        yield {
            "name": name,
            "description": result.situation.description,
            "rules": result.situation.cites.split(),
            "reachable": result.reachable,
            "trace": _trace(exploration, trace),
        }


def _laws(exploration: Exploration, wanted: frozenset[str]) -> Iterator[dict[str, Any]]:
    for verdict in exploration.verdicts:
        law = verdict.law
        is_shown = law.name in wanted or (verdict.outcome == "violated" and law.kind != "reachable")
        trace = exploration.trace_of(verdict) if is_shown else None
        yield {
            "name": law.name,
            "theme": law.theme,
            "kind": law.kind,
            "description": law.description,
            "rules": law.cites.split(),
            "outcome": verdict.outcome,
            "reason": verdict.reason,
            "strength": verdict.strength,
            "underWeakFairness": verdict.fair,
            "trace": _trace(exploration.deciding(verdict), trace),
        }


def _trace(exploration: Exploration, trace: Trace | None) -> dict[str, Any] | None:
    return None if trace is None else trace_json.render(trace_renderer(exploration.compiled), trace)
