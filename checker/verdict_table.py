"""The table of verdicts: for each Pod how large its space of lives is and what becomes of each law, as data."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from podproof.checker.exploration import Exploration, Options, explore
from podproof.checker.model import Size
from podproof.spec.notation import Specification

Row = dict[str, Any]
Table = dict[str, Row]


LUCK = "only with probability one"
"""The heading of the laws that hold, but not under weak fairness."""


def row(specification: Specification, pod: Any, weak: bool = False) -> Row:
    """A Pod's size and verdicts, if `weak` those under weak fairness too.

    `depth` is only known of a Pod so small that each state is visited.
    """
    exploration = explore(specification, pod, Options(weak=weak))
    found = _size(exploration.size) | {"laws": _laws(exploration)}
    return found | {LUCK: _lucky(exploration)} if weak else found


def _lucky(exploration: Exploration) -> list[str]:
    return [verdict.law.name for verdict in exploration.verdicts if verdict.fair not in (None, "holds")]


def _size(size: Size) -> Row:
    return {"states": size.states, "transitions": size.transitions, "depth": size.depth}


def _laws(exploration: Exploration) -> dict[str, list[str]]:
    """The names of the laws, by what became of them; a law that is not about the Pod is left out."""
    laws: dict[str, list[str]] = {}
    for verdict in exploration.verdicts:
        if verdict.outcome != "not applicable":
            laws.setdefault(verdict.outcome, []).append(verdict.law.name)
    return laws


def written(tables: Mapping[str, Table]) -> str:
    """The tables as JSON, a line for each Pod and each outcome, so that a change is a line of a diff."""
    return json.dumps(tables, indent=1, ensure_ascii=False) + "\n"


def changes(expected: Mapping[str, Table], found: Mapping[str, Table]) -> Iterator[str]:
    """What is not as expected, in words."""
    for heading in sorted(expected.keys() | found.keys()):
        before, after = expected.get(heading, {}), found.get(heading, {})
        for name in sorted(before.keys() | after.keys()):
            where = f"{heading}: {name}"
            if name not in after:
                yield f"{where}: expected, but it is not there any more"
            elif name not in before:
                yield f"{where}: not in the table"
            else:
                yield from (f"{where}: {change}" for change in _changes(before[name], after[name]))


def _changes(before: Row, after: Row) -> Iterator[str]:
    for key in ("states", "transitions", "depth"):
        if before.get(key) != after[key]:
            yield f"{key} {before.get(key)} → {after[key]}"
    for law in sorted({*before.get(LUCK, ())} ^ {*after.get(LUCK, ())}):
        yield f"{law} {LUCK}{' no more' if law in before.get(LUCK, ()) else ''}"
    then, now = _by_law(before["laws"].items()), _by_law(after["laws"].items())
    for law in sorted(then.keys() | now.keys()):
        if then.get(law) != now.get(law):
            yield f"{law} {then.get(law, 'not applicable')} → {now.get(law, 'not applicable')}"


def _by_law(outcomes: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    return {law: outcome for outcome, laws in outcomes for law in laws}
