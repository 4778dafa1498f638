"""What can be wrong with a manifest: a fault found in a document, and the problem that is told to its author."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

RENDER_HELM = "render the chart first: helm template FOLDER | … -"
"""The advice for a template that Helm has not filled in yet."""

SHOWN = 60
"""How many characters of a faulty value are quoted."""


class Position(NamedTuple):
    """Where something stands; lines and columns count from 1, and line 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0


class Diagnostic(NamedTuple):
    """Something wrong at a place of a document whose file and Pod the finder does not know.

    `rule` says what kind of fault it is: `unreadable`, `refused`, or the name of a finding.
    """

    line: int
    column: int
    message: str
    advice: str
    severity: Severity = "error"
    rule: str = "refused"

    def told(self, file: str, pod: str = "") -> "Problem":
        """Return the problem that this fault is in that file."""
        return Problem(file, self.line, self.column, self.severity, self.message, self.advice, pod, self.rule)


class Malformed(Exception):
    """The text cannot be read any further."""

    def __init__(self, line: int, column: int, message: str, advice: str) -> None:
        super().__init__(message)
        self.fault = Diagnostic(line, column, message, advice, rule="unreadable")


class Problem(NamedTuple):
    """One thing that is wrong in the input, where, and what to do next; `str` gives it as one line."""

    file: str
    line: int
    column: int
    severity: Severity
    message: str
    advice: str
    pod: str = ""
    rule: str = "unreadable"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return printable(f"{place}: {self.severity}: {self.message}; {self.advice}")


class Skipped(NamedTuple):
    """An object of a kind that makes no Pods, which is none of our business."""

    kind: str


def printable(text: str) -> str:
    """Return the text on one line, without anything that a terminal would obey or could not show."""
    if text.isprintable():
        return text
    return "".join(symbol if symbol.isprintable() else ascii(symbol)[1:-1] for symbol in text)


def quoted(value: object) -> str:
    """Return a value of a manifest as an error message shows it, shortened."""
    predicates: Mapping[object, str] = {None: "null", True: "true", False: "false"}
    text = predicates[value] if value is None or isinstance(value, bool) else str(value)
    return f"`{text}`" if len(text) <= SHOWN else f"`{text[:SHOWN]}…`"
