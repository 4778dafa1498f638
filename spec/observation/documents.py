"""Documents in the lines of a stream, as kubectl prints them: JSON, one in each line or over many lines, or YAML."""

import re
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Raw, Struct

from podproof.spec.observation.document_objects import Document, OtherObject
from podproof.spec.observation.streams import LARGEST, DamagedStream
from podproof.spec.observation.yaml_documents import BEGIN, json_texts


class Head(Struct, gc=False):
    """What tells the kind of a document, whatever the rest of it holds."""

    kind: Raw = Raw()
    type: Raw = Raw()
    object: Raw = Raw()
    items: Raw = Raw()


LocatedDocument = tuple[int, Document | OtherObject | DamagedStream]

CUT = "the JSON document ends in the middle"
DESCRIBED = "what `kubectl describe` prints leaves out too much; give it what `kubectl get pod -o yaml` prints"
DEEP = "nested too deeply to be a Kubernetes object"

DEEPEST = 1_000
"""Brackets within one another beyond which a text is not searched for documents."""

BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\Z)|[{}\[\]]', re.DOTALL)
"""Brackets, and the strings whose brackets do not count."""

DECODE = msgspec.json.Decoder(Document).decode


class DocumentReader:
    """Reads documents from lines: JSON, one in each line or one over many lines, or YAML.

    A JSON document over many lines begins and ends with a brace in the first column, and no other line of it has one
    there; so a document that is cut off does not spoil the next one.  A YAML document ends at `---`.
    """

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._begin = self._size = 0
        self._garbage = -1
        self._is_yaml = False

    def documents(self, lines: Iterable[bytes | DamagedStream]) -> Iterator[LocatedDocument]:
        """Each document with the number of its first line."""
        for number, line in enumerate(lines, 1):
            if self._held and isinstance(line, bytes) and line[:1] == b" ":  # most lines of what kubectl prints
                self._hold(line)
            elif not self._held and (document := _decoded(line)) is not None:  # most lines of what the API sends
                yield number, document
            elif isinstance(line, DamagedStream):
                yield line.line, line
            elif self._is_yaml and not line.startswith((b"---", b"{")):
                self._hold(line)
            elif self._is_yaml or not self._held:
                yield from self._yaml()
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
        yield from self._yaml()
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
        elif BEGIN.match(line):
            self._begin, self._size, self._is_yaml = number, 0, True
            self._hold(line)
        elif not line.isspace():
            if self._garbage != number - 1:
                yield number, DamagedStream(number, DESCRIBED if line.startswith(b"Name:") else "not a JSON document")
            self._garbage = number

    def _yaml(self) -> Iterator[LocatedDocument]:
        """The YAML document that was held, if any."""
        if self._is_yaml:
            text, self._held, self._is_yaml = b"".join(self._held), [], False
            for number, each in json_texts(self._begin, text):
                yield from documents(number, each) if isinstance(each, bytes) else ((number, each),)

    def _hold(self, line: bytes) -> None:
        self._size += len(line)
        if self._size <= LARGEST:
            self._held.append(line)

    def _cut(self) -> LocatedDocument:
        self._held = []
        return self._begin, DamagedStream(self._begin, CUT)


def _decoded(line: bytes | DamagedStream) -> Document | None:
    """The document that a line is; None for anything else."""
    try:
        return None if isinstance(line, DamagedStream) else DECODE(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def documents(line: int, text: bytes) -> Iterator[LocatedDocument]:
    """The documents that follow one another in a text."""
    read = _whole(line, text)
    if not isinstance(read, str):
        yield from read
        return
    for piece in pieces(text):
        found = _whole(line, piece) if piece != text else read
        if not isinstance(found, str):
            yield from found
        else:
            yield line, DamagedStream(line, CUT if "truncated" in found else f"not a JSON document: {found}")


def pieces(text: bytes, depth: int = 0) -> Iterator[bytes]:
    """The objects and lists at this depth of a text, and at depth 0 what stands between them.

    Scans the brackets once, without recursion and without decoding values, so that any depth and length is read.
    """
    level = begin = end = 0
    for bracket in BRACKETS.finditer(text):
        if bracket[0] in (b"{", b"["):
            if level == depth:
                begin = bracket.start()
                if depth == 0 and (between := text[end:begin].strip()):
                    yield between
            level += 1
            if level > DEEPEST:
                break
        elif bracket[0] in (b"}", b"]"):
            level -= 1
            if level == depth:
                end = bracket.end()
                yield text[begin:end]
    if level > depth:
        yield text[begin:]
    elif depth == 0 and (between := text[end:].strip()):
        yield between


def _whole(line: int, text: bytes) -> Iterable[LocatedDocument] | str:
    """The documents in a text that is one JSON document; else the error of the JSON reader."""
    try:
        return ((line, DECODE(text)),)
    except msgspec.ValidationError as error:
        return _other(line, text, str(error))
    except RecursionError:
        return ((line, DamagedStream(line, DEEP)),)
    except UnicodeDecodeError:
        return ((line, DamagedStream(line, "not UTF-8 text")),)
    except msgspec.DecodeError as error:
        return str(error)


def _other(line: int, text: bytes, complaint: str) -> Iterator[LocatedDocument]:
    """A document that does not decode as a Pod: of another kind, malformed, or a list with a malformed item."""
    head = _head(text)
    items = bytes(head.items) if head else text.lstrip()
    if items.startswith(b"["):
        yield from _items(line, _text(head.kind).removesuffix("List") if head else "", items)
    else:
        yield line, _rejected(line, text, complaint)


def _items(line: int, kind: str, items: bytes) -> Iterator[LocatedDocument]:
    """The items of a list one by one, so that a malformed item does not spoil the others."""
    for number, item in enumerate(pieces(items, 1), 1):
        try:
            document = DECODE(item)
        except RecursionError:
            yield line, DamagedStream(line, DEEP)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            yield line, _rejected(line, item, f"item {number}: {error}", kind)
        else:
            document.kind = document.kind or kind
            yield line, document


def _rejected(line: int, text: bytes, complaint: str, kind: str = "") -> Document | OtherObject | DamagedStream:
    head = _head(text)
    if head is None:
        return DamagedStream(line, DEEP if text.lstrip()[:1] == b"{" else "not a JSON object")
    if _text(head.type) == "ERROR":
        return Document(type="ERROR")
    inner = _head(bytes(head.object)) or head
    kind = _text(inner.kind) or kind
    if kind in ("Pod", "PodList", "List") or not kind:
        return DamagedStream(line, f"not a Pod as the API writes it: {complaint}")
    return OtherObject(line, kind)


def _head(text: bytes) -> Head | None:
    """What tells the kind of an object; None for anything that is not an object."""
    try:
        return msgspec.json.decode(text, type=Head)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _text(raw: Raw) -> str:
    try:
        return msgspec.json.decode(raw, type=str)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ""
