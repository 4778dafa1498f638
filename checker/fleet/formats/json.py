"""A summary as one JSON document: all groups, what each shows, and the shortest examples."""

import json
from typing import Any

from podproof.checker.fleet.summary import Example, Row, Summary

VERSION = 1
"""The version of the format."""


def render(summary: Summary) -> bytes:
    """The document."""
    groups = [
        {"cluster": group.cluster, "namespace": group.namespace, "owner": group.owner, "images": list(group.images)}
        | _row(row, examples=False)
        for group, row in sorted(summary.rows.items())
    ]
    document = {"version": VERSION, "total": _row(summary.total(), examples=True), "groups": groups}
    return json.dumps(document, indent=1).encode() + b"\n"


def _row(row: Row, examples: bool) -> dict[str, Any]:
    seen = [
        {"kind": what.kind, "name": what.name, "meaning": what.meaning, "pods": each.pods}
        | ({"example": _example(each.example)} if examples else {})
        for what, each in row.ordered()
    ]
    return {"pods": row.pods, "seen": seen}


def _example(example: Example) -> dict[str, Any]:
    names = ("cluster", "file", "line", "pod", "observations")
    return {name: getattr(example, name) for name in names} | {"statuses": list(example.statuses)}
