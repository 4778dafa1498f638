"""What a team says of its repository: `podproof.toml`, or `[tool.podproof]` in `pyproject.toml`.

A flag beats the environment (`PODPROOF_KUBERNETES`, …), which beats the file.
"""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from podproof.checker.errors import ConfigurationError
from podproof.checker.gate.results import Severity
from podproof.checker.gate.tables import BehaviourTable, Table, unknown
from podproof.checker.gate.toml import Key, TomlFile, found
from podproof.spec.findings import THRESHOLDS
from podproof.spec.findings.behaviour import CONTRARY
from podproof.spec.manifest.spelling import nearest
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import NEWEST, OLDEST
from podproof.spec.pod.versions import minor

__all__ = ["DEFAULT", "BehaviourTable", "Configuration", "configured"]

ALIKE = 0.5
"""How alike a key must be to a known one, from 0 to 1, to be taken as a misspelling of it."""

BY_FLAG = ("kubernetes", "faults", "fail_on", "baseline")
"""The keys that a flag and the environment can say too."""


class Configuration(NamedTuple):
    """Everything that can be configured, with its defaults.

    `paths` are as seen from the working directory, `exclude` as seen from `folder`.  `faults` is `all`, `none` or names
    with commas between; `severities` may say `off`; `expect` has the outcome that is expected of a law; `gates_set` are
    patterns of the readiness gates that somebody sets (None: every one); `known` are the fingerprints of the baseline.
    """

    folder: str = "."
    kubernetes: int = NEWEST
    faults: str = "all"
    fail_on: Severity = "warning"
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    baseline: str = ""
    gates_set: tuple[str, ...] | None = None
    severities: Mapping[str, Any] = {}
    thresholds: Mapping[str, int] = THRESHOLDS
    expect: Mapping[str, str] = {}
    containers: tuple[BehaviourTable, ...] = ()
    known: frozenset[str] = frozenset()

    def excludes(self, path: str) -> bool:
        """Whether the file, or a folder that it is in, is one to leave out."""
        relative = Path(os.path.relpath(path, self.folder))
        names = [each.as_posix() for each in (relative, *relative.parents)]
        return any(fnmatchcase(name, pattern.rstrip("/")) for name in names for pattern in self.exclude)


DEFAULT = Configuration()


def configured(
    flags: Mapping[str, str | None] = {},
    environment: Mapping[str, str] = {},
    named: str = "",
    own_laws: Collection[str] = (),
) -> Configuration:
    """The configuration of this run; raises `ConfigurationError` with a line for everything that is wrong.

    `named` is the file that was asked for, else one is looked for from the working directory upwards.
    """
    file = found(named or environment.get("PODPROOF_CONFIG", ""))
    said = {key: (name, environment[name]) for key in BY_FLAG if (name := f"PODPROOF_{key.upper()}") in environment}
    said |= {key: (f"--{key.replace('_', '-')}", text) for key in BY_FLAG if (text := flags.get(key)) is not None}
    reader = Reader(file, {key: origin for key, (origin, _) in said.items()})
    return reader.configuration({**file.table(), **{key: text for key, (_, text) in said.items()}}, own_laws)


class Reader(NamedTuple):
    """Reads a table; says of what is wrong where it was said: on a line of the file, or by whom instead."""

    file: TomlFile
    origins: Mapping[str, str]

    def configuration(self, table: Mapping[str, Any], own_laws: Collection[str]) -> Configuration:
        """The configuration that the table describes."""
        strange = [self.unknown(*each) for each in unknown(table, own_laws)]
        if strange:
            raise ConfigurationError(strange)
        said = self._typed(table)
        if wrong := [self.wrong(keys, message) for keys, message in _impossible(said)]:
            raise ConfigurationError(wrong)
        return _made(said, self.file.folder, "baseline" in self.origins)

    def unknown(self, keys: tuple[Key, ...], kind: str, names: Collection[str]) -> str:
        """The line about a key that there is not."""
        return self.wrong(keys, f"there is no {kind} {keys[-1]!r}{_offer(str(keys[-1]), names)}")

    def wrong(self, keys: tuple[Key, ...], message: str) -> str:
        """The line about something wrong with the value of these keys."""
        return f"{self.origins.get(str(keys[0])) or f'{self.file.path}:{self.file.line(*keys)}'}: {message}"

    def _typed(self, table: Mapping[str, Any]) -> Table:
        try:
            return msgspec.convert(table, Table)
        except msgspec.ValidationError as error:
            message, _, path = str(error).partition(" - at `$")
            found = re.findall(r"\.(\w+)|\[(\d+)\]", path)
            keys = tuple(int(number) if number else name for name, number in found)
            name = ".".join(map(str, keys))
            raise ConfigurationError([self.wrong(keys, f"{name}: {message[0].lower()}{message[1:]}")]) from error


def _impossible(said: Table) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Values of the right type that mean nothing."""
    if said.kubernetes and _minor(said.kubernetes) is None:
        yield ("kubernetes",), f"Kubernetes {said.kubernetes!r} is not modelled; choose from 1.{OLDEST} to 1.{NEWEST}"
    for name in _faults(said) - LIFECYCLE.faults - {"all", "none"}:
        yield ("faults",), f"there is no class of faults {name!r}{_offer(name, sorted(LIFECYCLE.faults))}"
    for number, each in enumerate(said.containers):
        if set(each.behaviour) >= CONTRARY:
            yield ("containers", number), f"no process can be both {' and '.join(sorted(CONTRARY))}"


def _minor(version: str) -> int | None:
    found = minor(version)
    return found if found is not None and OLDEST <= found <= NEWEST else None


def _faults(said: Table) -> set[str]:
    return {name.strip() for name in (said.faults.split(",") if isinstance(said.faults, str) else said.faults)}


def _offer(name: str, names: Collection[str]) -> str:
    meant = nearest(name, tuple(names), ALIKE)
    return f"; did you mean {meant}?" if meant else f"; choose from {', '.join(names)}" if len(names) < 20 else ""


def _made(said: Table, folder: str, baseline_from_here: bool) -> Configuration:
    from podproof.checker.gate.baseline import fingerprints

    def seen(path: str) -> str:
        return os.path.normpath(os.path.join(folder, path))

    baseline = said.baseline if baseline_from_here or not said.baseline else seen(said.baseline)
    return Configuration(
        folder,
        _minor(said.kubernetes) or NEWEST,
        ",".join(sorted(_faults(said))),
        said.fail_on,
        tuple(map(seen, said.paths)),
        said.exclude,
        baseline,
        said.gates_set,
        said.severities,
        THRESHOLDS | said.thresholds,
        {name: law.expect for name, law in said.laws.items()},
        said.containers,
        fingerprints(baseline) if baseline else frozenset(),
    )
