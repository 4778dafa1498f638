"""What is wrong with a value of the configuration, in the terms of TOML."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any, get_args, get_type_hints

import msgspec

from podproof.checker.gate.toml import Key

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
