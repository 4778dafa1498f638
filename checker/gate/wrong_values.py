"""What is wrong with a value of the configuration, in the terms of TOML."""

import fnmatch
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import Any, get_args, get_type_hints

import msgspec

from podproof.checker.gate.intervals import mistake
from podproof.checker.gate.tables import ConfigurationTable, durations
from podproof.checker.gate.toml import Key
from podproof.spec.findings import NAMED
from podproof.spec.findings.behavior import CONTRARY
from podproof.spec.manifest.spelling import nearest
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import NEWEST, OLDEST
from podproof.spec.pod.versions import Version, version

ALIKE = 0.5
"""The least similarity to a known name, from 0 to 1, for a name to count as its misspelling."""

PART = re.compile(r"\.(\w+)|\[(\d+|\.{3})\]")
"""A part of a path: a field, the place in a list, or any value of a map."""

ANY = "*"
"""Stands for a key of a map, which msgspec does not tell."""

IN_TOML = {
    "object": "a table",
    "array": "a list",
    "str": "a text in quotes",
    "int": "a whole number",
    "float": "a decimal number",
    "bool": "true or false",
    "null": "nothing",
}
"""The types as msgspec names them, and as the user writes them."""


def wrong_value(error: msgspec.ValidationError, table: type[msgspec.Struct]) -> tuple[tuple[Key, ...], str]:
    """The keys of the wrong value as far as msgspec tells them, and what is expected there instead."""
    text, _, path = str(error).partition(" - at `$")
    keys = tuple(name or (ANY if at == "..." else int(at)) for name, at in PART.findall(path))
    names = ".".join(map(str, keys))
    known = tuple(takewhile(lambda key: key != ANY, keys))
    if types := re.match(r"Expected `([^`]*)`", text):
        return known, f"{names}: expected {' or '.join(IN_TOML.get(each, each) for each in types[1].split(' | '))}"
    choices = ", ".join(_choices(_type_of(table, keys)))
    return known, f"{names}: {text[0].lower()}{text[1:].replace(' enum ', ' ')}{choices and f'; choose from {choices}'}"


def _type_of(type: Any, keys: Sequence[Key]) -> Any:
    """The type of the value of these keys: of a field, of each item of a list, of each value of a map."""
    for key in keys:
        if hasattr(type, "__struct_fields__"):
            type = get_type_hints(type)[str(key)]
        else:
            type = get_args(type)[0 if isinstance(key, int) else -1]
    return type


def _choices(type: Any) -> Iterator[str]:
    """The texts of the `Literal` types in this one."""
    for each in get_args(type):
        yield from [each] if isinstance(each, str) else _choices(each)


def impossible(table: ConfigurationTable) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Values of the right type that have no meaning."""
    if modeled(table.kubernetes) is None:
        yield ("kubernetes",), f"Kubernetes {table.kubernetes!r} is not modeled; choose from 1.{OLDEST} to 1.{NEWEST}"
    for key, names in (("select", table.select), ("ignore", table.ignore)):
        for name in listed(names):
            if not fnmatch.filter(NAMED, name):
                law = "; a law is not a finding, and is always reported" if name.startswith("law/") else ""
                yield (key,), f"unknown finding {name!r}{law or offer(name, tuple(NAMED))}"
    for name in listed(table.faults) - LIFECYCLE.faults - {"all", "none"}:
        yield ("faults",), f"unknown class of faults {name!r}{offer(name, sorted(LIFECYCLE.faults))}"
    for name, path in table.kinds.items():
        if not re.fullmatch(r"[\w*-]+(\.[\w*-]+)*", path):
            yield (
                ("kinds", name),
                f"{path!r} is not a path; write one such as 'spec.template' or 'spec.jobs.*.template'",
            )
    for number, each in enumerate(table.containers):
        if each.declared >= CONTRARY:
            yield ("containers", number), f"a process cannot be both {' and '.join(sorted(CONTRARY))}"
    for keys, text in durations(table):
        if message := mistake(str(keys[-1]), text):
            yield keys, message


def modeled(named: str) -> Version | None:
    """The version of that name, the newest one without a name; None if it is not modeled."""
    found = version(named) if named else Version(NEWEST)
    return found if found is not None and OLDEST <= found.minor <= NEWEST else None


def listed(names: str | tuple[str, ...]) -> set[str]:
    """The names in a list, or in a text with commas."""
    return {name.strip() for name in (names.split(",") if isinstance(names, str) else names)}


def offer(name: str, names: Collection[str]) -> str:
    """The name that was meant, or else the names to choose from, if they are few."""
    meant = nearest(name, tuple(names), ALIKE)
    return f"; did you mean {meant}?" if meant else f"; choose from {', '.join(names)}" if len(names) < 20 else ""
