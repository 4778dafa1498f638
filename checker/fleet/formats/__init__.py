"""The formats of a summary, each a function from the summary to bytes."""

from collections.abc import Callable
from importlib import import_module

from podproof.checker.fleet.summary import Summary

FORMATS = ("text", "json", "html", "parquet")


def render(name: str, summary: Summary) -> bytes:
    """The summary in this format; raises `UsageError` if a library is missing."""
    function: Callable[[Summary], bytes] = import_module(f"podproof.checker.fleet.formats.{name}").render
    return function(summary)
