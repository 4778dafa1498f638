"""Worker processes that share nothing with each other and import nothing from the working directory."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.popen_spawn_posix import Popen
from multiprocessing.process import BaseProcess
from typing import Any


class SafePathProcess(SpawnProcess):
    """A spawned process whose interpreter starts in safe-path mode."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Popen:
        with safe_path():
            return Popen(process_obj)


class SafePathContext(SpawnContext):
    """Spawned processes, each in safe-path mode.

    The interpreter of a spawned process runs `python -c …`, which puts the working directory first on `sys.path`: a
    `random.py` in a checked repository would run there.
    """

    Process = SafePathProcess


def processors() -> int:
    """How many processors this process may use; where the system does not say, how many there are."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def pool(
    processes: int | None = None, prepare: Callable[..., None] | None = None, *arguments: Any
) -> ProcessPoolExecutor:
    """A pool of this many processes (None: one for each processor), each spawned and prepared with the arguments.

    A forked process has the decision diagrams of its parent without the threads that work on them, and crashes.
    """
    with safe_path():  # the queues of the pool start a process of their own, which tracks resources
        return ProcessPoolExecutor(processes or processors(), SafePathContext(), prepare, arguments)


@contextmanager
def safe_path() -> Iterator[None]:
    """Interpreters that are started meanwhile keep the working directory off their `sys.path`."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before
