"""Write a reachable graph or its quotient, for people and for other tools.

Graph ─────────────────────────────────────► write ──► .json     node-link: every state as data
  └── quotient_of(graph, key) ─► ExplicitQuotient ─┘   .graphml  Gephi, yEd, networkx
                                                       .dot      Graphviz
                                                       .aut      Aldebaran: CADP, mCRL2, bisimulation tools
"""

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import Any

from podproof.checker.engines.explicit import Graph
from podproof.checker.export.formats import FORMATS, MOST_STATES
from podproof.checker.export.limits import Incomplete, Refusal, TooLarge, UnknownFormat
from podproof.checker.export.quotient import ExplicitQuotient, QuotientTransition, quotient_of
from podproof.checker.export.system import Description, label_of, of_graph, of_quotient
from podproof.checker.model import Action

__all__ = [
    "ExplicitQuotient",
    "Incomplete",
    "QuotientTransition",
    "Refusal",
    "TooLarge",
    "UnknownFormat",
    "label_of",
    "quotient_of",
    "write",
]


def write(
    graph: Graph | ExplicitQuotient[Any],
    path: str | PathLike[str],
    describe: Callable[[Any], Description],
    *,
    label: Callable[[Action], str] = label_of,
    most: int | None = None,
) -> None:
    """Write the graph in the format that the path's suffix names; a `Refusal` for an incomplete or too large graph.

    `describe` gives a state (or the key of a class) as data that JSON can hold, `label` an action in brief; `most` is
    the largest number of states to write instead of the format's own limit.
    """
    path = Path(path)
    if path.suffix not in FORMATS:
        raise UnknownFormat(path.suffix, tuple(FORMATS))
    if isinstance(graph, Graph) and graph.explore().bound:
        raise Incomplete(graph.explore())
    system = of_graph(graph, describe, label) if isinstance(graph, Graph) else of_quotient(graph, describe)
    limit = MOST_STATES[path.suffix] if most is None else most
    if system.state_count > limit:
        raise TooLarge(system.state_count, limit, path.suffix)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        FORMATS[path.suffix](system, stream)
