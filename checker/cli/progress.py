"""Progress on stderr for a person who waits: the current work and its duration."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

from podproof.checker.gate.report import GateReport

if TYPE_CHECKING:
    from rich.progress import Progress


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show the text and the elapsed time while the block runs, if stderr is a terminal."""
    with progress() as tell:
        tell(text)
        yield


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show the last text that the function was given, and the elapsed time, if stderr is a terminal."""
    if not _is_terminal():
        yield lambda text: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda text: shown.update(task, description=text)


def _is_terminal() -> bool:
    return bool(sys.stderr) and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class Counting:
    """The progress of a check of a repository, if stderr is a terminal."""

    def __init__(self) -> None:
        self._next, self._pods = 0.0, 0
        self._progress: Progress | None = None

    def tell(self, report: "GateReport") -> None:
        """Show the counts after another file."""
        self._pods += len(report.units[-1].pods)
        if self._progress is not None and monotonic() >= self._next:
            self._next = monotonic() + 0.1
            configurations = f"{report.configurations:,} configurations, {report.explored:,} explored"
            text = f"checking: {len(report.units):,} files, {self._pods:,} Pods, {configurations}"
            self._progress.update(self._progress.task_ids[0], description=text)

    def __enter__(self) -> "Counting":
        if _is_terminal():
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress.add_task("checking", total=None)
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._progress is not None:
            self._progress.stop()
