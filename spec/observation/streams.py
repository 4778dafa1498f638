"""Lines of a stream, decompressed if necessary, as soon as they are there; all lines before damaged data are read."""

import zlib
from collections import deque
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, NamedTuple

import zstandard

LARGEST_MEBIBYTES = 128
"""The largest line, and the largest document: a list of about twenty-five thousand Pods."""

LARGEST = LARGEST_MEBIBYTES * 2**20

ENDLESS = 8 * LARGEST
"""Bytes of a line that are skipped before the rest of the stream is given up."""

CHUNK, UNPACKED_CHUNK, ZSTANDARD_CHUNK = 1 << 16, 1 << 20, 1 << 10
"""Bytes that are read and unpacked at once; a kilobyte of Zstandard may become tens of megabytes."""

GZIP, ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"

LARGEST_WINDOW = 1 << 27
"""Bytes that a frame of Zstandard may have its reader remember."""

UTF_8_MARK, UTF_16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
"""The byte order marks of UTF-8 and UTF-16."""


class DamagedStream(NamedTuple):
    """A part that cannot be read, and why; the rest is read."""

    line: int
    message: str


def lines(stream: BinaryIO) -> Iterator[bytes | DamagedStream]:
    """The lines of a stream with their ends; of a line that is too long, what is wrong."""
    number, held, skipped = 1, bytearray(), 0
    try:
        for data in unpacked(chunks(stream)):
            parts = deque(BytesIO(data).readlines())
            while parts:
                if number > 1 and not (held or skipped):  # whole lines, as most are
                    last = parts.pop()
                    yield from parts
                    number += len(parts)
                    parts = deque([last])
                part = parts.popleft()
                held += b"" if skipped else part
                skipped += len(part) if skipped else 0
                if len(held) > LARGEST:
                    yield DamagedStream(number, f"a line of more than {LARGEST_MEBIBYTES} MiB")
                    held, skipped = bytearray(), len(held)
                if skipped > ENDLESS:
                    yield DamagedStream(number, "the line has no end; nothing after it is read")
                    return
                if number == 1 and held.startswith(UTF_16_MARKS):
                    yield DamagedStream(1, "text in UTF-16, as PowerShell writes it; write it in UTF-8")
                    return
                if part.endswith(b"\n"):
                    if not skipped:
                        yield bytes(held.removeprefix(UTF_8_MARK) if number == 1 else held)
                    number, held, skipped = number + 1, bytearray(), 0
    except (EOFError, zlib.error, zstandard.ZstdError) as error:
        if held:
            yield bytes(held)
        yield DamagedStream(number, f"the packed data are damaged or end too early: {error}")
        return
    if held:
        yield bytes(held.removeprefix(UTF_8_MARK) if number == 1 else held)


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """What the stream has, without waiting for more; the first chunk tells whether it is packed."""
    read = getattr(stream, "read1", stream.read)
    first = b""
    while len(first) < len(ZSTANDARD) and (more := read(CHUNK)):
        first += more
    yield first
    while data := read(CHUNK):
        yield data


def unpacked(data: Iterator[bytes]) -> Iterator[bytes]:
    """The data, decompressed if they start like gzip or Zstandard; a chunk at a time, however much they unpack to."""
    first = next(data)
    unpack = _gunzip if first.startswith(GZIP) else _unzstandard if first.startswith(ZSTANDARD) else iter
    yield from unpack(_again(first, data))


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _gunzip(data: Iterator[bytes]) -> Iterator[bytes]:
    member, is_open = zlib.decompressobj(wbits=31), False
    for chunk in data:
        while chunk:
            is_open = True
            yield member.decompress(chunk, UNPACKED_CHUNK)
            chunk = member.unconsumed_tail
            if member.eof:  # zeros may follow, and further members
                chunk, member, is_open = member.unused_data.lstrip(b"\0"), zlib.decompressobj(wbits=31), False
    if is_open:
        yield member.flush()
        raise EOFError("gzip without its end")


def _unzstandard(data: Iterator[bytes]) -> Iterator[bytes]:
    reader = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW)
    frame, is_open = reader.decompressobj(), False
    for chunk in data:
        for begin in range(0, len(chunk), ZSTANDARD_CHUNK):
            part = chunk[begin : begin + ZSTANDARD_CHUNK]
            while part:
                is_open = True
                yield frame.decompress(part)
                part = b""
                if frame.eof:
                    part, frame, is_open = frame.unused_data, reader.decompressobj(), False
    if is_open:
        raise EOFError("Zstandard without its end")
