"""A trace as a table of an HTML page, which `reports/html/templates/script.js` steps through."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Template
from markupsafe import Markup

from podproof.checker.rendering.page_templates import page_templates
from podproof.checker.rendering.text import LOOP, STUTTER, UNPUBLISHED, length


def render(name: str, trace: Mapping[str, Any]) -> Markup:
    """The trace, as `rendering.json` gives it, under the name of its situation or law."""
    steps = length(len(trace["lines"]) - 1, trace["loop"], trace["minimality"])
    texts = {"loop_heading": LOOP, "stutter": STUTTER, "unpublished": UNPUBLISHED}
    return Markup(_template().render(name=name, trace=trace, length=steps, **texts))


@cache
def _template() -> Template:
    return page_templates("podproof.checker.rendering").get_template("trace.html")
