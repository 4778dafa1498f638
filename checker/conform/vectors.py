"""Rows of test tables, each held against what the specification answers."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from spec.evidence import NotModelled, Question, Said

Outcome = Literal["agreed", "disagreed", "not modelled"]


class Difference(NamedTuple):
    """One expected value of a row that the specification does not give, and what decided otherwise."""

    name: str
    expected: Any
    got: Any
    by: tuple[str, ...]


class Verdict(NamedTuple):
    """What became of a row; `reason` says which of its features is not modelled."""

    row: str
    source: str
    outcome: Outcome
    differences: tuple[Difference, ...] = ()
    reason: str = ""


class Unreadable(Exception):
    """A file that holds no rows; the message begins with where, and says what to do."""


def files(paths: Iterable[str]) -> Iterator[Path]:
    """The files of rows at the paths; in a folder, all JSON files but its index."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(each for each in path.glob("*.json") if each.name != "index.json")
        else:
            yield path


def rows(path: Path) -> list[Mapping[str, Any]]:
    """The rows of a file.  Raises Unreadable if it is no list of rows with an input and an expectation."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}; give it files of rows, or their folder") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: byte {error.start}: this is no text in UTF-8") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"{path}:{error.lineno}: this is no JSON: {error.msg}; mend or leave out the file") from error
    if not isinstance(data, list):
        raise Unreadable(f"{path}:1: rows are a list of objects with id, input and expected; this is none")
    for number, row in enumerate(data, 1):
        if not (isinstance(row, dict) and all(isinstance(row.get(part), dict) for part in ("input", "expected"))):
            raise Unreadable(f"{path}: row {number} has no input or no expected that is an object")
    return data


def judged(row: Mapping[str, Any], answer: Question) -> Verdict:
    """The row, held against the answer: every value that it expects must be given."""
    name, source = str(row.get("id", "(no id)")), str(row.get("source", ""))
    if not row["expected"]:
        return Verdict(name, source, "not modelled", reason="the row expects nothing")
    try:
        given = answer(row["input"])
    except NotModelled as reason:
        return Verdict(name, source, "not modelled", reason=str(reason))
    unknown = sorted(set(row["expected"]) - set(given))
    if unknown:
        reason = f"the specification says nothing of {', '.join(unknown)} here"
        return Verdict(name, source, "not modelled", reason=reason)
    differences = tuple(_differences(row["expected"], given))
    return Verdict(name, source, "disagreed" if differences else "agreed", differences)


def _differences(expected: Mapping[str, Any], given: Mapping[str, Said]) -> Iterator[Difference]:
    for name, value in expected.items():
        said = given[name]
        if not (said.value >= value if "AtLeast" in name else meets(value, said.value)):
            yield Difference(name, value, said.value, said.by)


def meets(expected: Any, given: Any) -> bool:
    """Whether what is given is what is expected; an object may have more than is expected of it."""
    if isinstance(expected, dict):
        return isinstance(given, Mapping) and all(meets(value, given.get(name)) for name, value in expected.items())
    if isinstance(expected, list):
        return (
            isinstance(given, Sequence)
            and len(expected) == len(given)
            and all(meets(value, other) for value, other in zip(*map(_ordered, (expected, given)), strict=True))
        )
    return type(expected) is type(given) and bool(expected == given)


def _ordered(values: Sequence[Any]) -> Sequence[Any]:
    """Objects with a type are a set, whatever their order."""
    typed = all(isinstance(value, Mapping) and "type" in value for value in values)
    return sorted(values, key=lambda value: str(value["type"])) if typed else values
