"""The configuration of a repository: `podproof.toml`, or `[tool.podproof]` in `pyproject.toml`.

A flag beats the environment (`PODPROOF_KUBERNETES`, …), which beats the file.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from podproof.checker.errors import ConfigurationError
from podproof.checker.gate.results import Severity
from podproof.checker.gate.tables import (
    BehaviorTable,
    ConfigurationTable,
    Names,
    TimeTable,
    Unknown,
    unknown,
)
from podproof.checker.gate.toml import Key, TomlFile, find
from podproof.checker.gate.wrong_values import impossible, listed, modeled, offer, wrong_value
from podproof.checker.packages import RenderMode
from podproof.spec.findings import NAMED, THRESHOLDS
from podproof.spec.manifest.problems import SHOWN
from podproof.spec.pod.state import NEWEST
from podproof.spec.pod.versions import Version
from podproof.spec.tree import is_below

__all__ = ["DEFAULT", "BehaviorTable", "GateConfiguration", "read_configuration"]

MOST_MISTAKES = 3
"""Unknown keys that are each reported on a line of its own; of more only the first are named, on one line."""

BY_FLAG = ("kubernetes", "faults", "fail_on", "baseline", "select", "ignore")
"""The keys that a flag and the environment can set, too."""


class GateConfiguration(NamedTuple):
    """All settings with their defaults.

    `kubernetes` is a minor version, and `patch` a patch version of it (None: any). `paths` are relative to the working
    directory, `exclude` to `folder`. `faults` is `all`, `none` or names separated by commas; a severity may be `off`,
    and is so for findings that are not selected; `expect` has the expected outcome of a law; `gates_set` are patterns
    of the readiness gates that somebody sets (None: all); `kinds` has the path of the Pod template in objects of other
    kinds; `strict` makes an error of each document that is not a manifest; `known` is the baseline; `render` says which
    packages are rendered. What flags and the environment decide is not the doing of the repository: `by_flags` has such
    keys, `off_by_flags` the findings that they turn off, and `left_out` more patterns of what is not checked.
    """

    folder: str = "."
    kubernetes: int = NEWEST
    patch: int | None = None
    faults: str = "all"
    fail_on: Severity = "warning"
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    baseline: str = ""
    gates_set: tuple[str, ...] | None = None
    severities: Mapping[str, Any] = {}
    thresholds: Mapping[str, int] = THRESHOLDS
    expect: Mapping[str, str] = {}
    containers: tuple[BehaviorTable, ...] = ()
    time: TimeTable = TimeTable()
    kinds: Mapping[str, str] = {}
    strict: bool = False
    known: Mapping[Any, int] = {}
    render: RenderMode = "auto"
    by_flags: frozenset[str] = frozenset()
    off_by_flags: frozenset[str] = frozenset()
    left_out: tuple[str, ...] = ()

    @property
    def version(self) -> Version:
        """The version of Kubernetes, down to the patch if one was named."""
        return Version(self.kubernetes, self.patch)

    def excludes(self, path: str) -> bool:
        """Whether the repository excludes the file, or a folder around it."""
        return self._matches(path, self.exclude)

    def leaves_out(self, path: str) -> bool:
        """Whether a flag excludes the file, or a folder around it."""
        return self._matches(path, self.left_out)

    def _matches(self, path: str, patterns: tuple[str, ...]) -> bool:
        if not patterns:
            return False
        relative = Path(os.path.relpath(path, self.folder))
        names = [each.as_posix() for each in (relative, *relative.parents)]
        return any(fnmatchcase(name, pattern.rstrip("/")) for name in names for pattern in patterns)


DEFAULT = GateConfiguration()


def read_configuration(
    flags: Mapping[str, str | None] = {},
    environment: Mapping[str, str] = {},
    named: str = "",
    own_laws: Collection[str] = (),
) -> GateConfiguration:
    """The configuration of this run; raises `ConfigurationError` with a line for each mistake.

    `named` is the file to read; by default it is searched for from the working directory upwards.
    """
    file = find(named or environment.get("PODPROOF_CONFIG", ""))
    given = {key: (name, environment[name]) for key in BY_FLAG if (name := f"PODPROOF_{key.upper()}") in environment}
    given |= {key: (f"--{key.replace('_', '-')}", text) for key in BY_FLAG if (text := flags.get(key)) is not None}
    reader = Reader(file, {key: origin for key, (origin, _) in given.items()})
    return reader.configuration({**file.table(), **{key: text for key, (_, text) in given.items()}}, own_laws)


class Reader(NamedTuple):
    """Reads a table; each mistake is reported with its origin: a line of the file, a flag or a variable."""

    file: TomlFile
    origins: Mapping[str, str]

    def configuration(self, table: Mapping[str, Any], own_laws: Collection[str]) -> GateConfiguration:
        """The configuration that the table describes."""
        if found := list(unknown(table, own_laws)):
            raise ConfigurationError(self._unknown(found))
        values = self._typed(table)
        if mistakes := [self.mistake(*each) for each in (*impossible(values), *self._outside(values))]:
            raise ConfigurationError(mistakes)
        return _build(values, self.file.folder, frozenset(self.origins))

    def _unknown(self, found: Sequence[Unknown]) -> list[str]:
        """The lines about unknown names: one for each, or one for all."""
        if len(found) > MOST_MISTAKES:
            first = ", ".join(_shown(keys[-1]) for keys, _, _ in found[:MOST_MISTAKES])
            message = f"unknown names {first} and {len(found) - MOST_MISTAKES:,} more; remove or correct them"
            return [self.mistake(found[0][0], message)]
        return [
            self.mistake(keys, f"unknown {kind} {_shown(keys[-1])}{offer(str(keys[-1]), names)}")
            for keys, kind, names in found
        ]

    def mistake(self, keys: tuple[Key, ...], message: str) -> str:
        """The line about a mistake in the value of these keys."""
        return f"{self.origins.get(str(keys[0])) or f'{self.file.path}:{self.file.line(*keys)}'}: {message}"

    def _outside(self, table: ConfigurationTable) -> Iterator[tuple[tuple[Key, ...], str]]:
        """Paths in the file that lead out of its folder: a repository must not have other files read."""
        named: list[tuple[tuple[Key, ...], str]] = [(("paths", place), path) for place, path in enumerate(table.paths)]
        if table.baseline and "baseline" not in self.origins:
            named.append((("baseline",), table.baseline))
        for keys, path in named:
            if not is_below(os.path.join(self.file.folder, path), self.file.folder):
                yield keys, f"{path!r} leads out of the folder of this configuration"

    def _typed(self, table: Mapping[str, Any]) -> ConfigurationTable:
        try:
            return msgspec.convert(table, ConfigurationTable)
        except msgspec.ValidationError as error:
            raise ConfigurationError([self.mistake(*wrong_value(error, ConfigurationTable))]) from error


def _shown(key: Key) -> str:
    return repr(str(key)[:SHOWN])


def _unselected(select: Names, ignore: Names) -> Iterator[str]:
    """The findings that are not selected, or ignored; laws and problems of manifests cannot be."""
    ignored = listed(ignore)
    for name in NAMED:
        is_selected = any(fnmatchcase(name, pattern) for pattern in listed(select))
        if not is_selected or any(fnmatchcase(name, pattern) for pattern in ignored):
            yield name


def _off_by_flags(table: ConfigurationTable, by_flags: Collection[str]) -> frozenset[str]:
    """The findings that flags turn off, and the repository does not."""
    select = "*" if "select" in by_flags else table.select
    ignore = () if "ignore" in by_flags else table.ignore
    own = {*_unselected(select, ignore), *(name for name, level in table.severities.items() if level == "off")}
    return frozenset(_unselected(table.select, table.ignore)) - own


def _build(table: ConfigurationTable, folder: str, by_flags: frozenset[str]) -> GateConfiguration:
    from podproof.checker.gate.baseline import read

    def from_here(path: str) -> str:
        return os.path.normpath(os.path.join(folder, path))

    baseline = table.baseline if "baseline" in by_flags or not table.baseline else from_here(table.baseline)
    return GateConfiguration(
        folder,
        *(modeled(table.kubernetes) or Version(NEWEST)),
        ",".join(sorted(listed(table.faults))),
        table.fail_on,
        tuple(map(from_here, table.paths)),
        table.exclude,
        baseline,
        table.gates_set,
        table.severities | dict.fromkeys(_unselected(table.select, table.ignore), "off"),
        THRESHOLDS | table.thresholds,
        {name: law.expect for name, law in table.laws.items()},
        table.containers,
        table.time,
        table.kinds,
        table.strict,
        read(baseline) if baseline else {},
        by_flags=by_flags,
        off_by_flags=_off_by_flags(table, by_flags),
    )
