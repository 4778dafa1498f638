"""The output formats of a report; each renders the whole text without a final newline."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from podproof.checker.rendering.formats import lazy

if TYPE_CHECKING:
    from podproof.checker.gate.lint_rules import Laws
    from podproof.checker.gate.report import GateReport

FORMATS: Mapping[str, Callable[["GateReport", "Laws"], str]] = {
    name: lazy(f"{__name__}.{name}.render") for name in ("text", "json", "sarif", "junit", "github", "tap")
}


def render(name: str, report: "GateReport", laws: "Laws") -> str:
    """The report in the format of that name, without characters that a terminal would obey."""
    from podproof.checker.gate.formats.places import printable_report

    return FORMATS[name](printable_report(report), laws)
