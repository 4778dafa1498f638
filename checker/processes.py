"""Several processes at work, none of which has anything of the others."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


def processors() -> int:
    """How many processors this process may use; where the system does not tell, how many there are."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def pool(
    processes: int | None = None, prepare: Callable[..., None] | None = None, *arguments: Any
) -> ProcessPoolExecutor:
    """So many processes (None: one for each processor), each begun anew and prepared with the arguments.

    A process that is forked has the decision diagrams of its parent without the threads that work on them, and crashes.
    """
    return ProcessPoolExecutor(processes or processors(), get_context("spawn"), prepare, arguments)
