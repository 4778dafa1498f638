"""Progress on stderr for a person who waits: the current work and its duration."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podproof.checker.gate.report import GateReport


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


@contextmanager
def counting() -> Iterator[Callable[["GateReport"], None]]:
    """Show the progress of a check, if stderr is a terminal; the function that this yields takes each new report."""
    with progress() as show:
        show("checking")
        yield Counting(show).tell


class Counting:
    """The progress of a check of a repository."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._next, self._pods = 0.0, 0

    def tell(self, report: "GateReport") -> None:
        """Show the counts after another file."""
        self._pods += len(report.units[-1].pods)
        if monotonic() >= self._next:
            self._next = monotonic() + 0.1
            configurations = f"{report.configurations:,} configurations, {report.explored:,} explored"
            self._show(f"checking: {len(report.units):,} files, {self._pods:,} Pods, {configurations}")
