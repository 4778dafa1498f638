"""Pictures of graphs by Graphviz's program `dot`, for light and dark backgrounds."""

import re
import subprocess
from typing import Literal

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
    text = picture(source, "svg").decode()
    text = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->", "", text, flags=re.DOTALL).lstrip()
    text = re.sub(r' xmlns:xlink="[^"]*"', "", text)
    text = re.sub(r'(<svg .*?)width="(\d+)pt" height="(\d+)pt"', r'\1width="\2" height="\3"', text, count=1)
    for name, color in NAMED.items():
        text = re.sub(rf'(fill|stroke)="{name}"', rf'\1="{color.light if color else "none"}"', text)
    text = re.sub(r"<text ", f'<text fill="{theme.INK.light}" ', text)
    text = re.sub(r"(<text fill=\"[^\"]*\" [^>]*?) fill=\"([^\"]*)\"", r"\1", text)
    text = text.replace("<svg ", f'<svg class="podproof" role="img" aria-label="{xml_text(title)}" ', 1)
    return re.sub(r"(<svg [^>]*>)", rf"\1\n{theme.style()}", text, count=1).strip() + "\n"
