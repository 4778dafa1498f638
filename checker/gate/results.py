"""A result: one thing that the gate has to say about a Pod or a file, whichever part of the checker found it."""

import os
from typing import Literal, NamedTuple

from podproof.spec.manifest.problems import printable

Severity = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
"""From the least to the gravest."""


BASELINE = "it is in the baseline"
"""The reason that a baseline gives for leaving a result as it is."""


class Result(NamedTuple):
    """One thing found, where, how grave, what shows it and how to mend it.

    `rule` names what found it: a finding (`grace-too-short`), a law (`law/never-means-once`) or the reader of manifests
    (`manifest/unreadable`).  Lines and columns count from 1; line 0 means the whole file.  `suppressed` is the reason
    that its owner gives for leaving it so; `undecided` is what a bound left open, which is no finding yet.
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
    trace: tuple[str, ...] = ()
    suppressed: str = ""
    undecided: bool = False

    @property
    def fingerprint(self) -> str:
        """What stays the same when lines move: by this a baseline knows a result again."""
        return printable("|".join((self.rule, relative(self.file), self.pod, self.container)))


def relative(file: str) -> str:
    """The file as seen from the working directory if it lies below, else as it was named."""
    if file.startswith("<"):
        return file
    seen = os.path.relpath(file) if os.path.isabs(file) else os.path.normpath(file)
    return file if seen.startswith("..") else seen
