"""A TOML file that can give the line of each key."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from podproof.checker.errors import ConfigurationError

OWN, SHARED, PART = "podproof.toml", "pyproject.toml", ("tool", "podproof")

Key = str | int


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
            return _inner(tomllib.loads(self.text), self.below) or {}
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            place = f"{self.path}:{line[1] if line else self.text.count(chr(10)) + 1}"
            raise ConfigurationError([f"{place}: not TOML: {error}"]) from error

    def line(self, *keys: Key) -> int:
        """The line on which the statement with these keys begins.

        The search takes longer and longer prefixes of the text until one has the keys; a prefix that ends within a
        statement is not TOML.
        """
        begins = 1
        for number in range(1, self.text.count("\n") + 2):
            try:
                table = tomllib.loads("\n".join(self.text.split("\n")[:number]))
            except tomllib.TOMLDecodeError:
                continue
            if _inner(table, (*self.below, *keys)) is not None:
                return begins
            begins = number + 1
        return 1


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
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not UTF-8 text"
        raise ConfigurationError([f"{path}: cannot read this configuration: {reason.lower()}"]) from error


def _inner(table: Any, keys: tuple[Key, ...]) -> Any:
    for key in keys:
        try:
            table = table[key]
        except (KeyError, IndexError, TypeError):
            return None
    return table
