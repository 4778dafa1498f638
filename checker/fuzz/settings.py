"""The settings of walks."""

from collections.abc import Callable
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.spec.notation import Specification


class WalkSettings(NamedTuple):
    """The specification, the renderer of traces, and the classes of fault (None: all).

    One in `compare_one_in` states is compared in full with the live machines; in the others, only the step taken is.
    """

    specification: Specification
    renderer: Callable[[Compiled], TraceRenderer]
    faults: frozenset[str] | None = None
    compare_one_in: int = 64
