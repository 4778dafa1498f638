"""How validations are written: predicates that must not hold, unique keys, and alternatives."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from podproof.spec.manifest.place import Place
from podproof.spec.manifest.problems import Diagnostic


class Validation(NamedTuple):
    """A validation: the predicate that must not hold, the field to point at, the message, the advice, and its source.

    `source` names the function of Kubernetes that refuses it.
    """

    predicate: Callable[[Place], object]
    field: str
    message: str
    advice: str
    source: str


class Unique(NamedTuple):
    """No two items of these lists may agree in all keys; an item without the first key is not compared."""

    lists: tuple[str, ...]
    keys: tuple[str, ...]
    source: str


class Alternatives(NamedTuple):
    """At most one of these fields may be set, or exactly one if one is `required`."""

    fields: tuple[str, ...]
    required: bool
    source: str


Check = Callable[[Place], Iterator[Diagnostic]]
"""A validation that may find several mistakes, each at its own place."""


class Validations(NamedTuple):
    """The validations of one subject, by the type of the API that they look at.

    `inner` has the type that each field of a type leads to.
    """

    refused: Mapping[str, tuple[Validation, ...]] = {}
    unique: Mapping[str, tuple[Unique, ...]] = {}
    alternatives: Mapping[str, Alternatives] = {}
    checks: Mapping[str, tuple[Check, ...]] = {}
    inner: Mapping[str, Mapping[str, str]] = {}


def required(place: Place, field: str, others: str) -> bool:
    """Return whether a field is absent although another one is set."""
    return place.get(others) is not None and place.get(field) is None
