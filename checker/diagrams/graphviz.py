"""Pictures of graphs by Graphviz's program `dot`, for light and dark backgrounds."""

import re
import subprocess
from collections.abc import Iterable
from typing import Literal, NamedTuple

from podproof.checker.diagrams import theme
from podproof.checker.diagrams.escaping import xml_text

ADVICE = (
    "svg and png of a graph need Graphviz's program `dot`: apt-get or brew install graphviz;"
    " --format mermaid and dot need nothing"
)

NAMED = {"black": theme.INK, "white": theme.PAPER, "transparent": None}


class Missing(FileNotFoundError):
    """Graphviz is not installed; the message says how to get it."""

    def __init__(self) -> None:
        super().__init__(ADVICE)


class Failed(RuntimeError):
    """Graphviz could not lay the graph out; the message has its first complaint."""

    def __init__(self, complaint: str) -> None:
        first = (complaint.splitlines() or ["no reason given"])[0]
        super().__init__(f"Graphviz could not draw this ({first}): take --format mermaid, or a newer Graphviz")


class GraphLayout(NamedTuple):
    """A graph with a place for everything: its size in pixels, its view box, and its elements as SVG."""

    width: int
    height: int
    view: str
    elements: str


def picture(source: str, form: Literal["svg", "png"]) -> bytes:
    """The picture of a graph in Graphviz's language; raises `Missing` or `Failed`."""
    try:
        run = subprocess.run(["dot", f"-T{form}"], input=source.encode(), capture_output=True, check=True)
    except FileNotFoundError as error:
        raise Missing from error
    except subprocess.CalledProcessError as error:
        raise Failed(error.stderr.decode(errors="replace")) from error
    return run.stdout


def svg(source: str, title: str) -> str:
    """The picture as a self-contained SVG for light and dark backgrounds."""
    (layout,) = layouts([source])
    return wrapped(layout, title)


def wrapped(layout: GraphLayout, title: str) -> str:
    """A graph that is laid out as a self-contained SVG."""
    return (
        f'<svg class="podproof" role="img" aria-label="{xml_text(title)}" width="{layout.width}"'
        f' height="{layout.height}" viewBox="{layout.view}" xmlns="http://www.w3.org/2000/svg">\n'
        f"{theme.style()}\n{layout.elements}\n</svg>\n"
    )


def layouts(sources: Iterable[str]) -> list[GraphLayout]:
    """The graphs laid out, all of them by one run of the program; no element has an id."""
    text = picture("\n".join(sources), "svg").decode()
    found = re.findall(
        r'<svg\s+width="(\d+)pt"\s+height="(\d+)pt"\s+viewBox="([^"]*)"[^>]*>(.*?)</svg>', text, re.DOTALL
    )
    return [GraphLayout(int(width), int(height), view, _themed(elements)) for width, height, view, elements in found]


def _themed(elements: str) -> str:
    """The elements in the colors of the theme, without ids and comments."""
    text = re.sub(r'<!--.*?-->|(?<=<g) id="[^"]*"', "", elements, flags=re.DOTALL)
    for name, color in NAMED.items():
        text = re.sub(rf'(fill|stroke)="{name}"', rf'\1="{color.light if color else "none"}"', text)
    text = re.sub(r"<text ", f'<text fill="{theme.INK.light}" ', text)
    return re.sub(r"(<text fill=\"[^\"]*\" [^>]*?) fill=\"([^\"]*)\"", r"\1", text).strip()
