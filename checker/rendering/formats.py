"""Registries of output formats: in each room one dictionary from the name of a format to the function that renders it.

FORMATS: Mapping[str, Format] = {"json": lazy("podproof.checker.room.formats.json.render"), …}

The names are known at once, for `--help`; the module of a format, and the library that it needs, are imported when the
format is used.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def lazy(name: str) -> Callable[..., Any]:
    """The function with this dotted name, imported when it is called."""
    module, _, function = name.rpartition(".")

    def call(*arguments: Any, **named: Any) -> Any:
        return getattr(import_module(module), function)(*arguments, **named)

    return call
