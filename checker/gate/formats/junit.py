"""A report as JUnit's XML: a suite for each file, a case for each Pod; what counts is a failure, the rest is told."""

from collections.abc import Iterator
from typing import TypeVar

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from podproof.checker.gate.formats import Laws
from podproof.checker.gate.formats.places import place
from podproof.checker.gate.report import Checked, GateReport, Unit
from podproof.checker.gate.results import Result, relative
from podproof.spec.manifest.problems import printable

Outcome = TypeVar("Outcome", Failure, Error)


def written(report: GateReport, laws: Laws) -> str:
    """The whole report as one document."""
    document = JUnitXml("podproof")
    for unit in report.units:
        suite = TestSuite(printable(relative(unit.file)))
        for case in _cases(report, unit):
            suite.add_testcase(case)
        document.add_testsuite(suite)
    document.update_statistics()
    return bytes(document.tostring()).decode()


def _cases(report: GateReport, unit: Unit) -> Iterator[TestCase]:
    if unit.unreadable or unit.problems:
        yield _case(report, unit, "the file", unit.problems, "")
    for pod in unit.pods:
        yield _pod(report, unit, pod)


def _pod(report: GateReport, unit: Unit, pod: Checked) -> TestCase:
    return _case(report, unit, f"{pod.kind}/{pod.name}", pod.results, pod.bound)


def _case(report: GateReport, unit: Unit, name: str, results: tuple[Result, ...], bound: str) -> TestCase:
    case = TestCase(name, printable(relative(unit.file)), 0.0)
    outcomes: list[Failure | Error] = [_outcome(Failure, result) for result in results if report.counts(result)]
    outcomes += [_outcome(Error, result) for result in results if result.undecided and not result.suppressed]
    outcomes += [Error(f"undecided, stopped: {bound}", "undecided")] if bound else []
    case.result = list(outcomes)
    rest = [result for result in results if not (report.counts(result) or result.undecided)]
    if rest:
        case.system_out = "\n\n".join(_text(result) for result in rest)
    return case


def _outcome(kind: type[Outcome], result: Result) -> Outcome:
    outcome = kind(result.message, result.rule)
    outcome.text = _text(result)
    return outcome


def _text(result: Result) -> str:
    said = [f"{place(result)}: {result.severity}: {result.rule}", result.message, result.advice]
    said += [f"suppressed: {result.suppressed}"] if result.suppressed else []
    return "\n".join(filter(None, (*said, *result.trace)))
