"""A report as TAP 14: a test point for each Pod, and for each file with problems beside its Pods."""

from collections.abc import Iterator
from typing import Any

from podproof.checker.gate.lint_rules import Laws
from podproof.checker.gate.report import CLEAN, GateReport, Unit
from podproof.checker.gate.results import Result, relative
from podproof.checker.rendering.json_text import json_text
from podproof.spec.manifest.problems import printable


def render(report: GateReport, laws: Laws) -> str:
    """The whole report."""
    points = [point for unit in report.units for point in _points(report, unit)]
    lines = [line for number, point in enumerate(points, 1) for line in _lines(number, *point)]
    notes = [f"# by this repository: {each}" for each in map(printable, report.weakened)]
    return "\n".join(["TAP version 14", f"1..{len(points)}", *lines, *notes])


Point = tuple[bool, str, list[dict[str, Any]]]


def _points(report: GateReport, unit: Unit) -> Iterator[Point]:
    file = relative(unit.file)
    if unit.unreadable or unit.problems:
        passes = not unit.unreadable and not any(map(report.counts, unit.problems))
        yield passes, file, [_diagnosis(result) for result in unit.problems]
    for pod in unit.pods:
        diagnoses = [_diagnosis(result) for result in pod.results]
        diagnoses += [{"message": f"undecided, stopped: {pod.bound}"}] if pod.bound else []
        yield report.code_of(pod) == CLEAN, f"{pod.kind}/{pod.name} {file}:{pod.line}", diagnoses


def _lines(number: int, passes: bool, name: str, diagnoses: list[dict[str, Any]]) -> Iterator[str]:
    description = printable(name).replace("\\", "\\\\").replace("#", "\\#")
    yield f"{'ok' if passes else 'not ok'} {number} - {description}"
    if diagnoses:
        # JSON is YAML, and no text in it can end the block.
        yield from ("  ---", f"  results: {json_text(diagnoses)}", "  ...")


def _diagnosis(result: Result) -> dict[str, Any]:
    names = ("rule", "severity", "message", "advice", "line", "column", "suppressed", "undecided", "trace")
    values = result._asdict() | {"trace": result.trace.text()}
    return {name: values[name] for name in names if values[name]}
