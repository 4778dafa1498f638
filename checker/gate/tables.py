"""The tables of the configuration: their keys and the type of each value."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

import msgspec

from podproof.checker.gate.toml import Key
from podproof.spec.findings import FINDINGS, THRESHOLDS
from podproof.spec.pod.laws import LAWS

Level = Literal["error", "warning", "info", "off"]
Expected = Literal["holds", "violated", "vacuous", "undecided"]
Behaving = Literal["never-exits", "ignores-sigterm", "ends-on-sigterm"]


class BehaviourTable(msgspec.Struct, frozen=True):
    """Declarations about the containers whose name and image match these patterns."""

    name: str = "*"
    image: str = "*"
    behaviour: tuple[Behaving, ...] = ()
    needs: tuple[str, ...] = ()


class LawTable(msgspec.Struct, frozen=True):
    """The table of one law."""

    expect: Expected = "holds"


class Table(msgspec.Struct, frozen=True):
    """The whole configuration as written."""

    kubernetes: str = ""
    faults: str | tuple[str, ...] = "all"
    fail_on: Literal["error", "warning", "info"] = "warning"
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    baseline: str = ""
    select: str | tuple[str, ...] = "*"
    ignore: str | tuple[str, ...] = ()
    gates_set: tuple[str, ...] | None = None
    severities: dict[str, Level] = {}
    thresholds: dict[str, int] = {}
    laws: dict[str, LawTable] = {}
    containers: tuple[BehaviourTable, ...] = ()


Unknown = tuple[tuple[Key, ...], str, Collection[str]]
"""The path of an unknown key, the kind of its name, and the known names."""


def unknown(table: Mapping[str, Any], own_laws: Collection[str] = ()) -> Iterator[Unknown]:
    """Every unknown key."""
    laws = [*(law.name for law in LAWS), *own_laws]
    rules = [*(finding.name for finding in FINDINGS), *(f"law/{name}" for name in laws)]
    yield from _beside(table, (), "key", Table.__struct_fields__)
    yield from _beside(table.get("severities"), ("severities",), "finding", rules)
    yield from _beside(table.get("thresholds"), ("thresholds",), "threshold", tuple(THRESHOLDS))
    yield from _beside(table.get("laws"), ("laws",), "law", laws)
    for name, inner in _items(table.get("laws")):
        yield from _beside(inner, ("laws", name), "key", LawTable.__struct_fields__)
    containers = table.get("containers")
    for number, inner in enumerate(containers if isinstance(containers, list) else ()):
        yield from _beside(inner, ("containers", number), "key", BehaviourTable.__struct_fields__)


def _beside(table: Any, path: tuple[Key, ...], kind: str, names: Collection[str]) -> Iterator[Unknown]:
    return (((*path, name), kind, names) for name, _ in _items(table) if name not in names)


def _items(table: Any) -> Iterator[tuple[str, Any]]:
    return iter(table.items() if isinstance(table, dict) else ())
