"""A baseline: the results that a repository starts with, so that only new results count."""

import json
from collections.abc import Iterable

from podproof.checker.errors import ConfigurationError
from podproof.checker.gate.regular_files import read_text
from podproof.checker.gate.results import Result

VERSION = 1

LARGEST_MEBIBYTES = 64
"""The largest baseline that is read: some hundred thousand results."""


def render(results: Iterable[Result]) -> str:
    """The text of a baseline with these results, except those that an annotation suppresses."""
    found = sorted({result.fingerprint for result in results if not result.suppressed})
    return json.dumps({"version": VERSION, "results": found}, indent=2, ensure_ascii=False) + "\n"


def fingerprints(path: str) -> frozenset[str]:
    """The fingerprints in the baseline at that path; raises `ConfigurationError` if it is not a baseline."""
    text = read_text(path, "baseline", LARGEST_MEBIBYTES)
    try:
        document = json.loads(text)
        found = document["results"] if document["version"] == VERSION else None
    except (ValueError, KeyError, TypeError, RecursionError):
        found = None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ConfigurationError([f"{path}: not a baseline; write one with --write-baseline"])
    return frozenset(found)
