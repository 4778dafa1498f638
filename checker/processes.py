"""Several processes at work, none of which has anything of the others."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


def pool(processes: int | None, prepare: Callable[..., None], *arguments: Any) -> ProcessPoolExecutor:
    """So many processes (None: one for each processor), each begun anew and prepared with the arguments.

    A process that is forked has the decision diagrams of its parent without the threads that work on them, and crashes.
    """
    return ProcessPoolExecutor(processes, get_context("spawn"), prepare, arguments)
