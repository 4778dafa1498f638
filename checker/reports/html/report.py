"""The report: an overview, and a section for each Pod."""

from collections.abc import Iterator, Mapping, Sequence
from math import log10
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from podproof.checker.exploration import Exploration
from podproof.checker.rendering import html as trace_html
from podproof.checker.reports import text
from podproof.checker.reports.html.sections import outcomes, section
from podproof.checker.reports.pods import place, position
from podproof.spec.manifest import Manifest, Problem

MARKS = {0: "holds", 1: "violated", 3: "undecided"}
"""The verdict on one Pod by its exit code."""

PIECE = 1 << 16
"""Characters of the sections that are copied at once."""


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
    """Pods are added one by one; the section of each goes to a temporary file, so that memory stays flat."""

    def __init__(self) -> None:
        loader = PackageLoader("podproof.checker.reports.html")
        self._templates = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.globals["place"] = place
        self._templates.globals["render_trace"] = trace_html.render
        self._rows: list[ReportRow] = []
        self._sections = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def add(self, manifest: Manifest, exploration: Exploration, code: int) -> None:
        """Add a Pod, whose laws give this exit code."""
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
        template = self._templates.get_template("pod.html")
        self._sections.writelines(
            template.generate(row=row, pod=section(manifest, exploration, f"lifecycle-{row.number}"))
        )

    def write(self, output: IO[str], problems: Sequence[Problem], skipped: Mapping[str, int], faults: str) -> None:
        """Write the whole report, once."""
        page = self._templates.get_template("page.html").generate(
            rows=self._rows,
            sections=self._pieces(),
            problems=problems,
            skipped=skipped,
            faults=faults,
        )
        output.writelines(page)

    def _pieces(self) -> Iterator[Markup]:
        with self._sections:
            self._sections.seek(0)
            while piece := self._sections.read(PIECE):
                yield Markup(piece)  # rendered, and so escaped, by `add`
