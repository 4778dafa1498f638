"""The way to walk: what is chosen once for all walks."""

from collections.abc import Callable
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.stories import Teller
from podproof.spec.notation import Specification


class Way(NamedTuple):
    """What walks are about: the specification, who tells stories, and the faults (None: all).

    In one world of so many as `whole` says, all steps of the live machines are compared; else the one that is taken.
    """

    specification: Specification
    teller: Callable[[Compiled], Teller]
    faults: frozenset[str] | None = None
    whole: int = 64
