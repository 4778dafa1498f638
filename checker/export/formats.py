"""The registry of formats: of models, which are written without being explored, and of graphs."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from podproof.checker.rendering.formats import lazy

if TYPE_CHECKING:
    from podproof.checker.export.program import Program
    from podproof.checker.export.system import TransitionSystem

HERE = "podproof.checker.export"


class ModelFormat(NamedTuple):
    """A language of model checkers: its suffix, and the function from a program to lines."""

    suffix: str
    lines: Callable[["Program"], Iterator[str]]


class GraphFormat(NamedTuple):
    """A format of graphs: its suffix, the function from a graph to lines, and the states up to which it is useful."""

    suffix: str
    lines: Callable[["TransitionSystem"], Iterator[str]]
    most_states: int


MODELS: Mapping[str, ModelFormat] = {
    name: ModelFormat(suffix, lazy(f"{HERE}.languages.{name}.lines"))
    for name, suffix in (("promela", ".pml"), ("tla", ".tla"), ("prism", ".prism"), ("murphi", ".m"))
}
"""The languages in which a compiled model is written, by name."""

GRAPHS: Mapping[str, GraphFormat] = {
    name: GraphFormat(f".{name}", lazy(f"{HERE}.graphs.{name}.lines"), most_states)
    for name, most_states in (("aut", 5_000_000), ("graphml", 50_000), ("dot", 500), ("json", 200_000))
}
"""The formats in which a reachable graph is written, by name."""

FORMATS: Mapping[str, ModelFormat | GraphFormat] = {**MODELS, **GRAPHS}
"""All formats by name."""
