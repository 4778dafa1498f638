"""JSON documents in the lines of a stream: one in each line, or one over many lines as kubectl indents them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.streams import LARGEST, DamagedStream


class Resource(Struct, gc=False):
    """What a line of an audit log is about."""

    resource: str = ""


class Document(PodObject, gc=False):
    """A document of any kind that may hold Pods."""

    type: str = ""
    ts: str = ""
    stageTimestamp: str = ""
    object: PodObject | None = None
    items: list[PodObject] | None = None
    verb: str = ""
    stage: str = ""
    objectRef: Resource | None = None
    responseObject: PodObject | None = None


class OtherObject(NamedTuple):
    """An object of another kind, which is skipped."""

    line: int
    kind: str


LocatedDocument = tuple[int, Document | OtherObject | DamagedStream]

CUT = "the JSON document ends in the middle"
DEEP = "nested too deeply to be a Kubernetes object"

DECODE = msgspec.json.Decoder(Document).decode


class DocumentReader:
    """Reads JSON documents from lines: one in each line, or one over many lines.

    A document over many lines begins and ends with a brace in the first column, and no other line of it has one there;
    so a document that is cut off does not spoil the next one.
    """

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._begin = self._size = 0
        self._garbage = -1

    def documents(self, lines: Iterable[bytes | DamagedStream]) -> Iterator[LocatedDocument]:
        """Each document with the number of its first line."""
        for number, line in enumerate(lines, 1):
            if isinstance(line, DamagedStream):
                yield line.line, line
            elif not self._held:
                yield from self._begins(number, line)
            elif line[:1] == b"{":
                yield self._cut()
                yield from self._begins(number, line)
            elif line[:1] == b"}":
                text = b"".join([*self._held, line])
                self._held = []
                yield from documents(self._begin, text)
            else:
                self._hold(line)
        if self._held:
            yield self._cut()

    def _begins(self, number: int, line: bytes) -> Iterator[LocatedDocument]:
        read = _whole(number, line)
        if not isinstance(read, str):
            yield from read
        elif line[:1] == b"{" and line.rstrip().endswith((b"{", b",", b"[")):
            self._begin, self._size = number, 0
            self._hold(line)
        elif line[:1] == b"{":
            yield from documents(number, line.rstrip())
        elif not line.isspace():
            if self._garbage != number - 1:
                yield number, DamagedStream(number, "not a JSON document")
            self._garbage = number

    def _hold(self, line: bytes) -> None:
        self._size += len(line)
        if self._size <= LARGEST:
            self._held.append(line)

    def _cut(self) -> LocatedDocument:
        self._held = []
        return self._begin, DamagedStream(self._begin, CUT)


def documents(line: int, text: bytes) -> Iterator[LocatedDocument]:
    """The documents that follow one another in a text."""
    read = _whole(line, text)
    if not isinstance(read, str):
        yield from read
    elif "truncated" in read:
        yield line, DamagedStream(line, CUT)
    else:
        yield from _one_by_one(line, text.decode("utf-8", "replace").lstrip())


def _whole(line: int, text: bytes) -> Iterable[LocatedDocument] | str:
    """The documents in a text that is one JSON document; else the error of the JSON reader."""
    try:
        return ((line, DECODE(text)),)
    except msgspec.ValidationError as error:
        return _other(line, text, str(error))
    except RecursionError:
        return ((line, DamagedStream(line, DEEP)),)
    except msgspec.DecodeError as error:
        return str(error)


def _one_by_one(line: int, rest: str) -> Iterator[LocatedDocument]:
    decoder = json.JSONDecoder()
    while rest:
        try:
            _, end = decoder.raw_decode(rest)
        except json.JSONDecodeError as error:
            yield line, DamagedStream(line, f"not a JSON document: {error.msg}")
            return
        yield from documents(line, rest[:end].encode())
        rest = rest[end:].lstrip()


def _other(line: int, text: bytes, complaint: str) -> Iterator[LocatedDocument]:
    """A document that does not decode as a Pod: of another kind, malformed, or a list with a malformed item."""
    try:
        whole = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        yield line, DamagedStream(line, f"not a JSON document: {error}")
        return
    except RecursionError:
        yield line, DamagedStream(line, DEEP)
        return
    items = whole.get("items") if isinstance(whole, dict) else whole
    if isinstance(items, list):
        kind = str(whole.get("kind", "")).removesuffix("List") if isinstance(whole, dict) else ""
        yield from _items(line, kind, items)
    else:
        yield line, _rejected(line, whole, complaint)


def _items(line: int, kind: str, items: list[Any]) -> Iterator[LocatedDocument]:
    """The items of a list one by one, so that a malformed item does not spoil the others."""
    for number, item in enumerate(items, 1):
        named = {"kind": kind, **item} if isinstance(item, dict) else item
        try:
            yield line, DECODE(msgspec.json.encode(named))
        except msgspec.ValidationError as error:
            yield line, _rejected(line, named, f"item {number}: {error}")


def _rejected(line: int, whole: Any, complaint: str) -> Document | OtherObject | DamagedStream:
    if not isinstance(whole, dict):
        return DamagedStream(line, "not a JSON object")
    inner = whole.get("object", whole)
    kind = str(inner.get("kind", "")) if isinstance(inner, dict) else ""
    if whole.get("type") == "ERROR":
        return Document(type="ERROR")
    if kind in ("Pod", "PodList", "List") or not kind:
        return DamagedStream(line, f"not a Pod as the API writes it: {complaint}")
    return OtherObject(line, kind)
