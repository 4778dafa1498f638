"""Dropped words, where people read them: in identifiers, strings, comments and hand-written pages.

Each word has a better one; the glossary has the words that are used instead.
"""

import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Dropped(NamedTuple):
    """A regular expression for words that have been dropped, and what to say instead."""

    pattern: str
    instead: str
    in_names: bool = True
    in_text: bool = True
    flags: int = re.IGNORECASE

    def find(self, text: str) -> Iterator[str]:
        """Each whole word of the text that matches."""
        return (found[0] for found in re.finditer(rf"(?<!\w)(?:{self.pattern})(?!\w)", text, self.flags))


DROPPED = (
    Dropped(r"worlds?", "state"),
    Dropped(r"story|stories|tellers?", "trace"),
    Dropped(r"moods?", "kind"),
    Dropped(r"luck|lucky|unpromised", "almost surely; finitely often"),
    Dropped(r"promises?|promised", "leads-to property"),
    Dropped(r"go(?:es)? round|over and over", "loops, repeats"),
    Dropped(r"folds?|folded|folding", "saturating counter; quotient"),
    Dropped(r"words?", "predicate", in_names=False),
    Dropped(r"sentences?", "condition; description", in_names=False),
    Dropped(r"shapes?", "configuration", in_names=False),
    Dropped(r"pass(?:ed|es)? over", "skip"),
    Dropped(r"mends?|mended", "fix"),
    Dropped(r"anew", "again"),
    Dropped(r"in vain", "without effect"),
    Dropped(r"com(?:es?|ing) to be|alas", "becomes; nothing"),
    Dropped(r"for ever", "forever, always"),
    Dropped(r"life|lives|lived", "execution, run, history"),
    Dropped(r"legs?", "goal, chapter"),
    Dropped(r"breach|breaches|law is broken|broken laws?|br(?:ea|o)k(?:s|e|es|en)? (?:a|the|no) laws?", "violation"),
    Dropped(r"cannot be had", "image pull failed"),
    Dropped(r"sights?", "snapshot"),
    Dropped(r"told", "reported, rendered", in_text=False),
    Dropped(r"ways?", "explanation", in_text=False),
    Dropped(r"TERM", "SIGTERM", in_names=False, flags=0),
    Dropped(r"KILL", "SIGKILL", in_names=False, flags=0),
    Dropped(r"[`\"']stays[`\"']", "stable", in_names=False),
    Dropped(r"\w*(?:colour|modelled|labelled(?!by)|neighbour|formalis|judgement)\w*", "the American spelling"),
    Dropped(r"\w*behaviour\w*", "behavior", in_names=False),
    Dropped(r"(?:spec/)?evidence/", "kubernetes_tests/", in_names=False),
    Dropped(r"SEMANTICS", "the number of a rule in spec/rules.toml", flags=0),
)

ANY = re.compile(rf"(?<!\w)(?:{'|'.join(dropped.pattern for dropped in DROPPED)})(?!\w)", re.IGNORECASE)
"""One search for all of them: hardly any text has one."""

ALLOWED = {
    "STATUS word": "a word of the column STATUS is a word",
    "STATUS words": "a word of the column STATUS is a word",
    "one sentence": "an English sentence",
    "with a sentence": "an English sentence",
    "in words": "in English",
    "a long word": "wrapping of text",
    "a single word is wider": "wrapping of text",
    "as far as its words allow": "wrapping of text",
    "plain YAML word": "an unquoted scalar of YAML",
    "an unquoted word": "an unquoted scalar of YAML",
    "[shape=": "an attribute of Graphviz",
    "of a shape": "a group shape: the same actions up to the names of the variables",
    "over a shape": "a group shape: the same actions up to the names of the variables",
    "over the shape": "a group shape: the same actions up to the names of the variables",
    "folded away": "constants are folded in formulas, as in a compiler",
    "each word is": "how a shell splits its arguments",
    "words[2,CURRENT]": "a variable of zsh",
    "behaviour = [": "a key of the configuration has both spellings",
    "`behaviour`": "a key of the configuration has both spellings",
    '"TERM"': "the environment variable that names the terminal",
}
"""Exact phrases that contain such a word, each with the reason why it stays."""


class Hit(NamedTuple):
    """A dropped word, where it stands, and what to say instead."""

    place: str
    word: str
    instead: str

    def __str__(self) -> str:
        return f"{self.place}: {self.word!r}: say {self.instead}"


def files(*patterns: str) -> list[Path]:
    """The files of the repository that match, without this one and its test, which name the dropped words."""
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    found = (ROOT / name for name in listed.stdout.split())
    return [path for path in found if path.exists() and not path.name.endswith("vocabulary.py")]


def hits() -> Iterator[Hit]:
    """Every dropped word in what people read."""
    for path in files("*.py"):
        source, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
        if ANY.search(source) or ANY.search(spoken(source)):
            for number, text, is_name in read_python(source):
                yield from hits_in(f"{name}:{number}", text, is_name)
    for path in files("*.md", "*.toml", "*.yaml", "*.yml", "*.html"):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
        if not text.startswith("<!-- Generated"):
            for number, line in enumerate(text.splitlines(), 1):
                yield from hits_in(f"{name}:{number}", line, is_name=False)


def read_python(source: str) -> Iterator[tuple[int, str, bool]]:
    """Each identifier, string and comment with its line; an identifier as the words that it is made of."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            yield token.start[0], spoken(token.string), True
        elif token.type in (tokenize.STRING, tokenize.COMMENT):
            text = re.sub(r"{[^{}]*}", "{}", token.string) if token.string[:2].lower().startswith("f") else token.string
            yield from ((token.start[0] + after, line, False) for after, line in enumerate(text.split("\n")))


def spoken(identifier: str) -> str:
    """The words of an identifier, separated by spaces."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", identifier).strip()


def hits_in(place: str, text: str, is_name: bool) -> Iterator[Hit]:
    """The dropped words in one line of text, or in one identifier."""
    return (Hit(place, word, instead) for word, instead in dropped_in(text, is_name))


@cache
def dropped_in(text: str, is_name: bool) -> list[tuple[str, str]]:
    """Each dropped word with what to say instead; most identifiers occur many times."""
    if not ANY.search(text):
        return []
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    asked = (dropped for dropped in DROPPED if (dropped.in_names if is_name else dropped.in_text))
    return [(word, dropped.instead) for dropped in asked for word in dropped.find(text)]
