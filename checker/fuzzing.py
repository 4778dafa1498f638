"""Random walks through the lifecycle that `spec` describes: `python -m checker fuzz`, and tests of your own."""

from typing import Any

from hypothesis import strategies as st

from podproof.checker.telling import teller
from podproof.checker.walks import Walk, Way, walks
from podproof.spec.notation import Specification
from podproof.spec.specification import LIFECYCLE
from podproof.spec.strategies import shapes


def lifecycle(
    specification: Specification = LIFECYCLE, *, faults: frozenset[str] | None = None, whole: int = 64
) -> Way:
    """Walks by the lifecycle, or a variant of it, with these classes of fault (None: all)."""
    return Way(specification, teller, faults, whole)


def lives(
    pods: st.SearchStrategy[Any] | None = None,
    *,
    specification: Specification = LIFECYCLE,
    faults: frozenset[str] | None = None,
    steps: int = 200,
) -> type[Walk]:
    """Hypothesis' state machine that lives the lives of these Pods (`spec.world.Pod`; None: of any).

    `TestLives = lives(st.just(pod)).TestCase` is a test for pytest; its failure is a story.
    """
    return walks(shapes() if pods is None else pods, lifecycle(specification, faults=faults), steps=steps)
