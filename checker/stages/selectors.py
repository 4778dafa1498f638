"""Where a stage applies: labels, annotations, and the subset of jq that selectors of stages use.

A key is a path (`.status.phase`, `.metadata.labels["name"]`, `.status.conditions.[]`), with `| select(PATH == "text")`
and further paths.  The rules are those of kwok's package `expression` (v0.7).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

STEP = re.compile(
    r'\.?(?:([A-Za-z_$][\w$]*)|\[\s*"((?:[^"\\]|\\.)*)"\s*\]|\[\s*(-?\d{1,9})?\s*\]|"((?:[^"\\]|\\.)*)")(\?)?'
)
SELECT = re.compile(
    r'select\(\s*(\.[^=!]*?)\s*(==|!=)\s*("(?:[^"\\]|\\.)*"|true|false|null|-?\d{1,18})\s*\)', re.DOTALL
)

OPERATORS = ("In", "NotIn", "Exists", "DoesNotExist")

LONGEST = 2_000
MOST_VALUES = 10_000

CONSTANTS: Mapping[str, object] = {"true": True, "false": False, "null": None}


class UnknownExpression(Exception):
    """An expression beyond the subset; the message has it."""


class NoValue(Exception):
    """The expression fails on this object, as jq does on a list that is none."""


Filter = Callable[[Any], Iterator[Any]]


class SelectorRequirement(NamedTuple):
    """A key with an operator, and with values for `In` and `NotIn`."""

    key: tuple[Filter, ...]
    operator: str
    values: tuple[str, ...]

    def holds(self, data: Any) -> bool:
        """Whether the object meets the requirement."""
        try:
            found = [value for value in query(self.key, data) if value is not None]
        except NoValue:
            found = []
        if self.operator in ("Exists", "DoesNotExist"):
            return bool(found) == (self.operator == "Exists")
        texts = {str(value).lower() if isinstance(value, bool) else str(value) for value in found}
        return bool(texts & {*self.values}) == (self.operator == "In")


def expression(text: str) -> tuple[Filter, ...]:
    """The filters of a key, one after the other; raises `UnknownExpression`."""
    if len(text) > LONGEST:
        raise UnknownExpression(f"a key of more than {LONGEST:,} characters")
    return tuple(_filter(part.strip(), text) for part in _parts(text))


def _parts(text: str) -> list[str]:
    """The text cut at the bars that are not within quotes."""
    return re.findall(r'(?:"(?:[^"\\]|\\.)*"|[^|"])+', text)


def _filter(text: str, whole: str) -> Filter:
    if match := SELECT.fullmatch(text):
        path, is_equal, value = _path(match[1], whole), match[2] == "==", _constant(match[3])
        return lambda data: iter([data] if any((each == value) == is_equal for each in path(data)) else [])
    return _path(text, whole)


def _constant(text: str) -> object:
    return text[1:-1] if text[0] == '"' else CONSTANTS[text] if text in CONSTANTS else int(text)


def _path(text: str, whole: str) -> Filter:
    steps, place = [], 0
    while place < len(text) and text != ".":
        match = STEP.match(text, place)
        if match is None or not text.startswith("."):
            raise UnknownExpression(f"the jq expression {whole!r}")
        name = next((each for each in (match[1], match[2], match[4]) if each is not None), None)
        steps.append((name, int(match[3]) if match[3] else None, bool(match[5])))
        place = match.end()
    return lambda data: _walk(data, steps)


def _walk(data: Any, steps: Sequence[tuple[str | None, int | None, bool]]) -> Iterator[Any]:
    if not steps:
        yield data
        return
    (name, number, is_optional), *rest = steps
    try:
        values = _step(data, name, number)
    except NoValue:
        if not is_optional:
            raise
        values = []
    for value in values:
        yield from _walk(value, rest)


def _step(data: Any, name: str | None, number: int | None) -> list[Any]:
    if name is not None:
        if data is not None and not isinstance(data, dict):
            raise NoValue
        return [None if data is None else data.get(name)]
    if number is not None:
        if data is not None and not isinstance(data, list):
            raise NoValue
        return [data[number] if data and -len(data) <= number < len(data) else None]
    if not isinstance(data, list | dict):
        raise NoValue
    return list(data.values()) if isinstance(data, dict) else data


def query(filters: Sequence[Filter], data: Any) -> list[Any]:
    """The values that an expression has for an object; raises `NoValue`."""
    values = [data]
    for each in filters:
        values = [found for value in values for found in each(value)]
        if len(values) > MOST_VALUES:
            raise NoValue
    return values
