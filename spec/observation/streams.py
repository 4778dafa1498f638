"""Lines of a stream, decompressed if necessary; everything before damaged data is still read."""

import gzip
import io
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO, NamedTuple, cast

import zstandard

LARGEST = 1 << 28
"""Bytes of the largest document that is read: a list of about fifty thousand Pods."""

GZIP, ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"

UTF_8_MARK, UTF_16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
"""The byte order marks of UTF-8 and UTF-16."""


class DamagedStream(NamedTuple):
    """A part that cannot be read, and why; the rest is read."""

    line: int
    message: str


def unpacked(stream: BinaryIO) -> BinaryIO:
    """The stream, decompressed if it starts like gzip or Zstandard."""
    buffered = cast(Any, stream if hasattr(stream, "peek") else io.BufferedReader(cast(Any, stream)))
    begin = buffered.peek(4)[:4]
    if begin.startswith(GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=buffered))
    if begin == ZSTANDARD:
        unpacked = zstandard.ZstdDecompressor().stream_reader(buffered, read_across_frames=True)
        return cast(BinaryIO, io.BufferedReader(unpacked))
    return cast(BinaryIO, buffered)


def lines(stream: BinaryIO) -> Iterator[bytes | DamagedStream]:
    """The lines of a stream with their ends, at most `LARGEST` bytes at a time."""
    number = 0
    try:
        for line in iter(partial(stream.readline, LARGEST), b""):
            number += 1
            if number == 1 and line.startswith(UTF_16_MARKS):
                yield DamagedStream(1, "text in UTF-16, as PowerShell writes it; write it in UTF-8")
                return
            yield line.removeprefix(UTF_8_MARK) if number == 1 else line
    except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as error:
        yield DamagedStream(number + 1, f"the packed data are damaged or end too early: {error}")
