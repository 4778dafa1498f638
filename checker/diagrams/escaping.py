"""Texts for each language of diagrams: names in recordings come from strangers, and are never markup."""

import json
import re
from html import escape

from podproof.spec.manifest.problems import printable


def xml_text(text: str) -> str:
    """The text as content or attribute of XML, which has no control characters at all."""
    return escape(printable(text), quote=False).replace('"', "&quot;")


def markdown_text(text: str) -> str:
    """The text as a heading or a cell: no HTML, no link, no code, no further column."""
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", escape(printable(text), quote=False))


def markdown_row(*cells: object) -> str:
    """A row of a table."""
    return f"| {' | '.join(markdown_text(str(cell)) for cell in cells)} |"


def dot_text(text: str) -> str:
    """The text within a quoted label of Graphviz's language, in as many lines as it has."""
    lines = (printable(line).replace("\\", "\\\\").replace('"', '\\"') for line in text.split("\n"))
    return "\\n".join(lines)


def mermaid_title(text: str) -> str:
    """The text as the title in the front matter, which is YAML; JSON is YAML, too."""
    return json.dumps(mermaid_text(text), ensure_ascii=False)


def mermaid_text(text: str) -> str:
    """The text on a line of its own, without what ends a statement (`;`) or begins a code (`#`)."""
    return printable(text).replace(";", ",").replace("#", "")
