"""Random walks through the Pod lifecycle, for `podproof fuzz` and for your own tests."""

from typing import Any

from hypothesis import strategies as st

from podproof.checker.fuzz import Walk, WalkSettings, walks
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.spec.notation import Specification
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.strategies import configurations


def lifecycle_settings(
    specification: Specification = LIFECYCLE, *, faults: frozenset[str] | None = None, compare_one_in: int = 64
) -> WalkSettings:
    """Settings of walks by the lifecycle or a variant of it, with these classes of fault (None: all)."""
    return WalkSettings(specification, trace_renderer, faults, compare_one_in)


def lifecycle_machine(
    pods: st.SearchStrategy[Any] | None = None,
    *,
    specification: Specification = LIFECYCLE,
    faults: frozenset[str] | None = None,
    steps: int = 200,
) -> type[Walk]:
    """A state machine of Hypothesis that walks through the states of these Pods (`spec.pod.state.Pod`; None: any Pod).

    `TestPod = lifecycle_machine(st.just(pod)).TestCase` is a test for pytest; the message of its failure is a trace.
    """
    return walks(
        configurations() if pods is None else pods, lifecycle_settings(specification, faults=faults), steps=steps
    )
