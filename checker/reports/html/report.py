"""The report: an overview, and a section for each Pod."""

from collections.abc import Iterator, Mapping, Sequence
from math import log10
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from markupsafe import Markup

from podproof.checker.exploration import Exploration
from podproof.checker.gate.formats.pod_text import number
from podproof.checker.gate.report import GateReport
from podproof.checker.rendering import html as trace_html
from podproof.checker.rendering.page_templates import page_templates
from podproof.checker.reports.html.sections import outcomes, section
from podproof.checker.reports.pods import place, position
from podproof.spec.manifest import Manifest, Problem
from podproof.spec.manifest.problems import printable

MARKS = {0: ("ok", "holds"), 1: ("FAILED", "violated"), 3: ("INCOMPLETE", "undecided")}
"""The verdict on one Pod by its exit code, and its class in the style sheet."""

PIECE = 1 << 16
"""Characters of the sections that are copied at once."""


class ReportRow(NamedTuple):
    """A Pod in the overview; `magnitude` is the logarithm of the number of its states, to sort by."""

    number: int
    manifest: Manifest
    place: str
    states: str
    magnitude: float
    verdict: str
    mark: str
    outcomes: Mapping[str, int]
    findings: int


def _visible(value: object) -> object:
    """The value without characters that nobody could see, or that change the direction of text."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "\n".join(map(printable, value.split("\n")))


class HtmlReport:
    """Pods are added one by one; the section of each goes to a temporary file, so that memory stays flat."""

    def __init__(self, problems: Sequence[Problem] = (), skipped: Mapping[str, int] = {}, faults: str = "none") -> None:
        self._context = {"problems": problems, "skipped": skipped, "faults": faults}
        self._templates = page_templates("podproof.checker.reports.html", _visible)
        self._templates.globals["place"] = place
        self._templates.globals["render_trace"] = trace_html.render
        self._rows: list[ReportRow] = []
        self._sections = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def add(self, manifest: Manifest, exploration: Exploration, report: GateReport) -> None:
        """Add a Pod with the report of the gate on it alone."""
        (answer,), size = report.units[0].pods, exploration.size
        verdict, mark = MARKS[report.code_of(answer)]
        row = ReportRow(
            number=len(self._rows) + 1,
            manifest=manifest,
            place=position(manifest),
            states=("" if size.exact else "at most ") + number(str(size.states)) + ("" if size.complete else "+"),
            magnitude=round(log10(max(size.states, 1)), 6),
            verdict=verdict,
            mark=mark,
            outcomes=outcomes(exploration),
            findings=sum(map(report.counts, answer.results)),
        )
        self._rows.append(row)
        template = self._templates.get_template("pod.html")
        self._sections.writelines(
            template.generate(row=row, pod=section(manifest, exploration, answer, f"lifecycle-{row.number}"))
        )

    def write(self, output: IO[str]) -> None:
        """Write the whole report, once."""
        page = self._templates.get_template("page.html")
        output.writelines(page.generate(rows=self._rows, sections=self._pieces(), **self._context))

    def _pieces(self) -> Iterator[Markup]:
        with self._sections:
            self._sections.seek(0)
            while piece := self._sections.read(PIECE):
                yield Markup(piece)  # rendered, and so escaped, by `add`
