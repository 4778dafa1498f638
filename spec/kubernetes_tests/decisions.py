"""What the specification answers when it is asked about a fact of Kubernetes: values, and the words that gave them."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class NotModelled(Exception):
    """The fact has a feature that no state and no word of the specification has; its text says which one and why."""


class Decision(NamedTuple):
    """A value that the specification gives, and the words or transitions that decided it, with the rules they cite."""

    value: Any
    by: tuple[str, ...]


Input = Mapping[str, Any]
"""The input of a row, as it stands in the file."""

Answer = Mapping[str, Decision]
"""What the specification says, under the names of what a row expects."""

Question = Callable[[Input], Answer]
"""How an input becomes a state and a question over its words.  Raises NotModelled for a feature that no state has."""


def said(value: Any, *deciders: Any) -> Decision:
    """The value, with the words that decided it; those that are no text are named as they name themselves."""
    return Decision(value, tuple(each if isinstance(each, str) else named(each) for each in deciders))


def named(predicate: Callable[..., Any]) -> str:
    """A word as a reader looks it up: its name and the rules that it formalises."""
    rules = (predicate.__doc__ or "").rpartition("[")[2].partition("]")[0]
    return f"{predicate.__name__} [{rules}]" if rules else predicate.__name__
