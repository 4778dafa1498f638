"""What walks note down on their way, those included that Hypothesis repeats to shrink a failure."""

from time import monotonic

from checker.walks.coverage import Coverage
from checker.walks.failures import Failure
from checker.walks.ground import Ground


class TimeIsOver(BaseException):
    """The time for walks is over: no failure, and nothing that Hypothesis should look into."""


class Journal:
    """How many walks and steps there were, what they have seen, and how one failed.

    No walk begins after `until`; once one has failed, it may be shrunk for so many seconds.
    """

    def __init__(self, until: float | None = None, shrinking: float | None = None) -> None:
        self.until, self.shrinking = until, shrinking
        self.walks = self.steps = 0
        self.coverage = Coverage()
        self.failure: Failure | None = None

    def begin(self, ground: Ground) -> None:
        """A walk begins, if there is time for one."""
        if self.until is not None and monotonic() > self.until:
            raise TimeIsOver
        self.walks += 1
        self.coverage.possible.update(ground.possible)

    def fail(self, failure: Failure) -> None:
        """A walk has failed: keep the one that is quickest to read."""
        if self.failure is None and self.shrinking is not None:
            self.until = monotonic() + self.shrinking
        if self.failure is None or failure.size <= self.failure.size:
            self.failure = failure
