"""Charts in columns, each in a frame with its name: those of the Pod, and those of each kind of container."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from podproof.checker.diagrams import charts, graphviz, theme
from podproof.checker.diagrams.canvas import Canvas
from podproof.checker.diagrams.charts import Chart
from podproof.checker.diagrams.graphviz import GraphLayout
from podproof.checker.diagrams.theme import wrap_text
from podproof.spec.manifest.problems import printable

MARGIN, GAP, HEAD, INSIDE, SIZE, LEADING = 12, 16, 26, 8, 13, 18
"""Room around the picture, between charts, for the name of a chart, around a chart; the size of texts, and of lines."""

NARROWEST = 180


class Column(NamedTuple):
    """The charts of the Pod (no names), or those that the containers of these names have in common."""

    names: tuple[str, ...]
    charts: tuple[Chart, ...]

    @property
    def title(self) -> str:
        """What the charts belong to."""
        names = ", ".join(map(printable, self.names))
        return f"container{'s' if len(self.names) > 1 else ''} {names}" if names else "the Pod"


class Composition(NamedTuple):
    """The columns of a Pod, and notes on what is left out."""

    columns: tuple[Column, ...]
    notes: tuple[str, ...]


def sources(column: Column) -> Iterator[str]:
    """The charts of a column in Graphviz's language."""
    return (charts.dot(chart, "TB") for chart in column.charts)


def draw(drawn: Composition, title: str) -> Canvas:
    """The picture on a canvas; the columns are as wide as their charts."""
    layouts = iter(graphviz.layouts(source for column in drawn.columns for source in sources(column)))
    frames = [[(chart.name, next(layouts)) for chart in column.charts] for column in drawn.columns]
    widths = [max([NARROWEST, *(layout.width + 2 * INSIDE for _, layout in column)]) for column in frames]
    canvas = Canvas(max(sum(widths) + GAP * (len(widths) - 1), 480) + 2 * MARGIN)
    canvas.text(MARGIN, 28, title, 16, bold=True)
    headings = [wrap_text(column.title, SIZE, wide, True) for column, wide in zip(drawn.columns, widths, strict=True)]
    top, left = 48.0 + LEADING * max(map(len, headings)), float(MARGIN)
    for wide, heading, column in zip(widths, headings, frames, strict=True):
        for number, line in enumerate(heading):
            canvas.text(left, 56 + LEADING * number, line, SIZE, bold=True)
        _column(canvas, left, top, wide, column)
        left += wide + GAP
    bottom = canvas.height + 2 * MARGIN
    for number, note in enumerate(drawn.notes):
        canvas.text(MARGIN, bottom + LEADING * number, note, SIZE, theme.MUTED)
    return canvas


def _column(canvas: Canvas, left: float, top: float, wide: float, frames: Sequence[tuple[str, GraphLayout]]) -> None:
    for name, layout in frames:
        high = HEAD + layout.height + INSIDE
        canvas.box(left, top, wide, high, None, theme.LINE, radius=6)
        canvas.text(left + INSIDE, top + 18, name, SIZE, bold=True)
        canvas.embed(left + (wide - layout.width) / 2, top + HEAD, layout)
        top += high + GAP
