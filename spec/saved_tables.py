"""The tables of machines, saved: reading them off the classes takes two thirds of the start of a process.

Measured on 27 November 2026: 0.13 s for the import of python-statemachine, and 0.08 s for the classes.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from podproof.spec.notation import MachineTable, Transition
from podproof.spec.notation_of_time import Times
from podproof.spec.saved import saved

ROOM = Path(__file__).parent

PlainTable = tuple[Any, ...]
"""A table as plain values: a function that computes a value is a pair of its module and its name."""


@cache
def tables(module: str, name: str = "MACHINES") -> tuple[MachineTable, ...]:
    """The tables of the machines that the module has under the name; it is imported only if they are not saved."""
    found = find_spec(module)
    assert found is not None and found.origin is not None
    sources = map(_content, _sources(Path(found.origin)))
    plain = saved(module.rpartition(".")[2], (module.encode(), name.encode(), *sources), lambda: _plain(module, name))
    return tuple(map(_table, plain))


@cache
def _content(file: Path) -> bytes:
    return file.read_bytes()


def _sources(module: Path) -> list[Path]:
    """What the tables depend on, each once: the notation, the module, and whatever lies beside it."""
    folders = {ROOM, module.parent, ROOM / "pod", ROOM / "pod" / "machines"}
    return sorted(file for folder in folders for file in folder.glob("*.py"))


def _plain(module: str, name: str) -> list[PlainTable]:
    from podproof.spec.notation_of_machines import table_of

    machines = (table_of(machine) for machine in getattr(import_module(module), name))
    return [
        (
            *(getattr(machine, field) for field in MachineTable.__slots__ if field != "transitions"),
            list(map(_plain_transition, machine.transitions)),
        )
        for machine in machines
    ]


def _plain_transition(transition: Transition) -> PlainTable:
    return (*transition._replace(changes=_map(_reference, transition.changes))[:-1], tuple(transition.times))


def _table(plain: PlainTable) -> MachineTable:
    table = MachineTable(*plain)
    return replace(table, transitions=tuple(map(_transition, table.transitions)))


def _transition(plain: PlainTable) -> Transition:
    transition = Transition(*plain)
    return transition._replace(changes=_map(_value, transition.changes), times=Times(*transition.times))


def _map(change: Callable[[Any], Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {field: change(to) for field, to in changes.items()}


def _reference(to: Any) -> Any:
    return (to.__module__, to.__qualname__) if callable(to) else to


def _value(to: Any) -> Any:
    return getattr(import_module(to[0]), to[1]) if isinstance(to, tuple) else to
