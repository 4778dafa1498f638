"""The texts at the given paths: files, folders and the standard input."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

from podproof.spec.manifest.problems import Problem

LARGEST_MEBIBYTES = 16
"""The largest file that is read; the API server itself accepts no object of more than 3."""

LARGEST = LARGEST_MEBIBYTES * 2**20

ENDINGS = (".yaml", ".yml", ".json")

STANDARD_INPUT = "<stdin>"

ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class SourceText(NamedTuple):
    """The content of one file."""

    file: str
    text: str


class Unreadable(Exception):
    """A path cannot be read."""

    def __init__(self, message: str, advice: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message, self.advice, self.line, self.column = message, advice, line, column


def _none(path: str) -> bool:
    return False


def texts(
    paths: Sequence[str], stdin: BinaryIO | None = None, excluded: Callable[[str], bool] = _none
) -> Iterator[SourceText | Problem]:
    """Yield the text of each file in turn, and a problem for each unreadable one.

    A folder gives the manifests below it, except `excluded` files and folders.
    """
    for path in paths:
        if path == "-":
            yield _attempt(STANDARD_INPUT, lambda: _standard_input(stdin))
        elif os.path.isdir(path):
            yield from _folder(path, excluded)
        else:
            yield _named(path)


def _folder(root: str, excluded: Callable[[str], bool]) -> Iterator[SourceText | Problem]:
    empty = True
    for found in _walk(root, excluded):
        empty = False
        yield found if isinstance(found, Problem) else _named(found)
    if empty:
        yield _problem(root, Unreadable("no manifest in this folder", f"name a folder with {', '.join(ENDINGS)} files"))


def _walk(root: str, excluded: Callable[[str], bool]) -> Iterator[str | Problem]:
    """Yield the paths of the manifests below a folder, sorted; a folder that is reached twice is read once."""
    waiting, seen = [root], set[str]()
    while waiting:
        path = waiting.pop()
        if path != root and excluded(path):
            continue
        if not os.path.isdir(path):
            yield path
        elif (real := os.path.realpath(path)) not in seen:
            seen.add(real)
            try:
                waiting.extend(reversed(_children(path)))
            except OSError as error:
                yield _problem(path, _refused(error, "folder"))


def _children(folder: str) -> list[str]:
    paths = (os.path.join(folder, name) for name in sorted(os.listdir(folder)))
    return [path for path in paths if path.endswith(ENDINGS) or os.path.isdir(path)]


def _named(path: str) -> SourceText | Problem:
    return _attempt(path, lambda: _regular_file(path))


def _attempt(file: str, content: Callable[[], bytes]) -> SourceText | Problem:
    try:
        return SourceText(file, _decode(content()))
    except Unreadable as error:
        return _problem(file, error)
    except (OSError, ValueError) as error:
        return _problem(file, _refused(error, "file"))


def _standard_input(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        import sys

        stdin = sys.stdin.buffer
    return _bounded(stdin)


def _regular_file(path: str) -> bytes:
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("not a regular file", "pipe its content to stdin, and name it `-`")
    if status.st_size > LARGEST:
        raise _too_large()
    with open(path, "rb") as file:
        return _bounded(file)


def _bounded(file: BinaryIO) -> bytes:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _too_large()
    return content


def _decode(content: bytes) -> str:
    encoding = next((name for mark, name in ENCODINGS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise Unreadable("not UTF-8 text", "save it as UTF-8, or exclude this file", line, column) from None
    if "\0" in text:
        raise Unreadable("a binary file, not a manifest", "exclude this file")
    return text


def _too_large() -> Unreadable:
    return Unreadable(f"larger than {LARGEST_MEBIBYTES} MiB, the most that is read", "split it into several files")


def _refused(error: OSError | ValueError, what: str) -> Unreadable:
    if isinstance(error, FileNotFoundError):
        return Unreadable(f"no such {what}", "check the path")
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return Unreadable(f"cannot read this {what}: {reason.lower()}", "check the path and its permissions")


def _problem(file: str, error: Unreadable) -> Problem:
    return Problem(file, error.line, error.column, "error", error.message, error.advice)
