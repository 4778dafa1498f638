"""What is counted of verdicts; the tallies of several parts are added up, in any order."""

from msgspec import Struct

from podproof.checker.fleet.records import PodRecord
from podproof.checker.fleet.summary import Summary


class Tally(Struct):
    """How many Pods have each outcome, how many of their times are early or late, and the summary that owners read.

    `by` is the longest delay, and `needed` are the latencies that some node needs at least, in seconds.
    """

    outcomes: dict[str, int] = {}
    early: int = 0
    late: int = 0
    by: float = 0.0
    needed: dict[str, float] = {}
    summary: Summary | None = None

    @property
    def pods(self) -> int:
        """How many Pods were judged."""
        return sum(self.outcomes.values())

    def count(self, record: PodRecord) -> None:
        """Count one verdict; it may withdraw an earlier one."""
        outcomes = {record.outcome: 1} | ({"legal": -1} if record.withdraws_legal else {})
        self.add(Tally(outcomes, record.early, record.late, record.by, record.needed))
        if self.summary is not None:
            self.summary.count(record)

    def add(self, other: "Tally") -> None:
        """Count what another tally has counted, too."""
        for outcome, pods in other.outcomes.items():
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + pods
        self.early, self.late, self.by = self.early + other.early, self.late + other.late, max(self.by, other.by)
        for name, seconds in other.needed.items():
            self.needed[name] = max(self.needed.get(name, 0.0), seconds)
        if self.summary is not None and other.summary is not None:
            self.summary.add(other.summary)
