"""A reachable graph or its quotient as lines, or a `Refusal` that says why not."""

from collections.abc import Callable, Iterator
from typing import Any

from podproof.checker.engines.explicit import Graph
from podproof.checker.export.formats import GRAPHS
from podproof.checker.export.limits import Incomplete, TooLarge, UnknownFormat
from podproof.checker.export.quotient import ExplicitQuotient
from podproof.checker.export.system import Description, label_of, of_graph, of_quotient
from podproof.checker.model import Action


def graph_lines(
    graph: Graph | ExplicitQuotient[Any],
    form: str,
    describe: Callable[[Any], Description],
    *,
    label: Callable[[Action], str] = label_of,
    most: int | None = None,
) -> Iterator[str]:
    """The lines of the graph in the format; raises a `Refusal` at once for an incomplete or too large graph.

    `describe` gives a state (or the key of a class) as data that JSON can hold, `label` an action in brief; `most` is
    the largest number of states to write instead of the format's own limit.
    """
    if form not in GRAPHS:
        raise UnknownFormat(form, tuple(GRAPHS))
    if isinstance(graph, Graph) and graph.explore().bound:
        raise Incomplete(graph.explore())
    system = of_graph(graph, describe, label) if isinstance(graph, Graph) else of_quotient(graph, describe)
    limit = GRAPHS[form].most_states if most is None else most
    if system.state_count > limit:
        raise TooLarge(system.state_count, limit, form)
    return GRAPHS[form].lines(system)
