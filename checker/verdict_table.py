"""The table of verdicts: the number of states and transitions of each Pod, and the outcome of each law, as data."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from podproof.checker.exploration import Exploration, Liveness, Options, explore
from podproof.checker.model import Size
from podproof.spec import expected as recorded
from podproof.spec.notation import Specification

Row = dict[str, Any]
Table = dict[str, Row]


ALMOST_SURELY_ONLY = "only almost surely"
"""The heading of the laws that hold almost surely, but not under weak fairness."""


def row(specification: Specification, pod: Any, liveness: Liveness = "almost-sure", laws: Iterable[str] = ()) -> Row:
    """The size and the verdicts of a Pod, with `liveness="weak-fairness"` those under weak fairness too.

    Only the laws with these names are decided, if any are given. `depth` is None for a Pod that the explicit engine
    does not explore.
    """
    exploration = explore(specification, pod, Options(liveness=liveness, laws=tuple(laws)))
    verdicts = _size(exploration.size) | {"laws": _laws(exploration)}
    return (
        verdicts | {ALMOST_SURELY_ONLY: _only_almost_surely(exploration)} if liveness == "weak-fairness" else verdicts
    )


def _only_almost_surely(exploration: Exploration) -> list[str]:
    return [verdict.law.name for verdict in exploration.verdicts if verdict.fair not in (None, "holds")]


def _size(size: Size) -> Row:
    return {"states": size.states, "transitions": size.transitions, "depth": size.depth}


def _laws(exploration: Exploration) -> dict[str, list[str]]:
    """The names of the laws by outcome; laws that do not apply are left out."""
    laws: dict[str, list[str]] = {}
    for verdict in exploration.verdicts:
        if verdict.outcome != "not applicable":
            laws.setdefault(verdict.outcome, []).append(verdict.law.name)
    return laws


def failing(verdicts: Row) -> Row:
    """The row without the laws that hold."""
    return verdicts | {"laws": {outcome: laws for outcome, laws in verdicts["laws"].items() if outcome != "holds"}}


def to_json(tables: Mapping[str, Table]) -> str:
    """The tables as JSON, a line for each row, and one for each law with the scenarios by its verdict there."""
    parts = {heading: dict(table) for heading, table in tables.items()}
    if "scenarios" in parts:
        parts = {"scenarios": {name: _without_laws(each) for name, each in parts["scenarios"].items()}} | {
            "laws": _by_laws(parts["scenarios"]),
            **{heading: table for heading, table in parts.items() if heading != "scenarios"},
        }
    written = (f'"{heading}": {{\n{_lines(table)}\n}}' for heading, table in parts.items())
    return "{\n" + ",\n".join(written) + "\n}\n"


def _without_laws(each: Row) -> Row:
    return {key: value for key, value in each.items() if key not in ("laws", ALMOST_SURELY_ONLY)}


def _by_laws(scenarios: Table) -> Table:
    laws: Table = {}
    for name, each in scenarios.items():
        for outcome, those in (*each["laws"].items(), (ALMOST_SURELY_ONLY, each.get(ALMOST_SURELY_ONLY, ()))):
            for law in those:
                laws.setdefault(law, {}).setdefault(outcome, []).append(name)
    return dict(sorted(laws.items()))


def _lines(table: Table) -> str:
    return ",\n".join(f" {json.dumps(name)}: {json.dumps(each, ensure_ascii=False)}" for name, each in table.items())


def from_json(text: str) -> dict[str, Table]:
    """The tables, read back from JSON; laws come in the order of their names."""
    tables: dict[str, Table] = json.loads(text)
    for each in tables.get("scenarios", {}).values():
        each.update({"laws": {}, ALMOST_SURELY_ONLY: []})
    for law, outcomes in tables.pop("laws", {}).items():
        for outcome, names in outcomes.items():
            for name in names:
                each = tables["scenarios"][name]
                laws = each[outcome] if outcome == ALMOST_SURELY_ONLY else each["laws"].setdefault(outcome, [])
                laws.append(law)
    return tables


def expected_tables() -> dict[str, Table]:
    """The expected tables, as `table --write` wrote them."""
    return from_json(recorded.VERDICTS.read_text(encoding="utf-8"))


def changes(expected: Mapping[str, Table], actual: Mapping[str, Table]) -> Iterator[str]:
    """The differences between two tables as messages."""
    for heading in sorted(expected.keys() | actual.keys()):
        before, after = expected.get(heading, {}), actual.get(heading, {})
        for name in sorted(before.keys() | after.keys()):
            where = f"{heading}: {name}"
            if name not in after:
                yield f"{where}: expected, but missing"
            elif name not in before:
                yield f"{where}: not in the expected table"
            else:
                yield from (f"{where}: {change}" for change in _changes(before[name], after[name]))


def _changes(before: Row, after: Row) -> Iterator[str]:
    for key in ("states", "transitions", "depth"):
        if before.get(key) != after[key]:
            yield f"{key} {before.get(key)} → {after[key]}"
    for law in sorted({*before.get(ALMOST_SURELY_ONLY, ())} ^ {*after.get(ALMOST_SURELY_ONLY, ())}):
        yield f"{law} {'no longer ' if law in before.get(ALMOST_SURELY_ONLY, ()) else ''}{ALMOST_SURELY_ONLY}"
    then, now = _by_law(before["laws"].items()), _by_law(after["laws"].items())
    for law in sorted(then.keys() | now.keys()):
        if then.get(law) != now.get(law):
            other = "not applicable" if "holds" in before["laws"] else "does not fail"
            yield f"{law} {then.get(law, other)} → {now.get(law, other)}"


def _by_law(outcomes: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    return {law: outcome for outcome, laws in outcomes for law in laws}
