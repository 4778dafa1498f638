"""A summary as text: what was seen, each with its shortest example, and who shows it."""

from collections.abc import Iterator

from podproof.checker.fleet.summary import DIMENSIONS, Row, Summary
from podproof.checker.rendering.text import count
from podproof.spec.manifest.problems import printable_line

MOST = 10
"""Rows of each dimension that are printed."""


def render(summary: Summary) -> bytes:
    """The lines, in UTF-8."""
    return "".join(f"{printable_line(line)}\n" for line in lines(summary)).encode("utf-8", "replace")


def lines(summary: Summary) -> Iterator[str]:
    """The lines."""
    total = summary.total()
    yield f"Summary: {count(total.pods, 'Pod')}"
    for what, seen in total.ordered():
        yield f"  {seen.pods:>8,}  {_kind(what.kind)}{what.text}"
        example = seen.example
        where = f"{example.cluster}: " if example.cluster else ""
        yield f"            {where}{example.pod} {example.file}:{example.line}: {' → '.join(example.statuses)}"
    for dimension in DIMENSIONS:
        yield from _rows(dimension, summary.by(dimension))


def _rows(dimension: str, rows: dict[str, Row]) -> Iterator[str]:
    if len(rows) < 2:
        return
    yield f"By {dimension}:"
    for name, row in list(rows.items())[:MOST]:
        seen = ", ".join(f"{each.pods:,} {_kind(what.kind)}{what.name}".rstrip() for what, each in row.ordered()[:MOST])
        yield f"  {row.pods:>8,}  {name or '(none)'}{f': {seen}' if seen else ''}"
    if len(rows) > MOST:
        yield f"            and {len(rows) - MOST:,} more"


def _kind(kind: str) -> str:
    """How a kind is named before what is counted."""
    names = {"illegal": "ILLEGAL ", "undecided": "not decided ", "early": "too early ", "late": "too late "}
    return names.get(kind, "" if kind == "situation" else f"{kind} ")
