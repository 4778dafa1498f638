"""Recordings: watch streams, lists and audit logs, as they are read; nothing in them stops what comes after it."""

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, BinaryIO, NamedTuple, cast

import msgspec
import zstandard
from msgspec import Struct

from spec.observing.objects import PodObject

LARGEST = 1 << 28
"""Bytes of the largest document that is read: a list of some fifty thousand Pods."""

GZIP, ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


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


class Seen(NamedTuple):
    """A Pod object in a recording, the type of its watch event and when it was seen; empty: not told."""

    line: int
    event: str
    pod: PodObject
    time: str = ""


class Reconnected(NamedTuple):
    """A watch ended with an error and begins anew."""

    line: int


class Foreign(NamedTuple):
    """An object of another kind, which is passed over."""

    line: int
    kind: str


class Broken(NamedTuple):
    """Something that cannot be read, and why; what follows it is read."""

    line: int
    message: str


Found = Seen | Reconnected | Foreign | Broken

Framed = tuple[int, Document | Foreign | Broken]

CUT = "the JSON document ends in the middle"

DECODE = msgspec.json.Decoder(Document).decode


def recording(stream: BinaryIO) -> Iterator[Found]:
    """Everything in a recording, in its order; memory for one document."""
    for line, document in Frames().documents(_lines(_plain(stream))):
        if isinstance(document, Document):
            yield from _found(line, document)
        else:
            yield document


def _plain(stream: BinaryIO) -> BinaryIO:
    """The stream, unpacked if it begins as gzip or Zstandard do."""
    buffered = cast(Any, stream if hasattr(stream, "peek") else io.BufferedReader(cast(Any, stream)))
    begin = buffered.peek(4)[:4]
    if begin.startswith(GZIP):
        return cast(BinaryIO, io.BufferedReader(cast(Any, gzip.GzipFile(fileobj=buffered))))
    if begin == ZSTANDARD:
        unpacked = zstandard.ZstdDecompressor().stream_reader(buffered, read_across_frames=True)
        return cast(BinaryIO, io.BufferedReader(unpacked))
    return cast(BinaryIO, buffered)


def _lines(stream: BinaryIO) -> Iterator[bytes | Broken]:
    number = 0
    try:
        for line in iter(partial(stream.readline, LARGEST), b""):
            number += 1
            yield line
    except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as error:
        yield Broken(number + 1, f"the packed data are damaged or end too early: {error}")


class Frames:
    """Cuts lines into JSON documents: one in each line, or one over many lines, as kubectl writes them.

    A document over many lines begins and ends with a brace at the very left, which no line in it has; so one that is
    cut off costs nothing but itself.
    """

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._begin = self._size = 0
        self._garbage = -1

    def documents(self, lines: Iterable[bytes | Broken]) -> Iterator[Framed]:
        """Each document with the line where it begins."""
        for number, line in enumerate(lines, 1):
            if isinstance(line, Broken):
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

    def _begins(self, number: int, line: bytes) -> Iterator[Framed]:
        try:
            yield number, DECODE(line)
            return
        except msgspec.ValidationError as error:
            yield number, _other(number, line, str(error))
            return
        except msgspec.DecodeError:
            pass
        if line[:1] == b"{" and line.rstrip().endswith((b"{", b",", b"[")):
            self._begin, self._size = number, 0
            self._hold(line)
        elif line[:1] == b"{":
            yield from documents(number, line.rstrip())
        elif not line.isspace():
            if self._garbage != number - 1:
                yield number, Broken(number, "not a JSON document")
            self._garbage = number

    def _hold(self, line: bytes) -> None:
        self._size += len(line)
        if self._size <= LARGEST:
            self._held.append(line)

    def _cut(self) -> Framed:
        self._held = []
        return self._begin, Broken(self._begin, CUT)


def documents(line: int, text: bytes) -> Iterator[Framed]:
    """The documents that follow on one another in a text."""
    try:
        yield line, DECODE(text)
        return
    except msgspec.ValidationError as error:
        yield line, _other(line, text, str(error))
        return
    except msgspec.DecodeError as error:
        if "truncated" in str(error):
            yield line, Broken(line, CUT)
            return
    yield from _one_by_one(line, text.decode("utf-8", "replace").lstrip())


def _one_by_one(line: int, rest: str) -> Iterator[Framed]:
    decoder = json.JSONDecoder()
    while rest:
        try:
            _, end = decoder.raw_decode(rest)
        except json.JSONDecodeError as error:
            yield line, Broken(line, f"not a JSON document: {error.msg}")
            return
        yield from documents(line, rest[:end].encode())
        rest = rest[end:].lstrip()


def _other(line: int, text: bytes, complaint: str) -> Document | Foreign | Broken:
    """A document that does not look like a Pod: of another kind, or malformed."""
    try:
        whole = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        return Broken(line, f"not a JSON document: {error}")
    if not isinstance(whole, dict):
        return Broken(line, "not a JSON object")
    inner = whole.get("object", whole)
    kind = str(inner.get("kind", "")) if isinstance(inner, dict) else ""
    if whole.get("type") == "ERROR":
        return Document(type="ERROR")
    if kind in ("Pod", "PodList", "List") or not kind:
        return Broken(line, f"not a Pod as the API writes it: {complaint}")
    return Foreign(line, kind)


def _found(line: int, document: Document) -> Iterator[Found]:
    """The Pods in a document."""
    if document.object is not None:
        yield from _event(line, document.type, document.object, document.ts)
    elif document.type == "ERROR":
        yield Reconnected(line)
    elif document.items is not None:
        for item in document.items:
            yield from _object(line, "", item, document.kind.removesuffix("List"))
    elif document.apiVersion.startswith("audit.k8s.io/"):
        yield from _audited(line, document)
    else:
        yield from _object(line, "", document, "")


def _event(line: int, event: str, pod: PodObject, time: str) -> Iterator[Found]:
    if event == "ERROR":
        yield Reconnected(line)
    elif event != "BOOKMARK":
        yield from _object(line, event, pod, "", time)


def _audited(line: int, document: Document) -> Iterator[Found]:
    answer = document.responseObject
    about_pods = document.objectRef is not None and document.objectRef.resource == "pods"
    if about_pods and answer is not None and document.stage == "ResponseComplete" and answer.kind == "Pod":
        yield from _object(line, "", answer, "", document.stageTimestamp)
    elif not about_pods:
        yield Foreign(line, f"audit of {document.objectRef.resource if document.objectRef else 'nothing'}")


def _object(line: int, event: str, pod: PodObject, expected: str, time: str = "") -> Iterator[Found]:
    kind = pod.kind or expected
    if kind != "Pod":
        yield Foreign(line, kind) if kind else Broken(line, "not a Kubernetes object: it has no kind")
    elif pod.metadata is None or not pod.metadata.name:
        yield Broken(line, "a Pod without metadata.name")
    elif pod.status is None or not pod.status.phase:
        yield Broken(line, f"the Pod {pod.metadata.name} has no status: record what the API answers, not a manifest")
    else:
        yield Seen(line, event, pod, time)
