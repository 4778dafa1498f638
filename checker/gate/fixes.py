"""What is fixed mechanically: the edits of all results of a file become one new text."""

import os
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from podproof.checker.gate.report import GateReport, Unit
from podproof.checker.gate.results import relative
from podproof.spec.manifest.edits import Edit, EditableText
from podproof.spec.manifest.problems import printable
from podproof.spec.manifest.sources import SourceText, encode_like, text
from podproof.spec.tree import leads_out


class FixedFile(NamedTuple):
    """A file with its present text and the text that fixes its results."""

    path: str
    before: str
    after: str

    def diff(self) -> Iterator[str]:
        """The change as a unified diff, without characters that a terminal would obey."""
        name = printable(relative(self.path))
        texts = self.before.split("\n"), self.after.split("\n")
        yield from map(printable, unified_diff(*texts, f"a/{name}", f"b/{name}", lineterm=""))

    def write(self) -> None:
        """Write the text as it was encoded; everything that no edit touches stays the same, byte for byte."""
        file = Path(self.path)
        file.write_bytes(encode_like(self.after, file.read_bytes()))


def fixed_files(report: GateReport) -> Iterator[FixedFile]:
    """The files of a report that have results which can be fixed, and which nobody accepts."""
    for unit in report.units:
        edits = list(_edits(unit))
        source = text(unit.file) if edits and _is_writable(unit.file) else None
        if isinstance(source, SourceText):
            after = EditableText(source.text).apply(edits)
            if after != source.text:
                yield FixedFile(unit.file, source.text, after)


def _edits(unit: Unit) -> Iterator[Edit]:
    for result in (*unit.problems, *(result for pod in unit.pods for result in pod.results)):
        if not result.suppressed:
            yield from result.edits


def _is_writable(path: str) -> bool:
    return os.path.isfile(path) and not leads_out(path)
