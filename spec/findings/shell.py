"""The simple commands of a shell script, as far as their order can be read from the text."""

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"(?P<space>[ \t\r]+|\\\n)"
    r"|(?P<comment>\#[^\n]*)"
    r"|(?P<operator>&&|\|\||;;|[;&|()\n])"
    r"|(?P<text>(?:[<>]+&?|\$\([^()]*\)|[^\s'\"\\;&|()<>]|\\.|'[^']*'|\"(?:[^\"\\]|\\.)*\")+)",
    re.DOTALL,
)

OPENING = ("if", "while", "until", "for", "case", "select", "{")

CLOSING = ("fi", "done", "esac", "}")

BETWEEN = ("then", "else", "elif", "do", "!")

LONGEST = 8_000
"""The most characters of a script that are read."""


class Command(NamedTuple):
    """A simple command with its texts, and where it stands.

    `is_certain`: it runs in the foreground whenever the script gets that far and its earlier commands joined by `&&`
    succeed. `loop` is the number of the outermost loop around it (0: none), and `opener` the keyword that begins a
    compound command with it.
    """

    words: tuple[str, ...]
    text: str
    is_certain: bool = True
    loop: int = 0
    opener: str = ""


def script_commands(script: str) -> tuple[Command, ...]:
    """The commands in the order of the text; none if a part of the script cannot be read."""
    reader = ScriptReader()
    at = 0
    while at < len(script):
        token = TOKEN.match(script, at) if len(script) <= LONGEST else None
        if token is None or token[0].startswith("<<"):  # unreadable, or the text of a here-document follows
            return ()
        at = token.end()
        reader.read(token.lastgroup or "", token[0])
    reader.end("")
    return tuple(reader.commands) if not reader.open else ()


class ScriptReader:
    """Reads tokens, and keeps the compound commands that are open."""

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.open: list[str] = []
        self._words: list[str] = []
        self._before, self._loop, self._loops = "", 0, 0

    def read(self, kind: str, text: str) -> None:
        """Read the next token."""
        if kind == "operator":
            self.end(text)
        elif kind == "text":
            self._words.append(text)

    def end(self, operator: str) -> None:
        """End the simple command before an operator."""
        words, opener, loop = self._words, "", self._loop
        while words and words[0] in (*OPENING, *CLOSING, *BETWEEN):
            opener = self._keyword(words.pop(0)) or opener
        if words:
            certain = not self.open and self._before != "||" and operator not in ("&", "|")
            texts = tuple(map(_unquoted, words))
            self.commands.append(Command(texts, " ".join(words), certain, self._loop, opener))
        elif operator in ("&", "|") and loop:
            self._release(loop)
        self._words, self._before = [], operator
        if operator == "(":
            self.open.append("(")
        elif operator == ")" and self.open and self.open[-1] == "(":
            self.open.pop()

    def _keyword(self, word: str) -> str:
        """Open or close a compound command; return it if it opens one."""
        if word in OPENING:
            if not self.open and word in ("while", "until"):
                self._loops += 1
                self._loop = self._loops
            self.open.append(word)
            return word
        if word in CLOSING and self.open:
            self.open.pop()
        if not self.open:
            self._loop = 0
        return ""

    def _release(self, loop: int) -> None:
        """Take note that a loop runs in the background, or in a subshell."""
        self.commands = [each._replace(loop=0) if each.loop == loop else each for each in self.commands]


def _unquoted(word: str) -> str:
    """The text without its quotes; one with an expansion stays as it is, and so is not a literal."""
    if "$" in word or "`" in word:
        return word
    return re.sub(r"'([^']*)'|\"((?:[^\"\\]|\\.)*)\"|\\(.)", lambda match: match[1] or match[2] or match[3] or "", word)
