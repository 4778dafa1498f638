"""Edits of a source text: which region is replaced by what; everything else stays as it is, byte for byte.

A mistake that is fixed mechanically says so as a `Repair`: data with the position where the mistake begins. Where
the region ends, and what it contains, only the text knows; `edits` finds out, and refuses what it is not sure of.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

At = tuple[int, int]
"""Line and column, from 1."""

ODD_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""Line breaks of YAML that other programs do not count as such."""

WHOLE = re.compile(r"[-+]?[0-9]+")

KEEPS_SOMETHING = re.compile(r"#|(?:^|[\s\[{,])[&*!]\S")
"""A comment, an anchor, an alias or a tag, which a replacement of the region would lose."""


class Repair(NamedTuple):
    """The scalar at a position is replaced by a text; without a text, only its quotes change.

    With an `end`, the scalar is a key, and the value that begins at the end is replaced by `value`, too.
    """

    at: At
    text: str = ""
    quotes: Literal["keep", "add", "drop"] = "keep"
    end: At | None = None
    value: str = ""


class Edit(NamedTuple):
    """A region of a text, its present content, and the content that replaces it; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    old: str
    new: str


class TextRegion(NamedTuple):
    """The region of a node, as offsets, and its value if it is a scalar."""

    start: int
    end: int
    value: str = ""


class EditableText:
    """A text with the region of each of its nodes, as far as it is YAML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._scalars: dict[At, TextRegion] = {}
        self._collections: dict[At, TextRegion] = {}
        if not ODD_BREAKS.search(text):
            self._read()

    def edits(self, repairs: Sequence[Repair]) -> tuple[Edit, ...]:
        """The edits that make the repairs; none if one of them is not certain."""
        made = [self._edit(each) for each in repairs]
        return tuple(each for each in made if each) if all(made) else ()

    def apply(self, edits: Iterable[Edit]) -> str:
        """The text with these edits; an edit that overlaps another one, or no longer fits the text, is left out."""
        parts, done = list[str](), 0
        for edit in sorted(set(edits)):
            start, end = self._offset(edit.line, edit.column), self._offset(edit.end_line, edit.end_column)
            if start >= done and self.text[start:end] == edit.old:
                parts += [self.text[done:start], edit.new]
                done = end
        return "".join([*parts, self.text[done:]])

    def _edit(self, wanted: Repair) -> Edit | None:
        scalar = self._scalars.get(wanted.at)
        if scalar is None:
            return None
        last = scalar if wanted.end is None else self._collections.get(wanted.end) or self._scalars.get(wanted.end)
        if last is None or last.end < scalar.end:
            return None
        new = _replaced(self.text[scalar.start : scalar.end], scalar.value, wanted)
        old = self.text[scalar.start : last.end]
        if new is None or (wanted.end is not None and KEEPS_SOMETHING.search(old)):
            return None
        value = "" if wanted.end is None else f": {wanted.value}"
        return Edit(*self._at(scalar.start), *self._at(last.end), old, new + value)

    def _offset(self, line: int, column: int) -> int:
        return self._starts[min(line, len(self._starts)) - 1] + column - 1

    def _at(self, offset: int) -> At:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def _read(self) -> None:
        """Note the region of each node; a block collection ends with its last scalar or flow collection."""
        import yaml

        open_nodes, last = list[tuple[At, int, bool]](), 0
        try:
            for event in yaml.parse(self.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                at, start, end = _region(event)
                if isinstance(event, yaml.ScalarEvent):
                    if event.style in ("|", ">"):
                        continue
                    self._scalars.setdefault(at, TextRegion(start, end, event.value))
                    last = end
                elif isinstance(event, yaml.CollectionStartEvent):
                    open_nodes.append((at, start, bool(event.flow_style)))
                elif isinstance(event, yaml.CollectionEndEvent):
                    begun, first, is_flow = open_nodes.pop()
                    last = end if is_flow else last
                    self._collections[begun] = TextRegion(first, last)
        except yaml.YAMLError:
            return


def _region(event: Any) -> tuple[At, int, int]:
    """Where the event begins, and its region; the library does not declare the marks."""
    begin, end = event.start_mark, event.end_mark
    return (begin.line + 1, begin.column + 1), begin.index, end.index


def _replaced(old: str, value: str, wanted: Repair) -> str | None:
    """The scalar with other content or other quotes; None if that is not certain to mean the same."""
    quote = old[0] if old[:1] in ("'", '"') else ""
    if wanted.quotes == "keep":
        return f"{quote}{wanted.text}{quote}"
    if wanted.quotes == "add":
        return None if quote or "\n" in old else json.dumps(wanted.text or old, ensure_ascii=False)
    return (wanted.text or value) if quote and WHOLE.fullmatch(value) else None
