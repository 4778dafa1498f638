"""The colors of all pictures, light and dark, and how wide a text is."""

from typing import NamedTuple


class Color(NamedTuple):
    """A color on a light background, and its counterpart on a dark one."""

    light: str
    dark: str


PAPER = Color("#ffffff", "#0d1117")
INK = Color("#1f2328", "#e6edf3")
MUTED = Color("#59636e", "#9198a1")
LINE = Color("#818b98", "#6e7681")
FAINT = Color("#d1d9e0", "#3d444d")
GREY = Color("#eff2f5", "#262c36")
BLUE = Color("#ddf4ff", "#0c2d6b")
GREEN = Color("#dafbe1", "#0f4a20")
YELLOW = Color("#fff8c5", "#4b3800")
RED = Color("#ffebe9", "#67060c")
PURPLE = Color("#f3e8ff", "#3c1e70")
DEEP_BLUE = Color("#0969da", "#58a6ff")
DEEP_GREEN = Color("#1a7f37", "#3fb950")
DEEP_YELLOW = Color("#9a6700", "#d29922")
DEEP_RED = Color("#cf222e", "#ff7b72")
DEEP_PURPLE = Color("#8250df", "#bc8cff")

COLORS = {name: color for name, color in vars().items() if isinstance(color, Color)}

FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"


def style() -> str:
    """The style sheet of a picture: on a dark background each light color becomes its dark counterpart."""
    rules = "".join(
        f'svg.podproof [{place}="{color.light}"]{{{place}:{color.dark}}}'
        for color in COLORS.values()
        for place in ("fill", "stroke")
    )
    return f"<style>@media(prefers-color-scheme:dark){{{rules}}}</style>"


NARROW = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278"
    " 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944"
    " 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500"
    " 278 556 500 722 500 500 500 334 260 334 584"
)
"""Advance widths of Helvetica from the space to the tilde, in thousandths of the size (Adobe Core 14 font metrics)."""

WIDTHS = {chr(code): int(width) for code, width in enumerate(NARROW.split(), ord(" "))}
WIDEST = 1000
SPARE = 1.06
"""Fonts that stand in for Helvetica are a little wider; bold text still more."""


def width(text: str, size: float, bold: bool = False) -> float:
    """An upper estimate of the width of a line of text."""
    return sum(WIDTHS.get(symbol, WIDEST) for symbol in text) * size / 1000 * SPARE * (1.07 if bold else 1)


def wrap_text(text: str, size: float, most: float, bold: bool = False) -> list[str]:
    """The text in lines of at most this width, unless a single word is wider."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, bold) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def contrast(one: str, other: str) -> float:
    """The ratio of contrast between two colors by WCAG 2: 4.5 is enough for text, 3 for what is not a text."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
