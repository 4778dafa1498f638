"""Modules of predicates, put together from others."""

from functools import cache
from inspect import getmembers, isfunction
from types import ModuleType

from podproof.spec.notation import Predicate

Named = tuple[tuple[str, Predicate], ...]
"""Predicates by name."""


def predicates_of(module: ModuleType) -> Named:
    """The predicates of a module."""
    return tuple(getmembers(module, isfunction))


@cache
def with_predicates(module: ModuleType, others: Named) -> ModuleType:
    """The predicates of the module and these, each in the place of any other of its name.

    A compiled predicate calls others by name, so that one in the place of another must not call it.
    """
    both = ModuleType(module.__name__)
    vars(both).update(dict(predicates_of(module)) | dict(others))
    return both
