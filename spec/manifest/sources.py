"""The texts of files and of the standard input: bounded, decoded, each with its problem if it cannot be read."""

import os
import stat
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from podproof.spec.manifest.origins import Origins
from podproof.spec.manifest.problems import NO_MANIFEST, Problem, Unreadable, unreadable

LARGEST_MEBIBYTES = 16
"""The largest file that is read; the API server itself accepts no object of more than 3."""

LARGEST = LARGEST_MEBIBYTES * 2**20

STANDARD_INPUT = "<stdin>"

ENCODINGS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


class SourceText(NamedTuple):
    """The content of one file, or what a tool rendered; then `origins` knows the files that it is made from.

    `is_neighbor` if it lies beside a kustomization that does not name it.
    """

    file: str
    text: str
    origins: Origins | None = None
    is_neighbor: bool = False


def text(path: str, stdin: BinaryIO | None = None) -> SourceText | Problem:
    """Return the text of one file, or of the standard input for `-`.

    The rule of a problem is `NO_MANIFEST` if the content does not claim to have an object.
    """
    if path == "-":
        return _attempt(STANDARD_INPUT, lambda: _standard_input(stdin))
    return _attempt(path, lambda: _regular_file(path))


def _attempt(file: str, read: Callable[[], bytes]) -> SourceText | Problem:
    try:
        content = read()
    except Unreadable as error:
        return error.problem(file)
    except (OSError, ValueError) as error:
        return unreadable(error, "file").problem(file)
    try:
        return SourceText(file, _decode(content))
    except Unreadable as error:
        problem = error.problem(file)
        return problem if b"apiVersion" in content and b"kind" in content else problem._replace(rule=NO_MANIFEST)


def _standard_input(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        import sys

        if sys.stdin is None:
            raise Unreadable("the standard input is closed", "pipe a manifest into it")
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


def encode_like(text: str, content: bytes) -> bytes:
    """Return the text in the encoding, and with the byte order mark, of that content."""
    mark = next((mark for mark, _ in ENCODINGS if content.startswith(mark)), b"")
    codecs = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
    return mark + text.encode(codecs.get(mark, "utf-8"))


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
