"""Counts, coverage and failure of walks, including those that Hypothesis repeats to confirm a failure."""

from podproof.checker.engines.live import Label
from podproof.checker.fuzz.coverage import TransitionCoverage
from podproof.checker.fuzz.failures import Failure
from podproof.checker.fuzz.pod_under_test import PodUnderTest


class Recorder:
    """The number of walks and steps, their coverage, and the last failure."""

    def __init__(self) -> None:
        self.walks = self.steps = 0
        self.coverage = TransitionCoverage()
        self.failure: Failure | None = None

    def begin(self, under_test: PodUnderTest) -> None:
        """Count a walk."""
        self.walks += 1
        self.coverage.possible.update(under_test.possible)

    def take(self, under_test: PodUnderTest, label: Label, state: int) -> None:
        """Count a step from a state."""
        self.steps += 1
        self.coverage.taken.update(under_test.transitions.taken(label, under_test.unpack(state)))
