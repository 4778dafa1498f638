"""A report as JSON; `docs/check.schema.json` describes it."""

import json
from typing import Any

from podproof.checker.gate.formats import Laws
from podproof.checker.gate.report import Checked, GateReport
from podproof.checker.gate.results import Result, relative
from podproof.spec.manifest.problems import printable

VERSION = 1
"""The version of the format: a change that breaks readers makes a new one."""

OUTCOMES = {0: "ok", 1: "failed", 2: "unreadable", 3: "undecided"}


def written(report: GateReport, laws: Laws) -> str:
    """The whole report as one document."""
    document = {
        "version": VERSION,
        "outcome": OUTCOMES[report.code],
        "failOn": report.fail_on,
        "files": len(report.units),
        "pods": [_pod(report, unit.file, pod) for unit in report.units for pod in unit.pods],
        "results": [_result(report, result) for result in report.results],
        "unreadable": [_name(unit.file) for unit in report.units if unit.unreadable],
        "passedOver": dict(sorted(report.passed.items())),
        "shapes": report.shapes,
        "explored": report.explored,
        "seconds": round(report.seconds, 3),
    }
    return json.dumps(document, indent=1, ensure_ascii=False)


def _pod(report: GateReport, file: str, pod: Checked) -> dict[str, Any]:
    return {
        "kind": pod.kind,
        "name": pod.name,
        "file": _name(file),
        "line": pod.line,
        "outcome": OUTCOMES[report.code_of(pod)],
        "bound": pod.bound,
        "skipped": pod.skipped,
    }


def _result(report: GateReport, result: Result) -> dict[str, Any]:
    said = result._asdict() | {"file": _name(result.file), "fingerprint": result.fingerprint}
    return said | {"counts": report.counts(result)}


def _name(file: str) -> str:
    """The name of a file as JSON can hold it: what is no text is escaped."""
    return printable(relative(file))
