"""`conform vectors`: the rows of Kubernetes' own unit tests, each held against the words and machines."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator

from podproof.checker.cli.output import Output
from podproof.checker.conformance import vectors_report as report
from podproof.checker.conformance.vectors import CaseVerdict, UnreadableTable, files, judged, rows, text
from podproof.spec.kubernetes_tests import answer

File = tuple[str, list[CaseVerdict]]


def run(arguments: argparse.Namespace) -> int:
    """Judge every row, and answer the exit code: 2 if some input cannot be read, else 1 for a disagreement."""
    problems: list[str] = []
    found = _judged(arguments.paths, problems)
    if arguments.format == "json":
        listed = list(found)
        print(json.dumps(report.document(listed), indent=1, ensure_ascii=False))
    else:
        listed = list(_printed(found))
    outcomes = {verdict.outcome for _, verdicts in listed for verdict in verdicts}
    if not listed and not problems:
        _tell("no rows found: give it files of rows, or their folder", problems)
    return 2 if problems else int("disagreed" in outcomes)


def _judged(paths: Iterable[str], problems: list[str]) -> Iterator[File]:
    """The files that have rows, with the verdicts; what cannot be read is told and does not stop the others."""
    for path in _files(paths, problems):
        try:
            content = sys.stdin.read() if path == "-" else text(path)
            verdicts = [judged(row, answer) for row in rows(path, content)]
        except UnreadableTable as problem:
            _tell(str(problem), problems)
            continue
        for number, verdict in enumerate(verdicts, 1):
            if verdict.outcome == "unreadable":
                _tell(f"{path}: row {number}, {verdict.row}: {verdict.reason}", problems)
        if verdicts:
            yield path, verdicts


def _files(paths: Iterable[str], problems: list[str]) -> Iterator[str]:
    for path in paths:
        try:
            yield from files(path)
        except UnreadableTable as problem:
            _tell(str(problem), problems)


def _printed(found: Iterable[File]) -> Iterator[File]:
    console, listed = Output(), []
    for path, verdicts in found:
        listed += verdicts
        for line in report.text(path, verdicts):
            console.print(line)
        yield path, verdicts
    console.print(report.summary(listed))


def _tell(problem: str, problems: list[str]) -> None:
    problems.append(problem)
    print(f"podproof conform vectors: {problem}", file=sys.stderr)
