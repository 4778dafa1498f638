"""A report as JUnit XML: a suite for each file, a case for each Pod, a failure for each result that counts.

What the repository itself weakens is a suite of skipped cases, because readers show those, and hide properties.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from podproof.checker.gate.formats.places import place
from podproof.checker.gate.lint_rules import Laws
from podproof.checker.gate.report import CheckedPod, GateReport, Unit
from podproof.checker.gate.results import Result, relative
from podproof.spec.manifest.problems import printable

Outcome = TypeVar("Outcome", Failure, Error)


def render(report: GateReport, laws: Laws) -> str:
    """The whole report as one document."""
    document = JUnitXml("podproof")
    for unit in report.units:
        suite = TestSuite(printable(relative(unit.file)))
        for case in _cases(report, unit):
            suite.add_testcase(case)
        document.add_testsuite(suite)
    if report.weakened:
        document.add_testsuite(_weakened(report.weakened))
    document.update_statistics()
    return bytes(document.tostring()).decode()


def _weakened(weakened: Sequence[str]) -> TestSuite:
    suite = TestSuite("by this repository")
    for each in map(printable, weakened):
        case = TestCase(each, "podproof", 0.0)
        case.result = [Skipped(f"by this repository: {each}")]
        suite.add_testcase(case)
    return suite


def _cases(report: GateReport, unit: Unit) -> Iterator[TestCase]:
    if unit.unreadable or unit.problems:
        yield _case(report, unit, "the file", unit.problems, "")
    for pod in unit.pods:
        yield _pod(report, unit, pod)


def _pod(report: GateReport, unit: Unit, pod: CheckedPod) -> TestCase:
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
    lines = [f"{place(result)}: {result.severity}: {result.rule}", result.message, result.advice]
    lines += [f"suppressed: {result.suppressed}"] if result.suppressed else []
    return "\n".join(filter(None, (*lines, *result.trace.text())))
