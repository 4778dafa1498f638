"""GraphML, for Gephi, yEd and networkx: states and transitions with all facts, nested ones under dotted names."""

from collections.abc import Iterator

from podproof.checker.export.system import TransitionSystem, flat


def lines(system: TransitionSystem) -> Iterator[str]:
    """The document, as networkx writes it."""
    import networkx

    graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
    graph.add_nodes_from((number, dict(flat(state))) for number, state in enumerate(system.states))
    graph.add_edges_from(
        (step.source, step.target, {"label": step.label, **dict(flat(step.facts))}) for step in system.transitions
    )
    yield from networkx.generate_graphml(graph)
