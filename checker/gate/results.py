"""A result: one fact about a Pod or a file to report, whichever part of the checker found it."""

import os
from hashlib import sha256
from typing import Literal, NamedTuple

from podproof.checker.rendering.text import TraceText
from podproof.spec.manifest.edits import Edit, EditableText, Repair
from podproof.spec.manifest.problems import printable

Severity = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
"""From the least to the most severe."""


LONGEST = 200
"""Characters of a path or a message in an identity; of a longer one it has a digest."""

BASELINE = "it is in the baseline"
"""The reason for which the results in a baseline are suppressed."""


class Result(NamedTuple):
    """One result: its rule, severity, position, trace, and advice.

    `rule` is a finding (`no-grace-for-pre-stop`), a law (`law/never-means-once`) or a rule of the manifest reader
    (`manifest/unreadable`). Lines and columns count from 1; line 0 means the whole file. `suppressed` is the reason
    why the result does not count; an `undecided` result was left open by a bound and is not a finding yet. `field` is
    the path of its field in the manifest. The `edits` of the file fix it mechanically; they are made
    of `repairs` where the text of the file is at hand. So many `pods` have it at the same place, where a source is
    rendered several times; it `repeats` the result of an earlier one of them.
    """

    rule: str
    severity: Severity
    message: str
    advice: str
    file: str
    line: int = 0
    column: int = 0
    pod: str = ""
    container: str = ""
    trace: TraceText = TraceText()
    suppressed: str = ""
    undecided: bool = False
    edits: tuple[Edit, ...] = ()
    repairs: tuple[Repair, ...] = ()
    field: str = ""
    pods: int = 1
    repeats: bool = False

    @property
    def text(self) -> str:
        """The message, with the number of Pods if there are several."""
        return self.message if self.pods == 1 else f"{self.message} (in {self.pods} renderings)"

    @property
    def place(self) -> tuple[object, ...]:
        """What two Pods that are made of one source have in common."""
        about = (self.rule, self.severity, self.message, self.container)
        return *about, self.file, self.line, self.column, self.suppressed, self.undecided

    def in_source(self, source: EditableText) -> "Result":
        """The result with the edits of this text that fix it."""
        edits = source.edits(self.repairs) if self.repairs and not self.undecided else ()
        return self._replace(edits=edits, repairs=())

    @property
    def identity(self) -> tuple[str, str, str, str, str]:
        """What identifies the result in a baseline: it stays the same when lines move."""
        shown = printable(self.field or self.message)
        where = shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…{sha256(shown.encode()).hexdigest()[:16]}"
        return self.rule, printable(relative(self.file)), printable(self.pod), printable(self.container), where

    @property
    def fingerprint(self) -> str:
        """The identity as one text."""
        return "|".join(self.identity)


def relative(file: str) -> str:
    """The path relative to the working directory if the file lies below it, else as given."""
    if file.startswith("<"):
        return file
    seen = os.path.relpath(file) if os.path.isabs(file) else os.path.normpath(file)
    return file if seen.startswith("..") else seen
