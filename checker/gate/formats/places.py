"""Where a result stands, as each format writes it."""

import os
from pathlib import Path
from urllib.parse import quote

from checker.gate.results import Result, relative
from spec.manifest.problems import printable


def place(result: Result) -> str:
    """File, line and column, for a person."""
    where = f"{relative(result.file)}:{result.line}:{result.column}" if result.line else relative(result.file)
    return printable(where)


def uri(file: str) -> str:
    """The file as a reference that any byte of a name may be in; one that is not below here is absolute."""
    path = relative(file)
    if path.startswith("<"):
        return quote(path)
    encoded = quote(os.fsencode(path.replace(os.sep, "/")))
    return encoded if not path.startswith("..") and not os.path.isabs(path) else _absolute(path)


def _absolute(path: str) -> str:
    return "file://" + quote(os.fsencode(Path(os.path.abspath(path)).as_posix()))
