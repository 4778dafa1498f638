"""Hand-written pages: each transcript in them is made again, and must contain what the prose around it relies on.

<!-- transcript: explore docs/examples/job.yaml --faults none -->
<!-- expect: 291 states -->
…what the command prints…
<!-- end -->
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from generate.notes import ROOT, transcript

PAGES = (
    "README.md",
    "docs/tour.md",
    "docs/time.md",
    "docs/trace.md",
    "docs/fleet.md",
    "docs/stages.md",
    "docs/simulate.md",
)
"""The pages that contain transcripts."""

TRANSCRIPT = re.compile(
    r"<!-- transcript: (?P<command>.*?) -->\n(?P<expected>(?:<!-- expect: [^\n]*? -->\n)*).*?<!-- end -->", re.DOTALL
)
FILE = re.compile(r"<!-- file: (?P<name>.*?) -->\n.*?<!-- end -->", re.DOTALL)


class ContradictedProse(Exception):
    """A command no longer prints what the prose beside its transcript says."""


def page(name: str) -> Callable[[], str]:
    """The page of this name, with what its commands print today."""

    def text() -> str:
        try:
            return renew((ROOT / name).read_text(encoding="utf-8"))
        except ContradictedProse as contradiction:
            raise ContradictedProse(f"{name}: {contradiction}") from None

    return text


def renew(text: str) -> str:
    """The text with each transcript made again, and with the present content of each file that it shows."""
    return TRANSCRIPT.sub(_with_output, FILE.sub(_with_content, text))


def expectations(lines: str) -> list[str]:
    """What the comments after the mark of a transcript expect it to contain."""
    return re.findall(r"<!-- expect: (.*?) -->", lines)


def missing(expected: list[str], printed: str) -> Iterator[str]:
    """The expected texts that were not printed; white space and line breaks do not matter."""
    text = " ".join(printed.split())
    return (each for each in expected if " ".join(each.split()) not in text)


def _with_output(mark: re.Match[str]) -> str:
    command, expected = mark["command"], mark["expected"]
    printed = transcript(*command.split())
    for text in missing(expectations(expected), printed):
        raise ContradictedProse(f"`podproof {command}` no longer prints {text!r}: correct the prose beside it.")
    return f"<!-- transcript: {command} -->\n{expected}{printed}\n<!-- end -->"


def _with_content(mark: re.Match[str]) -> str:
    name = mark["name"]
    language = {".py": "python", ".toml": "toml", ".yaml": "yaml"}[Path(name).suffix]
    content = (ROOT / name).read_text(encoding="utf-8").rstrip()
    return f"<!-- file: {name} -->\n```{language}\n{content}\n```\n<!-- end -->"
