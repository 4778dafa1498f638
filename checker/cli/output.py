"""Results go to stdout: in color on a terminal, else as plain text."""

import os
import sys
from collections.abc import Iterable
from typing import Literal

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from podproof.spec.manifest.problems import printable, printable_line


class Output(Console):
    """A console on stdout that prints lines as they are, without markup and wrapping, and reports a closed pipe.

    Names come from strangers: in what is printed, nothing but the console itself commands the terminal.
    """

    def __init__(self) -> None:
        colors: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
        super().__init__(file=sys.stdout, highlight=False, markup=False, soft_wrap=True, color_system=colors)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The parts of a text with their styles, each of them printable."""
        begins = True
        for segment in super().render(renderable, options):
            first, *rest = segment.text.split("\n")
            parts = [(printable_line if begins else printable)(first), *map(printable_line, rest)]
            yield segment if segment.control else segment._replace(text="\n".join(parts))
            begins = bool(rest and not rest[-1].strip()) or (begins and not segment.text.strip())

    def print_lines(self, lines: Iterable[Text]) -> None:
        """Print many lines; without colors they are written at once, because rendering each takes long."""
        for line in lines:
            if self.is_terminal:
                self.print(line)
            else:
                self.file.write("".join(f"{printable_line(part)}\n" for part in line.plain.split("\n")))

    def on_broken_pipe(self) -> None:
        """The reader has left: `main` handles it; the library would exit with 1, as for a violated law."""
        raise BrokenPipeError
