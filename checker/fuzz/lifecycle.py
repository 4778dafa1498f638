"""Random walks through the lifecycle that `spec` describes: `python -m checker fuzz`, and tests of your own."""

from typing import Any

from hypothesis import strategies as st

from podproof.checker.fuzz import Walk, WalkSettings, walks
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.spec.notation import Specification
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.strategies import configurations


def lifecycle(
    specification: Specification = LIFECYCLE, *, faults: frozenset[str] | None = None, whole: int = 64
) -> WalkSettings:
    """Walks by the lifecycle, or a variant of it, with these classes of fault (None: all)."""
    return WalkSettings(specification, trace_renderer, faults, whole)


def lives(
    pods: st.SearchStrategy[Any] | None = None,
    *,
    specification: Specification = LIFECYCLE,
    faults: frozenset[str] | None = None,
    steps: int = 200,
) -> type[Walk]:
    """Hypothesis' state machine that lives the lives of these Pods (`spec.state.Pod`; None: of any).

    `TestLives = lives(st.just(pod)).TestCase` is a test for pytest; its failure is a trace.
    """
    return walks(configurations() if pods is None else pods, lifecycle(specification, faults=faults), steps=steps)
