"""Rows of test tables, each held against what the specification answers."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from podproof.spec.kubernetes_tests import Decision, NotModelled, Question

Outcome = Literal["agreed", "disagreed", "not modelled", "unreadable"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Difference(NamedTuple):
    """One expected value of a row that the specification does not give, and the words that decided otherwise."""

    name: str
    expected: Any
    got: Any
    by: tuple[str, ...]


class CaseVerdict(NamedTuple):
    """What became of a row; `reason` says which of its features is not modelled, or what cannot be read."""

    row: str
    source: str
    outcome: Outcome
    input: Mapping[str, Any]
    differences: tuple[Difference, ...] = ()
    reason: str = ""


class UnreadableTable(Exception):
    """A file without rows; its message says where, what is wrong and what to do."""


def files(path: str) -> list[str]:
    """The files of rows at a path: itself, or all JSON files of a folder.  Raises Unreadable if there are none."""
    if not Path(path).is_dir():
        return [path]
    found = sorted(map(str, Path(path).glob("*.json")))
    if not found:
        raise UnreadableTable(f"{path}: no .json file in this folder; give it the folder of the rows, or their files")
    return found


def text(path: str) -> str:
    """The text of a file.  Raises Unreadable if there is none."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableTable(f"{path}: {error.strerror}; give it files of rows, or their folder") from error
    except UnicodeDecodeError as error:
        raise UnreadableTable(f"{path}: byte {error.start} is no UTF-8; write the rows as JSON in UTF-8") from error


def rows(path: str, content: str) -> list[Any]:
    """The rows of a file; the index, which only tells where rows come from, has none.  Raises Unreadable."""
    try:
        data = json.loads(content)
    except json.JSONDecodeError as error:
        raise UnreadableTable(f"{path}:{error.lineno}: no JSON: {error.msg}; mend the file or leave it out") from error
    except RecursionError as error:
        raise UnreadableTable(f"{path}: nested too deeply to be rows; leave the file out") from error
    if isinstance(data, dict) and "sources" in data:
        return []
    if not isinstance(data, list):
        raise UnreadableTable(f"{path}:1: no list of rows; each row is an object with id, input and expected")
    return data


def judged(row: Any, answer: Question) -> CaseVerdict:
    """The row, held against the answer: every value that it expects must be given."""
    if not (isinstance(row, dict) and all(isinstance(row.get(part), dict) for part in ("input", "expected"))):
        reason = "a row is an object with id, input and expected, the latter two objects"
        return CaseVerdict(_name(row), "", "unreadable", {}, reason=reason)
    known = _name(row), str(row.get("source", ""))
    if not row["expected"]:
        return CaseVerdict(*known, "not modelled", row["input"], reason="the row expects nothing")
    try:
        given = answer(row["input"])
        differences = tuple(_differences(row["expected"], given))
        unknown = sorted(set(row["expected"]) - set(given))
    except NotModelled as missing:
        return CaseVerdict(*known, "not modelled", row["input"], reason=str(missing))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        reason = f"its input has not the form of others of its kind ({type(error).__name__}: {error})"
        return CaseVerdict(*known, "unreadable", row["input"], reason=reason)
    if unknown and not differences:
        reason = f"the specification says nothing of {', '.join(unknown)} here"
        return CaseVerdict(*known, "not modelled", row["input"], reason=reason)
    return CaseVerdict(*known, "disagreed" if differences else "agreed", row["input"], differences)


def _name(row: Any) -> str:
    return str(row.get("id", "(no id)")) if isinstance(row, dict) else "(no id)"


def _differences(expected: Mapping[str, Any], given: Mapping[str, Decision]) -> Iterator[Difference]:
    for name, value in expected.items():
        said = given.get(name)
        if said and not (said.value >= value if "AtLeast" in name else meets(value, said.value)):
            yield Difference(name, value, said.value, said.by)


def meets(expected: Any, given: Any) -> bool:
    """Whether what is given is what is expected; an object may have more than is expected of it."""
    if isinstance(expected, dict):
        return isinstance(given, Mapping) and all(meets(value, given.get(name)) for name, value in expected.items())
    if isinstance(expected, list):
        return (
            isinstance(given, list | tuple)
            and len(expected) == len(given)
            and all(meets(value, other) for value, other in zip(*map(_ordered, (expected, given)), strict=True))
        )
    return isinstance(expected, bool) == isinstance(given, bool) and bool(expected == given)


def _ordered(values: Sequence[Any]) -> Sequence[Any]:
    """Objects with a type are a set, whatever their order."""
    typed = all(isinstance(value, Mapping) and "type" in value for value in values)
    return sorted(values, key=lambda value: str(value["type"])) if typed else values
