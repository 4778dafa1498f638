"""The report: a section for each Pod, written as soon as it is known, and an overview above them all."""

from collections.abc import Iterator, Mapping, Sequence
from math import log10
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from podproof.checker.exploration import Exploration
from podproof.checker.reports import text
from podproof.checker.reports.html.sections import outcomes, section
from podproof.checker.reports.pods import place, position
from podproof.spec.manifest import Manifest, Problem

MARKS = {0: "holds", 1: "broken", 3: "open"}
"""What an exit code says of one Pod."""

PIECE = 1 << 16


class ReportRow(NamedTuple):
    """A Pod in the overview; `magnitude` is the logarithm of the number of its states, to sort by."""

    number: int
    manifest: Manifest
    place: str
    states: str
    magnitude: float
    mark: str
    outcomes: Mapping[str, int]
    warnings: int


class HtmlReport:
    """Pods are added one by one; what is known of each goes to a temporary file, so that memory stays flat."""

    def __init__(self) -> None:
        loader = PackageLoader("podproof.checker.reports.html")
        self._templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.globals["place"] = place
        self._rows: list[ReportRow] = []
        self._sections = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def add(self, manifest: Manifest, exploration: Exploration, code: int) -> None:
        """Write the section of a Pod, whose laws gave this exit code."""
        size = exploration.size
        row = ReportRow(
            number=len(self._rows) + 1,
            manifest=manifest,
            place=position(manifest),
            states=text.number(size.states) + ("" if size.complete else "+"),
            magnitude=round(log10(max(size.states, 1)), 6),
            mark=MARKS[code],
            outcomes=outcomes(exploration),
            warnings=len(manifest.warnings),
        )
        self._rows.append(row)
        found = section(manifest, exploration, f"life-{row.number}")
        self._sections.writelines(self._templates.get_template("pod.html").generate(row=row, found=found))

    def write(self, output: IO[str], problems: Sequence[Problem], passed_over: Mapping[str, int], faults: str) -> None:
        """Write the whole report; it can be called once."""
        page = self._templates.get_template("page.html").generate(
            rows=self._rows,
            sections=self._pieces(),
            problems=problems,
            passed_over=passed_over,
            faults=faults,
        )
        output.writelines(page)

    def _pieces(self) -> Iterator[Markup]:
        with self._sections:
            self._sections.seek(0)
            while piece := self._sections.read(PIECE):
                yield Markup(piece)  # it was rendered, and so escaped, by `add`
