"""Node-link JSON as networkx reads it: every state as data, one line for each state and transition."""

import json
from collections.abc import Iterable, Iterator

from podproof.checker.export.system import Description, TransitionSystem


def lines(system: TransitionSystem) -> Iterator[str]:
    """The document."""
    yield '{"directed": true, "multigraph": true, "graph": {"initial": 0},'
    yield '"nodes": ['
    yield from _rows({"id": number, "state": state} for number, state in enumerate(system.states))
    yield "],"
    yield '"edges": ['
    yield from _rows({"source": step.source, "target": step.target, **step.facts} for step in system.transitions)
    yield "]}"


def _rows(rows: Iterable[Description]) -> Iterator[str]:
    """Each row on a line, all but the last with a comma."""
    previous = None
    for row in rows:
        if previous is not None:
            yield f"{previous},"
        previous = json.dumps(row)
    if previous is not None:
        yield previous
