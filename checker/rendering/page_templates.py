"""Templates of HTML pages."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


def page_templates(package: str, finalize: Callable[[Any], Any] | None = None) -> Environment:
    """The templates of a package: every value is escaped, after `finalize`, and one that is missing is an error."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
