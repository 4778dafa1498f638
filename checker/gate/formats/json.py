"""A report as JSON; `docs/check.schema.json` describes it."""

from typing import Any

from podproof.checker.gate.lint_rules import Laws
from podproof.checker.gate.report import CheckedPod, GateReport
from podproof.checker.gate.results import Result, relative
from podproof.checker.rendering.json_text import json_text
from podproof.spec.manifest.edits import Edit
from podproof.spec.manifest.problems import printable

VERSION = 1
"""The version of the format; an incompatible change increases it."""

OUTCOMES = {0: "ok", 1: "failed", 2: "unreadable", 3: "undecided"}


def render(report: GateReport, laws: Laws) -> str:
    """The whole report as one document."""
    return json_text(document(report), indent=1)


def document(report: GateReport) -> dict[str, Any]:
    """The same as values that JSON can hold."""
    return {
        "version": VERSION,
        "outcome": OUTCOMES[report.code],
        "failOn": report.fail_on,
        "files": len(report.units),
        "pods": [pod_of(report, unit.file, pod) for unit in report.units for pod in unit.pods],
        "results": [result_of(report, result) for result in report.results],
        "unreadable": [file_name(unit.file) for unit in report.units if unit.unreadable],
        "unrendered": report.unrendered,
        "skippedDocuments": dict(sorted(report.skipped.items())),
        "weakened": list(report.weakened),
        "configurations": report.configurations,
        "explored": report.explored,
        "seconds": round(report.seconds, 3),
    }


def pod_of(report: GateReport, file: str, pod: CheckedPod) -> dict[str, Any]:
    """The answer about one Pod, without its results."""
    explored = pod.explored
    return {
        "kind": pod.kind,
        "name": pod.name,
        "file": file_name(file),
        "line": pod.line,
        "outcome": OUTCOMES[report.code_of(pod)],
        "bound": pod.bound,
        "states": int(explored.states or "0"),
        "exact": explored.exact,
        "transitions": int(explored.transitions or "0"),
        "lawCounts": dict(explored.laws),
        "reachable": dict(explored.reachable),
        "unreachable": list(explored.unreachable),
        "undecided": list(explored.undecided),
        "bugs": [bug._asdict() for bug in pod.bugs],
    }


def result_of(report: GateReport, result: Result) -> dict[str, Any]:
    """One result, with its trace in lines of text."""
    fields = result._asdict() | {
        "file": file_name(result.file),
        "line": max(result.line, 1),
        "column": max(result.column, 1),
        "fingerprint": result.fingerprint,
        "trace": result.trace.text(),
        "edits": list(map(_edit, result.edits)),
    }
    del fields["repairs"], fields["repeats"]
    return fields | {"counts": report.counts(result)}


def _edit(edit: Edit) -> dict[str, Any]:
    """A region of the file, its end exclusive, and the text that replaces it."""
    names = ("line", "column", "endLine", "endColumn", "old", "new")
    return dict(zip(names, edit, strict=True))


def file_name(file: str) -> str:
    """The path of a file; bytes that are not text are escaped."""
    return printable(relative(file))
