"""Paragraphs for a terminal: wrapped at its width, never cut; a long word stays in one piece."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.text import Text

NO_BREAK = "\N{NO-BREAK SPACE}"
"""A space at which a text is not broken; it is printed as a space."""

LEAST = 40
"""The least width, in characters, to which text is wrapped."""


def paragraph(text: str, width: int, first: str = "  ", after: str = "    ", style: str = "") -> Iterator[Text]:
    """The text in as many lines as it needs, with these indents of the first line and of the others."""
    for line in wrap(
        text,
        max(width, LEAST),
        initial_indent=first,
        subsequent_indent=after,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        yield Text(line.replace(NO_BREAK, " "), style)


def entry(heading: str, text: str, style: str, width: int, room: int) -> Iterator[Text]:
    """The text beside its heading, which takes `room` characters; nothing for an empty text."""
    left = room + 3
    for number, line in enumerate(wrap(text, max(width, LEAST) - left, break_long_words=False, break_on_hyphens=False)):
        beside = ("  ", (f"{heading:<{room}}", style), " ") if number == 0 else (" " * left,)
        yield Text.assemble(*beside, line.replace(NO_BREAK, " "))


def joined(parts: Sequence[tuple[str, str]], width: int, after: str) -> Iterator[Text]:
    """Parts with their styles on one line if they fit, else on several lines, the later ones with this indent."""
    line, used = Text(), 0
    for text, style in parts:
        if used and used + 2 + len(text) > width:
            yield line
            line, used = Text(after), len(after)
        elif used:
            line.append("  ")
            used += 2
        line.append(text, style)
        used += len(text)
    yield line
