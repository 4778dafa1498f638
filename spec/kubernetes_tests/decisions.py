"""What the specification answers about a fact of Kubernetes: values, and what decided each of them."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from podproof.spec.kubernetes_tests import arithmetic
from podproof.spec.rules import numbers_cited


class NotModeled(Exception):
    """The case has a feature that neither the state nor a predicate has; the text names it and says why."""


class Decider(NamedTuple):
    """A predicate, a transition or arithmetic, with the rules that it cites; only the first two are of the model."""

    text: str
    is_of_model: bool = True


class Decision(NamedTuple):
    """A value that the specification gives, and what decided it; nothing decides the order of a list not `in_order`."""

    value: Any
    by: tuple[Decider, ...]
    in_order: bool = True


Input = Mapping[str, Any]
"""The input of a test case, as it stands in the file."""

Answer = Mapping[str, Decision]
"""What the specification gives for each name that a test case may expect."""

Question = Callable[[Input], Answer]
"""Turns an input into a state and asks predicates and machines about it.  Raises NotModeled."""


def decision(value: Any, *deciders: Callable[..., Any] | Decider) -> Decision:
    """The value, decided by these predicates, arithmetic functions and transitions."""
    return Decision(value, tuple(each if isinstance(each, Decider) else decider(each) for each in deciders))


def decider(function: Callable[..., Any]) -> Decider:
    """A predicate or arithmetic function by its name and the rules that it formalizes."""
    rules = numbers_cited(function.__doc__ or "")
    text = f"{function.__name__} [{rules}]" if rules else function.__name__
    return Decider(text, not function.__module__.startswith(arithmetic.__name__))
