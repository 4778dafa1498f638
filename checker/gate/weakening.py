"""What a repository itself excludes, suppresses or lowers: a pull request can change it, so every report shows it."""

from collections.abc import Iterator

from podproof.checker.gate.baseline import stale
from podproof.checker.gate.configuration import DEFAULT, GateConfiguration
from podproof.checker.gate.lint_rules import KNOWN
from podproof.checker.gate.report import GateReport
from podproof.checker.gate.results import BASELINE, SEVERITIES, Severity
from podproof.checker.rendering.text import count

MOST = 5
"""Rules that are named; of more only the number is shown."""


def weakenings(configuration: GateConfiguration, report: GateReport, excluded: int) -> Iterator[str]:
    """One phrase for each way in which fewer results count than by default."""
    by_baseline = sum(result.suppressed == BASELINE for result in report.results)
    by_annotations = sum(bool(result.suppressed) for result in report.results) - by_baseline
    if excluded:
        yield f"{count(excluded, 'path')} excluded"
    if by_annotations:
        yield f"{count(by_annotations, 'result')} suppressed by annotations"
    if by_baseline:
        yield f"{count(by_baseline, 'result')} in the baseline"
    if number := stale(configuration.known, report.units):
        yield f"{count(number, 'result')} in the baseline that {'is' if number == 1 else 'are'} gone: write it again"
    off = [rule for rule, severity in configuration.severities.items() if severity == "off"]
    off = [rule for rule in off if rule not in configuration.off_by_flags]
    lowered = [
        rule for rule, severity in configuration.severities.items() if severity != "off" and _lowers(rule, severity)
    ]
    yield from (_listed(rules, what) for rules, what in ((off, "off"), (lowered, "lowered")) if rules)
    if configuration.fail_on == "error" and "fail_on" not in configuration.by_flags:
        yield "only errors fail the check"
    if configuration.faults != DEFAULT.faults and "faults" not in configuration.by_flags:
        yield f"only these faults: {configuration.faults}"
    for what, number in _declared(configuration):
        if number:
            yield f"{count(number, what)} declared"


def _lowers(rule: str, severity: Severity) -> bool:
    default = KNOWN[rule].severity if rule in KNOWN else "error"
    return SEVERITIES.index(severity) < SEVERITIES.index(default)


def _listed(rules: list[str], what: str) -> str:
    names = ", ".join(sorted(rules)) if len(rules) <= MOST else count(len(rules), "rule")
    return f"{what}: {names}"


def _declared(configuration: GateConfiguration) -> Iterator[tuple[str, int]]:
    changed = [name for name, value in configuration.thresholds.items() if value != DEFAULT.thresholds.get(name)]
    yield "threshold", len(changed)
    yield "expected verdict", sum(outcome != "holds" for outcome in configuration.expect.values())
    yield "behavior", len(configuration.containers)
    yield "list of readiness gates", configuration.gates_set is not None
