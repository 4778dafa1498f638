"""The formats of a summary, each a function from the summary to bytes."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from podproof.checker.errors import UsageError
from podproof.checker.fleet.summary import Summary

FORMATS = ("text", "json", "html", "parquet")


def refuse_missing(name: str) -> None:
    """Raise `UsageError` if the library of a format is missing: better before hours of work than after them."""
    if name == "parquet" and find_spec("pyarrow") is None:
        raise UsageError("Parquet needs pyarrow: pip install 'podproof[parquet]'")


def render(name: str, summary: Summary) -> bytes:
    """The summary in this format."""
    function: Callable[[Summary], bytes] = import_module(f"podproof.checker.fleet.formats.{name}").render
    return function(summary)
