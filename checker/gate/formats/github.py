"""A report as workflow commands of GitHub; it shows ten of each kind, so the most severe come first."""

from podproof.checker.gate.formats.text import summary
from podproof.checker.gate.lint_rules import Laws
from podproof.checker.gate.report import GateReport
from podproof.checker.gate.results import SEVERITIES, Result, relative
from podproof.spec.manifest.problems import printable

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: GateReport, laws: Laws) -> str:
    """The commands, and then the summary as plain lines."""
    shown = (result for result in report.results if not result.suppressed)
    ordered = sorted(shown, key=lambda result: -SEVERITIES.index(result.severity))
    return "\n".join([*map(command, ordered), *(line.plain for line in summary(report))])


def command(result: Result) -> str:
    """One result, escaped as `@actions/core` does it."""
    where = {"file": printable(relative(result.file)), "title": f"podproof {result.rule}"}
    if result.line:
        where |= {"line": str(result.line), "col": str(max(result.column, 1))}
    text = "\n".join(
        filter(None, (f"{'undecided: ' * result.undecided}{result.text}", result.advice, *result.trace.text()))
    )
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    return f"::{COMMANDS[result.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
