"""A Sphinx extension that draws the machines of a page when the site is built, so that readers load no script.

On GitHub the same blocks are drawn from the same Mermaid text.
"""

from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from mermaid_charts import chart, title

from podproof.checker.diagrams import charts, graphviz

PAGE = 730
"""The width of the text of a page, in pixels."""


class DrawnMachine(Directive):
    """A block of Mermaid text as a picture of Graphviz's program `dot`, which scrolls where the page is too narrow."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """The picture as HTML."""
        text = "\n".join(self.content)
        wide, high = graphviz.layouts(charts.dot(chart(text), direction) for direction in ("LR", "TB"))
        picture = graphviz.wrapped(high if high.width < wide.width > PAGE else wide, title(text))
        frame = f'<div style="overflow-x: auto" role="region" tabindex="0" aria-label="diagram">{picture}</div>'
        return [nodes.raw("", frame, format="html")]


def setup(app: Any) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("mermaid", DrawnMachine)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
