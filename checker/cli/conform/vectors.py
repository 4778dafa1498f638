"""`conform vectors`: test cases of Kubernetes' own unit tests, each compared with what the specification answers."""

import argparse
import sys
from collections.abc import Iterable, Iterator

from podproof.checker.cli.messages import tell
from podproof.checker.cli.output import Output
from podproof.checker.conformance import vectors_report as report
from podproof.checker.conformance.executions import any_case
from podproof.checker.conformance.vectors import CaseVerdict, UnreadableTable, cases, files, judge, text
from podproof.checker.rendering.json_text import json_text
from podproof.spec.pod.lifecycle import LIFECYCLE

File = tuple[str, list[CaseVerdict]]


def run(arguments: argparse.Namespace) -> int:
    """Judge every test case; the exit code is 2 if some input cannot be read, else 1 if a case disagrees."""
    problems: list[str] = []
    judged = _judged(arguments.paths, problems)
    if arguments.format == "json":
        listed = list(judged)
        print(json_text(report.document(listed), indent=1))
    else:
        listed = list(_printed(judged))
    outcomes = {verdict.outcome for _, verdicts in listed for verdict in verdicts}
    if not listed and not problems:
        _report("no test cases found: give it files of test cases, or their folder", problems)
    return 2 if problems else int("disagreed" in outcomes)


def _judged(paths: Iterable[str], problems: list[str]) -> Iterator[File]:
    """The files that have cases, with the verdicts; an unreadable file is reported and does not stop the others."""
    for path in _files(paths, problems):
        try:
            content = sys.stdin.read() if path == "-" else text(path)
            verdicts = [judge(case, any_case(LIFECYCLE)) for case in cases(path, content)]
        except UnreadableTable as problem:
            _report(str(problem), problems)
            continue
        for number, verdict in enumerate(verdicts, 1):
            if verdict.outcome == "unreadable":
                _report(f"{path}: case {number}, {verdict.case}: {verdict.reason}", problems)
        if verdicts:
            yield path, verdicts


def _files(paths: Iterable[str], problems: list[str]) -> Iterator[str]:
    for path in paths:
        try:
            yield from files(path)
        except UnreadableTable as problem:
            _report(str(problem), problems)


def _printed(judged: Iterable[File]) -> Iterator[File]:
    console, listed = Output(), []
    for path, verdicts in judged:
        listed += verdicts
        for line in report.text(path, verdicts):
            console.print(line)
        yield path, verdicts
    console.print(report.summary(listed))


def _report(problem: str, problems: list[str]) -> None:
    problems.append(problem)
    tell([f"podproof conform vectors: {problem}"])
