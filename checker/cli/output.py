"""Where results go: stdout, in plain text for a pipe and for whoever wants no colour."""

import io
import os
import sys
from typing import Literal

from rich.console import Console


class Output(Console):
    """A console on stdout that prints lines as they are: no markup, no wrapping, and a reader that leaves is told."""

    def __init__(self) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal that knows no × shows a question mark
        colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
        super().__init__(file=sys.stdout, highlight=False, markup=False, soft_wrap=True, color_system=colours)

    def on_broken_pipe(self) -> None:
        """The reader has gone: `main` knows what to do, where the library would call it a broken law."""
        raise BrokenPipeError
