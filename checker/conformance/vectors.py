"""Test cases of Kubernetes' own unit tests, each compared with what the specification answers."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from podproof.spec.kubernetes_tests import Answer, Decision, NotModeled, Question

Outcome = Literal["agreed", "disagreed", "not modeled", "unreadable"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

Basis = Literal["model", "arithmetic"]
"""What answers a case: predicates or transitions of the model, or only arithmetic, which no model asks."""

BASES: tuple[Basis, ...] = get_args(Basis)


class Difference(NamedTuple):
    """One expected value of a case that the specification does not give, and what decided otherwise."""

    name: str
    expected: Any
    got: Any
    by: tuple[str, ...]


class CaseVerdict(NamedTuple):
    """The outcome of a case, and what answered it if it agreed.

    `reason` names the feature that is not modeled, or what cannot be read.
    """

    case: str
    source: str
    outcome: Outcome
    input: Mapping[str, Any]
    basis: Basis | None = None
    differences: tuple[Difference, ...] = ()
    reason: str = ""


class UnreadableTable(Exception):
    """A file without test cases; its message says where, what is wrong and what to do."""


def files(path: str) -> list[str]:
    """The files of cases at a path: the path itself, or all JSON files of a folder.  Raises UnreadableTable."""
    if not Path(path).is_dir():
        return [path]
    found = sorted(map(str, Path(path).glob("*.json")))
    if not found:
        raise UnreadableTable(f"{path}: no .json file in this folder; give it files of test cases, or their folder")
    return found


def text(path: str) -> str:
    """The text of a file.  Raises UnreadableTable."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableTable(f"{path}: {error.strerror}; give it files of test cases, or their folder") from error
    except UnicodeDecodeError as error:
        raise UnreadableTable(f"{path}: byte {error.start} is not UTF-8; write the cases as JSON in UTF-8") from error


def cases(path: str, content: str) -> list[Any]:
    """The cases of a file; the index, which only says where cases come from, has none.  Raises UnreadableTable."""
    try:
        data = json.loads(content)
    except json.JSONDecodeError as error:
        raise UnreadableTable(f"{path}:{error.lineno}: not JSON: {error.msg}; fix the file or leave it out") from error
    except RecursionError as error:
        raise UnreadableTable(f"{path}: nested too deeply for test cases; leave the file out") from error
    if isinstance(data, dict) and "sources" in data:
        return []
    if isinstance(data, dict) and isinstance(data.get("rows"), list):
        return [_case_of_row(row) for row in data["rows"]]
    if not isinstance(data, list):
        raise UnreadableTable(f"{path}:1: not a list of cases; each case is an object with id, input and expected")
    return data


def _case_of_row(row: Any) -> Any:
    """A row, which says where it comes from in several fields, as a case; its assertions are its question."""
    if not isinstance(row, dict):
        return row
    source = " / ".join(str(row[part]) for part in ("file", "test", "case") if part in row)
    known, expected = {"id": row.get("id"), "source": source}, row.get("expect")
    if "input" in row:
        return {**known, "input": row["input"], "expected": expected}
    if "pod" not in row or not isinstance(expected, list):
        return row
    asked = {key: row[key] for key in ("pod", "faults", "kubernetes") if key in row}
    return {
        **known,
        "input": {**asked, "assertions": expected},
        "expected": dict.fromkeys(map(sentence, expected), True),
    }


def sentence(words: Any) -> str:
    """An assertion, which a row quotes."""
    return " ".join(map(str, words)) if isinstance(words, list) else str(words)


def judge(case: Any, answer: Question) -> CaseVerdict:
    """The case compared with the answer, which must give every value that the case expects."""
    if not (isinstance(case, dict) and all(isinstance(case.get(part), dict) for part in ("input", "expected"))):
        reason = "a case is an object with id, input and expected, and the last two are objects"
        return CaseVerdict(_name(case), "", "unreadable", {}, reason=reason)
    known = _name(case), str(case.get("source", ""))
    if not case["expected"]:
        return CaseVerdict(*known, "not modeled", case["input"], reason="the case expects nothing")
    try:
        given = answer(case["input"])
        differences = tuple(_differences(case["expected"], given))
        unordered = [each.name for each in differences if _differs_in_order(each, given[each.name])]
        unknown = sorted(set(case["expected"]) - {name for name, decided in given.items() if decided.by})
    except NotModeled as missing:
        return CaseVerdict(*known, "not modeled", case["input"], reason=str(missing))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        reason = f"its input does not have the form of its kind ({type(error).__name__}: {error})"
        return CaseVerdict(*known, "unreadable", case["input"], reason=reason)
    if unordered and len(unordered) == len(differences):
        reason = f"nothing in the specification decides the order of {', '.join(unordered)}"
        return CaseVerdict(*known, "not modeled", case["input"], reason=reason)
    if differences:
        return CaseVerdict(*known, "disagreed", case["input"], differences=differences)
    if unknown:
        reason = f"the specification says nothing about {', '.join(unknown)} here"
        return CaseVerdict(*known, "not modeled", case["input"], reason=reason)
    return CaseVerdict(*known, "agreed", case["input"], _basis(case["expected"], given))


def _name(case: Any) -> str:
    return str(case.get("id", "(no id)")) if isinstance(case, dict) else "(no id)"


def _basis(expected: Mapping[str, Any], given: Answer) -> Basis:
    """The model, if one of its predicates or transitions decided an expected value."""
    return "model" if any(each.is_of_model for name in expected for each in given[name].by) else "arithmetic"


def _differences(expected: Mapping[str, Any], given: Answer) -> Iterator[Difference]:
    for name, value in expected.items():
        got = given.get(name)
        if got and not (got.value >= value if "AtLeast" in name else meets(value, got.value)):
            yield Difference(name, value, got.value, tuple(each.text for each in got.by))


def _differs_in_order(difference: Difference, decided: Decision) -> bool:
    """Whether only the order differs, which nothing decides."""
    expected, got = difference.expected, difference.got
    is_open = not decided.in_order and isinstance(expected, list) and isinstance(got, list)
    return is_open and sorted(map(repr, expected)) == sorted(map(repr, got))


def meets(expected: Any, given: Any) -> bool:
    """Whether the given value is the expected one; an object may have more fields than are expected."""
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
    """A list of objects with a type, such as conditions, in a fixed order: theirs has no meaning."""
    typed = all(isinstance(value, Mapping) and "type" in value for value in values)
    return sorted(values, key=lambda value: str(value["type"])) if typed else values
