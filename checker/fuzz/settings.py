"""The way to walk: what is chosen once for all walks."""

from collections.abc import Callable
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.spec.notation import Specification


class WalkSettings(NamedTuple):
    """What walks are about: the specification, who tells traces, and the faults (None: all).

    In one state of so many as `whole` says, all steps of the live machines are compared; else the one that is taken.
    """

    specification: Specification
    renderer: Callable[[Compiled], TraceRenderer]
    faults: frozenset[str] | None = None
    whole: int = 64
