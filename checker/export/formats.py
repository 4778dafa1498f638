"""The formats, each a function from a transition system and a stream."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TextIO

from podproof.checker.export.system import Description, TransitionSystem, flat


def write_json(system: TransitionSystem, stream: TextIO) -> None:
    """Node-link JSON as networkx reads it, one line for each state and transition."""
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
    """GraphML by networkx; nested values get dotted names."""
    import networkx

    graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
    graph.add_nodes_from((number, dict(flat(state))) for number, state in enumerate(system.states))
    graph.add_edges_from(
        (step.source, step.target, {"label": step.label, **dict(flat(step.facts))}) for step in system.transitions
    )
    stream.writelines(f"{line}\n" for line in networkx.generate_graphml(graph))


def write_dot(system: TransitionSystem, stream: TextIO) -> None:
    """Graphviz DOT: a box for each state with a line for each fact, an arrow for each transition."""
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
    """Aldebaran: `des (initial, transitions, states)`, then a line for each transition; states are only numbers."""
    stream.write(f"des (0, {system.transition_count}, {system.state_count})\n")
    for step in system.transitions:
        label = step.label.replace('"', "'").replace("\n", ", ")
        stream.write(f'({step.source}, "{label}", {step.target})\n')


FORMATS: Mapping[str, Callable[[TransitionSystem, TextIO], None]] = {
    ".json": write_json,
    ".graphml": write_graphml,
    ".dot": write_dot,
    ".aut": write_aut,
}
"""The formats by suffix, each with a function from a transition system and a stream."""

MOST_STATES = {".json": 200_000, ".graphml": 50_000, ".dot": 500, ".aut": 5_000_000}
"""The number of states up to which a format is useful."""
