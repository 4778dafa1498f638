"""Mistakes in a manifest: a diagnostic within a document, and the problem with its file and Pod."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from podproof.spec.manifest.edits import Repair

Severity = Literal["error", "warning"]

NO_MANIFEST, TEMPLATE, PATCH, PART = "other document", "template", "patch", "part of a kustomization"
"""Why a document is not a manifest: it does not claim to be an object, has gaps to fill, or is a part of one."""

LINK = "link to a folder outside"
"""What is skipped because it leads out of the tree; a linked file is not, because it may be meant as a manifest."""

RENDER_HELM = "fill it in first; a Helm chart: helm template FOLDER | … -"
"""The advice for a text with gaps."""

SHOWN = 60
"""The largest number of characters of a value that a message quotes."""


SHOWN_OF_A_PATH = 160
"""The largest number of characters of a path that a message quotes."""


class Position(NamedTuple):
    """A position; lines and columns count from 1, and line 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0


class Diagnostic(NamedTuple):
    """A mistake at a position in a document, without the file and the Pod.

    `rule` is the kind of mistake: `unreadable`, `refused`, the name of a finding, or the reason why a document is no
    manifest. `repairs` fix it mechanically.
    """

    line: int
    column: int
    message: str
    advice: str
    severity: Severity = "error"
    rule: str = "refused"
    repairs: tuple[Repair, ...] = ()

    def problem(self, file: str, pod: str = "") -> "Problem":
        """Return the diagnostic as a problem in that file."""
        about = (self.severity, self.message, self.advice, pod, self.rule, self.repairs)
        return Problem(file, self.line, self.column, *about)


class Malformed(Exception):
    """The text cannot be read any further."""

    def __init__(self, line: int, column: int, message: str, advice: str, rule: str = "unreadable") -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(line, column, message, advice, rule=rule)


class Problem(NamedTuple):
    """One mistake in the input with its position and advice; `str` gives it as one line."""

    file: str
    line: int
    column: int
    severity: Severity
    message: str
    advice: str
    pod: str = ""
    rule: str = "unreadable"
    repairs: tuple[Repair, ...] = ()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return printable(f"{place}: {self.severity}: {self.message}; {self.advice}")


class Unreadable(Exception):
    """A path cannot be read."""

    def __init__(self, message: str, advice: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message, self.advice, self.line, self.column = message, advice, line, column

    def problem(self, file: str) -> Problem:
        """Return the problem of the file at that path."""
        return Problem(file, self.line, self.column, "error", self.message, self.advice)


def unreadable(error: OSError | ValueError, what: str) -> Unreadable:
    """Return the reason why a file or a folder cannot be read, from the error of the system."""
    if isinstance(error, FileNotFoundError):
        return Unreadable(f"no such {what}", "check the path")
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return Unreadable(f"cannot read this {what}: {reason.lower()}", "check the path and its permissions")


def printable(text: str) -> str:
    """Return the text on one line, without what a terminal or a runner of GitHub would obey, or nobody could see.

    A runner obeys the old form of a workflow command, `##[name]`, wherever it stands in a line of output.
    """
    if not text.isprintable():
        text = "".join(symbol if symbol.isprintable() else ascii(symbol)[1:-1] for symbol in text)
    return text.replace("##[", "#\\x23[")


def printable_line(text: str) -> str:
    """Return a whole line of output in which nothing is obeyed: a workflow command of GitHub begins with `::`."""
    text = printable(text)
    begin = len(text) - len(text.lstrip())
    return f"{text[:begin]}\\x3a{text[begin + 1 :]}" if text.startswith("::", begin) else text


def quoted(value: object) -> str:
    """Return a value of a manifest as messages show it, shortened."""
    words: Mapping[object, str] = {None: "null", True: "true", False: "false"}
    return _cut(words[value] if value is None or isinstance(value, bool) else str(value), SHOWN)


def quoted_path(path: str) -> str:
    """Return the path of a field as messages show it; a path needs more room than a value."""
    return _cut(path, SHOWN_OF_A_PATH)


def _cut(text: str, most: int) -> str:
    return f"`{text}`" if len(text) <= most else f"`{text[:most]}…`"
