"""The formats of each kind of diagram."""

from collections.abc import Callable, Mapping

from podproof.checker.rendering.formats import lazy

Draw = Callable[..., str | bytes]

SUFFIXES = {"mermaid": ".mmd", "dot": ".dot", "svg": ".svg", "png": ".png", "markdown": ".md"}
"""The suffix of a file in each format."""


def _formats(module: str, *names: str) -> Mapping[str, Draw]:
    return {name: lazy(f"podproof.checker.diagrams.{module}.{name}") for name in names}


DIAGRAMS = {
    "machine": _formats("machines", *SUFFIXES),
    "composition": _formats("composition", "mermaid", "dot", "svg", "markdown"),
    "lifecycle": _formats("lifecycle", *SUFFIXES),
    "sequence": _formats("sequence", "mermaid", "svg", "markdown"),
    "timeline": _formats("timeline", "svg", "markdown"),
}
"""The formats of each kind of diagram, each by the function that draws it."""
