"""What a team says of its repository: `podproof.toml`, or `[tool.podproof]` in `pyproject.toml`."""

from collections.abc import Mapping
from typing import NamedTuple

from checker.gate.results import Severity
from spec.world import NEWEST


class Behaviour(NamedTuple):
    """What is declared of the containers whose name and image match these patterns."""

    name: str = "*"
    image: str = "*"
    behaviour: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Configuration(NamedTuple):
    """Everything that can be configured, with its defaults; `file` is where it was read."""

    file: str = ""
    kubernetes: int = NEWEST
    faults: str = "all"
    fail_on: Severity = "warning"
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    severities: Mapping[str, str] = {}
    thresholds: Mapping[str, int] = {}
    expect: Mapping[str, str] = {}
    containers: tuple[Behaviour, ...] = ()
    gates_set: tuple[str, ...] | None = None
    baseline: frozenset[str] = frozenset()


DEFAULT = Configuration()
