"""Results go to stdout: in colour on a terminal, else as plain text."""

import io
import os
import sys
from typing import Literal

from rich.console import Console


class Output(Console):
    """A console on stdout that prints lines as they are, without markup and wrapping, and reports a closed pipe."""

    def __init__(self) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal that knows no × shows a question mark
        colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
        super().__init__(file=sys.stdout, highlight=False, markup=False, soft_wrap=True, color_system=colours)

    def on_broken_pipe(self) -> None:
        """The reader has left: `main` handles it; the library would exit with 1, as for a violated law."""
        raise BrokenPipeError
