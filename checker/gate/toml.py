"""A TOML file that can give the line of each key."""

import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from podproof.checker.errors import ConfigurationError
from podproof.checker.gate.regular_files import read_text

OWN, SHARED, PART = "podproof.toml", "pyproject.toml", ("tool", "podproof")

Key = str | int

STRING = r'"{3}(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\'|#[^\n]*'

STRINGS, PARTS = re.compile(STRING, re.DOTALL), re.compile(rf"{STRING}|[\[{{\]}}\n]", re.DOTALL)
"""Strings and comments; and with them the brackets and ends of lines, which decide where a statement ends."""

LARGEST_MEBIBYTES = 1
"""The largest configuration that is read."""

DEEPEST = 50
"""The most dots outside the strings of a line: reading a dotted key takes the square of its length."""


class TomlFile(NamedTuple):
    """A file, its text, and the table in it that belongs to podproof; without a file the path is empty."""

    path: str = ""
    text: str = ""
    below: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of the file, relative to the working directory."""
        return os.path.relpath(Path(self.path).parent) if self.path else "."

    def table(self) -> Any:
        """The table; raises `ConfigurationError` if the text is not TOML."""
        try:
            if any(line.count(".") > DEEPEST for line in STRINGS.sub("", self.text).split("\n")):
                raise RecursionError
            return _inner(tomllib.loads(self.text), self.below) or {}
        except RecursionError as error:
            raise ConfigurationError([f"{self.path}: nested too deeply for a configuration"]) from error
        except ValueError as error:  # an integer of thousands of digits is one that is no TOMLDecodeError
            line = re.search(r"at line (\d+)", str(error))
            place = f"{self.path}:{line[1] if line else self.text.count(chr(10)) + 1}"
            raise ConfigurationError([f"{place}: not TOML: {error}"]) from error

    def line(self, *keys: Key) -> int:
        """The line on which the statement with these keys begins, or that of the nearest statement around them."""
        lines, path = _lines(self.text), (*self.below, *keys)
        return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)


@lru_cache(maxsize=1)
def _lines(text: str) -> dict[tuple[Key, ...], int]:
    """The line of each statement by its keys; each statement is read on its own, below the header before it."""
    lines: dict[tuple[Key, ...], int] = {}
    arrays: Counter[str] = Counter()
    begin, number, header, name = 0, 1, "", ""
    for end in _ends(text):
        statement = text[begin:end]
        if is_header := statement.lstrip().startswith("["):
            header, name = statement, statement.partition("#")[0].strip()
            arrays[name] += name.startswith("[[")
        # The last table of an array is number 0 when it is read on its own.
        last = max(arrays[name] - 1, 0)
        for path in _paths(tomllib.loads(header if is_header else f"{header}\n{statement}"), last):
            lines.setdefault(path, number)
        begin, number = end, number + statement.count("\n")
    return lines


def _paths(table: dict[str, Any], last: int, above: tuple[Key, ...] = ()) -> Iterator[tuple[Key, ...]]:
    for name, value in table.items():
        path: tuple[Key, ...] = (*above, name)
        yield path
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield (*path, last)
            value, path = value[0], (*path, last)
        if isinstance(value, dict):
            yield from _paths(value, last, path)


def _ends(text: str) -> Iterator[int]:
    """The positions after each statement: the ends of lines outside all strings and brackets."""
    depth = 0
    for part in PARTS.finditer(text):
        depth += (part[0] in "[{") - (part[0] in "]}")
        if part[0] == "\n" and not depth:
            yield part.end()
    yield len(text)


def find(named: str) -> TomlFile:
    """The named file, else the nearest one in the working directory or above it, else an empty one."""
    if named:
        below = PART if Path(named).name == SHARED else ()
        return TomlFile(named, _text(Path(named)), below)
    return next(_candidates(), TomlFile())


def _candidates() -> Iterator[TomlFile]:
    for folder in (Path.cwd(), *Path.cwd().parents):
        for name, below in ((OWN, ()), (SHARED, PART)):
            path = Path(os.path.relpath(folder / name))
            if path.is_file():
                file = TomlFile(str(path), _text(path), below)
                # A project file without a table for us may have any mistake.
                if not below or (".".join(below) in file.text and file.table()):
                    yield file


def _text(path: Path) -> str:
    return read_text(path, "configuration", LARGEST_MEBIBYTES).replace("\r\n", "\n")


def _inner(table: Any, keys: tuple[Key, ...]) -> Any:
    for key in keys:
        try:
            table = table[key]
        except (KeyError, IndexError, TypeError):
            return None
    return table
