"""What walks note down on their way, those included that Hypothesis repeats to be sure of a failure."""

from podproof.checker.engines.live import Label
from podproof.checker.fuzz.coverage import Coverage
from podproof.checker.fuzz.failures import Failure
from podproof.checker.fuzz.pod_under_test import PodUnderTest


class Recorder:
    """How many walks and steps there were, what they have seen, and how the last one failed that did."""

    def __init__(self) -> None:
        self.walks = self.steps = 0
        self.coverage = Coverage()
        self.failure: Failure | None = None

    def begin(self, ground: PodUnderTest) -> None:
        """A walk begins."""
        self.walks += 1
        self.coverage.possible.update(ground.possible)

    def take(self, ground: PodUnderTest, label: Label, state: int) -> None:
        """A step is taken from a state."""
        self.steps += 1
        self.coverage.taken.update(ground.transitions.taken(label, ground.unpack(state)))
