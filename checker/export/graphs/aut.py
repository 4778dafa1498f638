"""Aldebaran, for CADP, mCRL2 and other tools of process algebra: a labeled transition system, states being numbers."""

from collections.abc import Iterator

from podproof.checker.export.system import TransitionSystem


def lines(system: TransitionSystem) -> Iterator[str]:
    """`des (initial, transitions, states)`, then a line for each transition."""
    yield f"des (0, {system.transition_count}, {system.state_count})"
    for step in system.transitions:
        label = step.label.replace('"', "'").replace("\n", ", ")
        yield f'({step.source}, "{label}", {step.target})'
