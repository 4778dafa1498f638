"""A summary as one HTML page; everything in it is escaped."""

from functools import cache
from typing import Any

from jinja2 import Template

from podproof.checker.fleet.summary import DIMENSIONS, KINDS, Summary
from podproof.checker.rendering.page_templates import page_templates

MOST = 500
"""Rows of each dimension on the page."""


def render(summary: Summary) -> bytes:
    """The page, in UTF-8."""
    rows: dict[str, Any] = {dimension: summary.by(dimension) for dimension in DIMENSIONS}
    shown = {dimension: list(each.items())[:MOST] for dimension, each in rows.items() if len(each) > 1}
    left_out = {dimension: max(len(each) - MOST, 0) for dimension, each in rows.items()}
    page = _template().render(total=summary.total(), rows=shown, left_out=left_out, kinds=KINDS)
    return page.encode("utf-8", "replace")


@cache
def _template() -> Template:
    return page_templates("podproof.checker.fleet").get_template("summary.html")
