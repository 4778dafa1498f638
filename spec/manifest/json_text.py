"""JSON text as trees: objects one after the other, as `kubectl get --watch -o json` writes them.

JSON is nearly YAML, but not for its readers: they limit the length of a key, refuse escaped surrogates and some control
characters, and want `---` between documents.
"""

import json
import re
from collections.abc import Iterator

from podproof.spec.manifest import scalars
from podproof.spec.manifest.nodes import (
    Entry,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    add,
    bound_depth,
    bound_size,
)
from podproof.spec.manifest.problems import Malformed, quoted

SPACE = re.compile(r"[ \t\n\r\ufeff]*")

TOKEN = re.compile(
    r"[ \t\n\r]*(?P<token>"
    r'[][{},:]|"(?P<text>[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+)"'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![-+.\w])|(?P<literal>true|false|null)\b)"
)

LITERALS: dict[str, scalars.Value] = {"true": True, "false": False, "null": None}


class NotJson(Exception):
    """The text is not JSON from here on; YAML may be able to read it."""


def objects(text: str) -> Iterator[tuple[Node | None, int, int]]:
    """Yield each JSON object at the beginning of the text, and after it the offset and line where it ends.

    The last item has no object: from its offset on the text is not a JSON object.
    """
    reader = JsonReader(text)
    while True:
        offset, line = reader.skip_space()
        if not text.startswith("{", offset):
            break
        try:
            node = reader.value(0)
        except NotJson:
            break
        yield node, reader.offset, reader.line
    yield None, offset, line


class JsonReader:
    """Reads one value after the other and counts lines."""

    def __init__(self, text: str) -> None:
        self.text, self.offset, self.line, self._line_start, self._size = text, 0, 1, 0, 0

    def skip_space(self) -> tuple[int, int]:
        """Move to the next token, and return its offset and line."""
        match = SPACE.match(self.text, self.offset)
        assert match is not None
        self._move(match.start(), match.end())
        self.offset, self._size = match.end(), 0
        return self.offset, self.line

    def value(self, depth: int) -> Node:
        """Read a value that stands within `depth` others."""
        token, match = self._next()
        line, column = self.line, match.start("token") - self._line_start + 1
        bound_depth(depth + 1, line, column)
        self._size += 1
        bound_size(self._size, line, column)
        if token == "{":
            return self._object(depth, line, column)
        if token == "[":
            return self._array(depth, line, column)
        return ScalarNode(self._scalar(match, line, column), line, column)

    def _object(self, depth: int, line: int, column: int) -> Node:
        entries, repeated, separator = dict[str, Entry](), list[tuple[str, ScalarNode, ScalarNode]](), ","
        if self._is_next("}"):
            return MappingNode(entries, line, column)
        while separator == ",":
            key = self.value(depth + 1)
            if not isinstance(key, ScalarNode) or not isinstance(key.value, str) or self._next()[0] != ":":
                raise NotJson
            add(entries, repeated, key.value, Entry(key, self.value(depth + 1)))
            separator = self._next()[0]
        if separator != "}":
            raise NotJson
        return MappingNode(entries, line, column, tuple(repeated))

    def _array(self, depth: int, line: int, column: int) -> Node:
        items, separator = list[Node](), ","
        if self._is_next("]"):
            return SequenceNode(items, line, column)
        while separator == ",":
            items.append(self.value(depth + 1))
            separator = self._next()[0]
        if separator != "]":
            raise NotJson
        return SequenceNode(items, line, column)

    def _is_next(self, token: str) -> bool:
        match = TOKEN.match(self.text, self.offset)
        if match is None or match["token"] != token:
            return False
        self._next()
        return True

    def _next(self) -> tuple[str, re.Match[str]]:
        match = TOKEN.match(self.text, self.offset)
        if match is None:
            raise NotJson
        self._move(self.offset, match.start("token"))
        self.offset = match.end()
        return match["token"], match

    def _move(self, begin: int, end: int) -> None:
        breaks = self.text.count("\n", begin, end)
        if breaks:
            self.line += breaks
            self._line_start = self.text.rfind("\n", begin, end) + 1

    @staticmethod
    def _scalar(match: re.Match[str], line: int, column: int) -> scalars.Value:
        if match["text"] is not None:
            return _unescaped(match["text"])
        if match["literal"] is not None:
            return LITERALS[match["literal"]]
        if match["number"] is None:
            raise NotJson
        number = scalars.number(match["number"])
        if number is None:
            message = f"{quoted(match['number'])} is not a number that the API can hold"
            raise Malformed(line, column, message, "write a finite number, or quote it if it is a text")
        return number


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    # encoding/json replaces a lone surrogate, which is not a character.
    unescaped: str = json.loads(f'"{text}"')
    return unescaped.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
