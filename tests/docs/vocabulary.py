"""Dropped words, where people read them: in identifiers, strings, comments and hand-written pages.

Each word has a better one; the glossary has the words that are used instead.
"""

import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]

DROPPED = {
    r"worlds?": "state",
    r"story|stories|tellers?": "trace",
    r"moods?": "kind",
    r"luck|lucky|unpromised": "almost surely; finitely often",
    r"promises?|promised": "leads-to property",
    r"go(?:es)? round|over and over": "loops, repeats",
    r"folds?|folded|folding": "saturating counter; quotient",
    r"words?": "predicate",
    r"sentences?": "condition; description",
    r"shapes?": "configuration",
    r"pass(?:ed|es)? over": "skip",
    r"mends?|mended": "fix",
    r"anew": "again",
    r"in vain": "without effect",
    r"comes? to be": "becomes",
    r"alas": "(nothing)",
    r"for ever": "forever, always",
    r"life|lives|lived": "execution, run, history",
    r"legs?": "goal, chapter",
    r"breach|breaches|law is broken|broken laws?|breaks? (?:a|the|no) laws?": "violation",
    r"cannot be had": "image pull failed",
    r"sights?": "snapshot",
}
"""A regular expression for each dropped word, and what to say instead."""

EXACT = {r"TERM": "SIGTERM", r"KILL": "SIGKILL", r"[`\"']stays[`\"']": "stable", r"evidence/": "kubernetes_tests/"}
"""The same, where upper and lower case differ."""

NAMES = {r"told|tells?|telling": "render", r"ways?": "explanation"}
"""Words that are dropped only from identifiers."""

ALLOWED: dict[str, str] = {}
"""Exact phrases that contain such a word, each with the reason why it stays."""


class Hit(NamedTuple):
    """A dropped word, where it stands, and what to say instead."""

    place: str
    word: str
    instead: str

    def __str__(self) -> str:
        return f"{self.place}: {self.word!r}: say {self.instead}"


def files(*patterns: str) -> list[Path]:
    """The files of the repository that match, without this one."""
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split() if ROOT / name != Path(__file__)]


def hits() -> Iterator[Hit]:
    """Every dropped word in what people read."""
    for path in files("*.py"):
        for number, text, is_name in read_python(path.read_text(encoding="utf-8")):
            yield from hits_in(f"{path.relative_to(ROOT)}:{number}", text, is_name)
    for path in files("*.md", "*.toml", "*.yaml", "*.yml", "*.html"):
        text = path.read_text(encoding="utf-8")
        if not text.startswith("<!-- Generated"):
            for number, line in enumerate(text.splitlines(), 1):
                yield from hits_in(f"{path.relative_to(ROOT)}:{number}", line, is_name=False)


def read_python(source: str) -> Iterator[tuple[int, str, bool]]:
    """Each identifier, string and comment with its line; an identifier as the words that it is made of."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            yield token.start[0], spoken(token.string), True
        elif token.type in (tokenize.STRING, tokenize.COMMENT):
            yield from ((token.start[0] + after, line, False) for after, line in enumerate(token.string.split("\n")))


def spoken(identifier: str) -> str:
    """The words of an identifier, separated by spaces."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", identifier).strip()


def hits_in(place: str, text: str, is_name: bool) -> Iterator[Hit]:
    """The dropped words in one line of text, or in one identifier."""
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    for pattern, instead in {**DROPPED, **(NAMES if is_name else {})}.items():
        for found in re.finditer(rf"(?<![\w]){joined(pattern)}(?!\w)", text, re.IGNORECASE):
            yield Hit(place, found[0], instead)
    for pattern, instead in EXACT.items() if not is_name else ():
        for found in re.finditer(rf"(?<![\w]){joined(pattern)}(?!\w)", text):
            yield Hit(place, found[0], instead)


def joined(pattern: str) -> str:
    """The pattern as a group, so that its alternatives share what stands around it."""
    return f"(?:{pattern})"
