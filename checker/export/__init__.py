"""Write a reachable graph, whole or folded, for people and for other tools.

Graph ──────────────────────────► write ──► .json     node-link: every state as data
  └── folded(graph, key) ─► Quotient ─┘     .graphml  Gephi, yEd, networkx
                                            .dot      Graphviz
                                            .aut      Aldebaran: CADP, mCRL2, bisimulation tools
"""

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import Any

from podproof.checker.engines.explicit import Graph
from podproof.checker.export.formats import FORMATS
from podproof.checker.export.limits import Incomplete, Refusal, TooLarge, UnknownFormat
from podproof.checker.export.quotient import ExplicitQuotient, QuotientTransition, folded
from podproof.checker.export.system import Description, label_of, of_graph, of_quotient
from podproof.checker.model import Action

__all__ = [
    "ExplicitQuotient",
    "Incomplete",
    "QuotientTransition",
    "Refusal",
    "TooLarge",
    "UnknownFormat",
    "folded",
    "label_of",
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
    """Write the graph in the format that the path's suffix names, or refuse: never a part of it.

    `describe` tells a state (or the key of a quotient's class) as data that JSON can say, `label` an action in a word
    for a diagram; `most` is the number of states up to which the format still serves, if its own limit does not suit.
    """
    path = Path(path)
    if path.suffix not in FORMATS:
        raise UnknownFormat(path.suffix, tuple(FORMATS))
    form = FORMATS[path.suffix]
    if isinstance(graph, Graph) and graph.explore().bound:
        raise Incomplete(graph.explore())
    system = of_graph(graph, describe, label) if isinstance(graph, Graph) else of_quotient(graph, describe)
    limit = form.most if most is None else most
    if system.state_count > limit:
        raise TooLarge(system.state_count, limit, path.suffix)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        form.write(system, stream)
