"""Graphviz DOT: a box for each state with a line for each fact, an arrow for each transition."""

from collections.abc import Iterable, Iterator

from podproof.checker.export.system import TransitionSystem, flat


def lines(system: TransitionSystem) -> Iterator[str]:
    """The graph."""
    yield from ("digraph {", "  node [shape=box];", "  initial [shape=point];", "  initial -> 0;")
    for number, state in enumerate(system.states):
        facts = (f"{name}: {value}" for name, value in flat(state))
        yield f'  {number} [label="{_ended(facts)}"];'
    for step in system.transitions:
        yield f'  {step.source} -> {step.target} [label="{_ended(step.label.splitlines())}"];'
    yield "}"


def _ended(lines: Iterable[str]) -> str:
    r"""Lines of a label, each ended by the `\l` that aligns it to the left."""
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for line in lines)
    return "".join(f"{line}\\l" for line in escaped)
