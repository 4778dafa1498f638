"""A sign of life on stderr while a person waits: what is being worked on, and for how long."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.gate.report import Report


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show the text with the time that goes by, if stderr is a terminal; nothing of it stays."""
    if not _is_watched():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(text, total=None)
        yield


def _is_watched() -> bool:
    return bool(sys.stderr) and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


class Counting:
    """How far the check of a repository is, told some times a second if stderr is a terminal; nothing of it stays."""

    def __init__(self) -> None:
        self._watched, self._next, self._pods, self._files = _is_watched(), 0.0, 0, 0

    def tell(self, report: "Report") -> None:
        """One more file is done."""
        self._files += 1
        self._pods += len(report.units[-1].pods)
        if self._watched and monotonic() >= self._next:
            self._next = monotonic() + 0.1
            shapes = f"{report.shapes:,} shapes, {report.explored:,} explored"
            text = f"{self._files:,} files, {self._pods:,} Pods, {shapes}, {report.seconds:.0f} s"
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> "Counting":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._watched:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
