"""Definitions of kinds, which are the longest objects of many repositories, need not be parsed: they have no Pods."""

import re

KIND = "CustomResourceDefinition"

SEPARATOR = re.compile(r"^---[ \t]*(?:#.*)?$", re.MULTILINE)
"""The line between two documents; in YAML it cannot be a part of any value."""

ITS_KIND = re.compile(rf"^kind: {KIND}[ \t]*$", re.MULTILINE)

ANY_KIND = re.compile(r"^kind\b", re.MULTILINE)

UNUSUAL = re.compile(r"^(?!$|[ \t\r]|-[ \t]|#|[A-Za-z]\w*:(?:$|[ \t\r]))", re.MULTILINE)
"""A line that could write `kind` in another way: quoted, escaped, in braces, or as a complex key."""


def without_definitions(text: str) -> tuple[str, int]:
    """The text with empty lines instead of the definitions, and their number."""
    if KIND not in text:
        return text, 0
    pieces, at, found = list[str](), 0, 0
    for start, end in [*(each.span() for each in SEPARATOR.finditer(text)), (len(text), len(text))]:
        piece = text[at:start]
        is_definition = _is_definition(piece)
        pieces += ["\n" * piece.count("\n") if is_definition else piece, text[start:end]]
        at, found = end, found + is_definition
    return "".join(pieces), found


def _is_definition(document: str) -> bool:
    has_its_kind = ITS_KIND.search(document) is not None and len(ANY_KIND.findall(document)) == 1
    return has_its_kind and UNUSUAL.search(document) is None
