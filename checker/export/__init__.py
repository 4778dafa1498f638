"""Write a reachable graph, whole or folded, for people and for other tools.

Graph ──────────────────────────► write ──► .json     node-link: every world as data
  └── folded(graph, key) ─► Quotient ─┘     .graphml  Gephi, yEd, networkx
                                            .dot      Graphviz
                                            .aut      Aldebaran: CADP, mCRL2, bisimulation tools
"""

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import Any

from podproof.checker.engines.graph import Graph
from podproof.checker.export.formats import FORMATS
from podproof.checker.export.quotient import Fold, Quotient, folded
from podproof.checker.export.refusals import Incomplete, Refusal, TooLarge, UnknownFormat
from podproof.checker.export.system import Description, label_of, of_graph, of_quotient
from podproof.checker.model import Action

__all__ = ["Fold", "Incomplete", "Quotient", "Refusal", "TooLarge", "UnknownFormat", "folded", "label_of", "write"]


def write(
    graph: Graph | Quotient[Any],
    path: str | PathLike[str],
    describe: Callable[[Any], Description],
    *,
    label: Callable[[Action], str] = label_of,
    most: int | None = None,
) -> None:
    """Write the graph in the format that the path's suffix names, or refuse: never a part of it.

    `describe` tells a world (or the key of a quotient's class) as data that JSON can say, `label` an action in a word
    for a diagram; `most` is the number of worlds up to which the format still serves, if its own limit does not suit.
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
