"""What walks note down on their way, those included that Hypothesis repeats to be sure of a failure."""

from podproof.checker.live import Label
from podproof.checker.walks.coverage import Coverage
from podproof.checker.walks.failures import Failure
from podproof.checker.walks.ground import Ground


class Journal:
    """How many walks and steps there were, what they have seen, and how the last one failed that did."""

    def __init__(self) -> None:
        self.walks = self.steps = 0
        self.coverage = Coverage()
        self.failure: Failure | None = None

    def begin(self, ground: Ground) -> None:
        """A walk begins."""
        self.walks += 1
        self.coverage.possible.update(ground.possible)

    def take(self, ground: Ground, label: Label, world: int) -> None:
        """A step is taken from a world."""
        self.steps += 1
        self.coverage.taken.update(ground.transitions.taken(label, ground.unpack(world)))
