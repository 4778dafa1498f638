"""A canvas that knows the place of each text, and becomes a self-contained SVG."""

from typing import Literal, NamedTuple

from podproof.checker.diagrams import theme
from podproof.checker.diagrams.escaping import xml_text
from podproof.checker.diagrams.graphviz import GraphLayout
from podproof.checker.diagrams.theme import Color

Anchor = Literal["start", "middle", "end"]


class Label(NamedTuple):
    """A text and the box that it takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Canvas:
    """A canvas of fixed width that grows downwards."""

    def __init__(self, width: float) -> None:
        self.width, self.height = width, 0.0
        self.labels: list[Label] = []
        self._shapes: list[str] = []
        self._patterns: dict[str, str] = {}

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        size: float = 13,
        color: Color = theme.INK,
        *,
        bold: bool = False,
        anchor: Anchor = "start",
        halo: bool = False,
    ) -> None:
        """A line of text; a halo keeps lines that pass behind it away from its letters."""
        wide = theme.width(text, size, bold)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        self.labels.append(Label(text, left, baseline - size * 0.8, left + wide, baseline + size * 0.25))
        self._reach(baseline + size * 0.4)
        weight = ' font-weight="bold"' if bold else ""
        around = f' stroke="{theme.PAPER.light}" stroke-width="4" paint-order="stroke"' if halo else ""
        self._shapes.append(
            f'<text x="{_number(x)}" y="{_number(baseline)}" font-size="{_number(size)}" fill="{color.light}"'
            f' text-anchor="{anchor}"{weight}{around}>{xml_text(text)}</text>'
        )

    def box(
        self,
        left: float,
        top: float,
        wide: float,
        high: float,
        fill: Color | None,
        line: Color | None = None,
        *,
        radius: float = 0,
        stripes: Color | None = None,
        dashed: bool = False,
    ) -> None:
        """A rectangle; stripes distinguish it without colors."""
        self._reach(top + high)
        place = f'x="{_number(left)}" y="{_number(top)}" width="{_number(wide)}" height="{_number(high)}"'
        place += f' rx="{_number(radius)}"' if radius else ""
        edge = f' stroke="{line.light}"' if line else ""
        edge += ' stroke-dasharray="4 3"' if dashed else ""
        self._shapes.append(f'<rect {place} fill="{fill.light if fill else "none"}"{edge}/>')
        if stripes:
            self._shapes.append(f'<rect {place} fill="url(#{self._striped(stripes)})"/>')

    def _striped(self, color: Color) -> str:
        name = f"stripes-{color.light[1:]}"
        self._patterns[name] = (
            f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="2" height="6" fill="{color.light}"/></pattern>'
        )
        return name

    def line(
        self, x1: float, y1: float, x2: float, y2: float, color: Color, wide: float = 1, *, dashed: bool = False
    ) -> None:
        """A straight line."""
        self._reach(max(y1, y2))
        dashes = ' stroke-dasharray="4 4"' if dashed else ""
        self._shapes.append(
            f'<line x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
            f' stroke="{color.light}" stroke-width="{_number(wide)}"{dashes}/>'
        )

    def arrow(self, x1: float, x2: float, y: float, color: Color) -> None:
        """A horizontal arrow from one place to another."""
        back = -7 if x2 > x1 else 7
        self.line(x1, y, x2 + back / 2, y, color, 1.5)
        points = (
            f"{_number(x2)},{_number(y)} {_number(x2 + back)},{_number(y - 4)} {_number(x2 + back)},{_number(y + 4)}"
        )
        self._shapes.append(f'<polygon points="{points}" fill="{color.light}"/>')

    def embed(self, left: float, top: float, layout: GraphLayout) -> None:
        """A graph that Graphviz has laid out."""
        self._reach(top + layout.height)
        self._shapes.append(
            f'<svg x="{_number(left)}" y="{_number(top)}" width="{layout.width}" height="{layout.height}"'
            f' viewBox="{layout.view}">{layout.elements}</svg>'
        )

    def mark(self, x: float, y: float, size: float, color: Color) -> None:
        """A diamond around a point."""
        points = f"{_number(x - size)},{_number(y)} {_number(x)},{_number(y - size)}"
        points += f" {_number(x + size)},{_number(y)} {_number(x)},{_number(y + size)}"
        self._shapes.append(f'<polygon points="{points}" fill="{color.light}"/>')

    def _reach(self, bottom: float) -> None:
        self.height = max(self.height, bottom)

    def svg(self, title: str, description: str) -> str:
        """The canvas as an SVG with a title and a description for screen readers."""
        wide, high = _number(self.width), _number(self.height + 12)
        patterns = "".join(self._patterns.values())
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" class="podproof" role="img" aria-label="{xml_text(title)}"'
                f' width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" font-family="{theme.FONT}">',
                f"<title>{xml_text(title)}</title>",
                f"<desc>{xml_text(description)}</desc>",
                theme.style(),
                *([f"<defs>{patterns}</defs>"] if patterns else []),
                f'<rect width="{wide}" height="{high}" fill="{theme.PAPER.light}"/>',
                *self._shapes,
                "</svg>\n",
            ]
        )


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
