"""The formats, each a function from a transition system and a stream."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TextIO

from podproof.checker.export.system import Description, TransitionSystem, flat


def write_json(system: TransitionSystem, stream: TextIO) -> None:
    """Node-link JSON as networkx reads it, a state or a step a line."""
    stream.write('{"directed": true, "multigraph": true, "graph": {"initial": 0},\n"nodes": [\n')
    stream.writelines(_rows({"id": number, "state": state} for number, state in enumerate(system.states)))
    stream.write('\n],\n"edges": [\n')
    stream.writelines(
        _rows({"source": step.source, "target": step.target, **step.facts} for step in system.transitions)
    )
    stream.write("\n]}\n")


def _rows(rows: Iterable[Description]) -> Iterator[str]:
    between = ""
    for row in rows:
        yield between + json.dumps(row, ensure_ascii=False)
        between = ",\n"


def write_graphml(system: TransitionSystem, stream: TextIO) -> None:
    """GraphML by networkx; what has structure is told by dotted names."""
    import networkx

    graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
    graph.add_nodes_from((number, dict(flat(state))) for number, state in enumerate(system.states))
    graph.add_edges_from(
        (step.source, step.target, {"label": step.label, **dict(flat(step.facts))}) for step in system.transitions
    )
    stream.writelines(f"{line}\n" for line in networkx.generate_graphml(graph))


def write_dot(system: TransitionSystem, stream: TextIO) -> None:
    """Graphviz DOT: a box per state with a line per fact, an arrow per step."""
    stream.write("digraph {\n  node [shape=box];\n  initial [shape=point];\n  initial -> 0;\n")
    for number, state in enumerate(system.states):
        lines = (f"{name}: {value}" for name, value in flat(state))
        stream.write(f'  {number} [label="{_ended(lines)}"];\n')
    for step in system.transitions:
        stream.write(f'  {step.source} -> {step.target} [label="{_ended(step.label.splitlines())}"];\n')
    stream.write("}\n")


def _ended(lines: Iterable[str]) -> str:
    r"""Lines of a label, each ended by the `\l` that aligns it to the left."""
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for line in lines)
    return "".join(f"{line}\\l" for line in escaped)


def write_aut(system: TransitionSystem, stream: TextIO) -> None:
    """Aldebaran: `des (initial, transitions, states)`, then a line per step; the states are only numbers."""
    stream.write(f"des (0, {system.transition_count}, {system.state_count})\n")
    for step in system.transitions:
        label = step.label.replace('"', "'").replace("\n", ", ")
        stream.write(f'({step.source}, "{label}", {step.target})\n')


class Format(NamedTuple):
    """How a format is written, and the most states for which it still serves."""

    write: Callable[[TransitionSystem, TextIO], None]
    most: int


FORMATS = {
    ".json": Format(write_json, 200_000),
    ".graphml": Format(write_graphml, 50_000),
    ".dot": Format(write_dot, 500),
    ".aut": Format(write_aut, 5_000_000),
}
"""The formats by the suffix that chooses them."""
