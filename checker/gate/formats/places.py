"""The positions of results, and their texts without unprintable characters."""

import os
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from podproof.checker.gate.report import CheckedPod, GateReport
from podproof.checker.gate.results import Result, relative
from podproof.spec.manifest.problems import printable

LONGEST = 1_000
"""Characters of a text that a report shows."""


def printable_report(report: GateReport) -> GateReport:
    """The report with printable texts; only the names of its files are unchanged."""
    units = [
        unit._replace(
            pods=tuple(_pod(pod) for pod in unit.pods),
            problems=tuple(map(_result, unit.problems)),
            skipped=tuple(map(printable, unit.skipped)),
        )
        for unit in report.units
    ]
    return replace(report, units=units)


def _shown(text: str) -> str:
    """The text, printable and bounded: a name may be as long as its file, and stand in every line of every trace."""
    shown = printable(text)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _pod(pod: CheckedPod) -> CheckedPod:
    return pod._replace(name=_shown(pod.name), bound=_shown(pod.bound), results=tuple(map(_result, pod.results)))


def _result(result: Result) -> Result:
    return result._replace(
        message=_shown(result.message),
        advice=_shown(result.advice),
        pod=_shown(result.pod),
        container=_shown(result.container),
        trace=result.trace.map(_shown),
        suppressed=_shown(result.suppressed),
    )


def place(result: Result) -> str:
    """File, line and column."""
    return printable_place(result.file, result.line, result.column)


def printable_place(file: str, line: int, column: int = 0) -> str:
    """The file with what is known of the position in it."""
    return printable(":".join([relative(file), *(str(each) for each in (line, column) if each)]))


def uri(file: str) -> str:
    """The file as a URI, relative if it lies below the working directory."""
    path = relative(file)
    if path.startswith("<"):
        return quote(path)
    encoded = quote(os.fsencode(path.replace(os.sep, "/")))
    return encoded if not path.startswith("..") and not os.path.isabs(path) else _absolute(path)


def _absolute(path: str) -> str:
    return "file://" + quote(os.fsencode(Path(os.path.abspath(path)).as_posix()))
