"""Versions of Kubernetes in which every Pod has the same lifecycle."""

from functools import cache

from podproof.spec.notation import Predicate
from podproof.spec.pod.predicates import versions
from podproof.spec.pod.printer import PRINTS_FAILURES_SINCE
from podproof.spec.pod.state import NEWEST
from podproof.spec.predicate_modules import predicates_of

CHANGES: tuple[Predicate, ...] = tuple(predicate for _, predicate in predicates_of(versions))
"""What depends on the version of Kubernetes."""


@cache
def newest_alike(kubernetes: int) -> int:
    """The newest minor version in which everything that depends on the version is as in this one."""
    known = _behavior(kubernetes)
    return max(version for version in range(kubernetes, NEWEST + 1) if _behavior(version) == known)


def _behavior(kubernetes: int) -> tuple[bool, ...]:
    return (*(change(kubernetes) for change in CHANGES), kubernetes >= PRINTS_FAILURES_SINCE)
