"""The formats of a report; each is a function from the report to the whole text, a line feed at its end aside."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from podproof.checker.gate.formats.places import shown
from podproof.checker.gate.report import GateReport
from podproof.spec.notation import Law

Laws = Mapping[str, Law]


def written(name: str, report: GateReport, laws: Laws) -> str:
    """The report in the format of that name."""
    write: Callable[[GateReport, Laws], Any] = import_module(f"podproof.checker.gate.formats.{name}").written
    return str(write(shown(report), laws))
