"""A baseline: the results that a repository starts with, so that only new results count.

It holds what was there and no more: each result by its rule, file, Pod, container and field, as often as it was there.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from podproof.checker.errors import ConfigurationError
from podproof.checker.gate.regular_files import read_text
from podproof.checker.gate.report import Unit
from podproof.checker.gate.results import BASELINE, Result

VERSION = 2

LARGEST_MEBIBYTES = 64
"""The largest baseline that is read: some hundred thousand results."""


class KnownResult(NamedTuple):
    """The identity of a result."""

    rule: str
    file: str
    pod: str
    container: str
    field: str


Baseline = Mapping[KnownResult, int]
"""How often each result was there."""


class BaselineDocument(msgspec.Struct):
    """The file."""

    version: int
    results: list[dict[str, str | int]]


def identity(result: Result) -> KnownResult:
    """What identifies a result, on whichever line it is."""
    return KnownResult(*result.identity)


def render(results: Iterable[Result]) -> str:
    """The text of a baseline with these results, except those that an annotation suppresses."""
    counts = Counter(identity(result) for result in results if result.suppressed in ("", BASELINE))
    entries = [{**each._asdict(), "count": number} for each, number in sorted(counts.items())]
    return json.dumps({"version": VERSION, "results": entries}, indent=2) + "\n"


def read(path: str) -> Baseline:
    """The baseline at that path; raises `ConfigurationError` if it is none."""
    text = read_text(path, "baseline", LARGEST_MEBIBYTES)
    try:
        document = msgspec.json.decode(text, type=BaselineDocument)
        if document.version == VERSION:
            return {
                KnownResult(*(str(each[name]) for name in KnownResult._fields)): _count(each)
                for each in document.results
            }
    except (msgspec.MsgspecError, UnicodeError, KeyError, RecursionError):
        pass
    raise ConfigurationError([f"{path}: not a baseline; write one with --write-baseline"])


def _count(entry: Mapping[str, str | int]) -> int:
    number = entry.get("count", 1)
    return number if isinstance(number, int) else 1


def suppressed(units: Iterable[Unit], baseline: Baseline) -> list[Unit]:
    """The files with as many of their results suppressed as the baseline has."""
    if not baseline:
        return list(units)
    left, joined = Counter(baseline), dict[tuple[object, ...], str]()

    def each(results: Iterable[Result]) -> Iterator[Result]:
        for result in results:
            known = identity(result)
            if result.repeats:
                yield result._replace(suppressed=joined[result.place])
                continue
            is_known = not result.suppressed and left[known] > 0
            left[known] -= is_known
            joined[result.place] = BASELINE if is_known else result.suppressed
            yield result._replace(suppressed=joined[result.place])

    return [unit.with_results(each) for unit in units]


def stale(baseline: Baseline, units: Iterable[Unit]) -> int:
    """The results in the baseline that were not found again, in files that were read or are gone."""
    found: Counter[KnownResult] = Counter()
    read_files = set[str]()
    for unit in units:
        read_files.add(unit.file)
        for result in (*unit.problems, *(each for pod in unit.pods for each in pod.results)):
            read_files.add(result.identity[1])
            found[identity(result)] += result.suppressed == BASELINE
    gone = (each for each in baseline if each.file in read_files or not os.path.exists(each.file))
    return sum(max(baseline[each] - found[each], 0) for each in gone)
