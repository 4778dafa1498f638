"""What a fleet finds in a partition of a recording; the results of several workers are added up."""

from typing import NamedTuple

from msgspec import Struct, field

from podproof.checker.conformance.recordings import RecordingProblem, Totals
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.fleet.records import PodRecord
from podproof.checker.fleet.summary import Summary
from podproof.checker.fleet.tally import Tally
from podproof.spec.observation.explanations import contradicted_versions
from podproof.spec.observation.snapshots import is_blank


class FleetVerdict(NamedTuple):
    """A verdict of which something is printed, and the place of its Pod in the recording."""

    place: int
    record: PodRecord
    lines: tuple[str, ...]


class PartitionResult(Struct):
    """The verdicts of which something is printed; all others are only counted in the tally.

    `versions` are those of kubelets that contradict the one asked.  The last partition has the totals of the recording,
    unless nothing of it could be read.
    """

    verdicts: list[FleetVerdict] = []
    tally: Tally = field(default_factory=Tally)
    versions: set[int] = set()
    problems: list[RecordingProblem] = []
    totals: Totals | None = None
    is_last: bool = False

    @classmethod
    def empty(cls, *, noted: bool) -> "PartitionResult":
        """Nothing yet; with a summary, if Pods are `noted`."""
        return cls(tally=Tally(summary=Summary() if noted else None))

    def count(self, place: int, record: PodRecord, lines: tuple[str, ...]) -> None:
        """Take up one verdict."""
        if lines:
            self.verdicts.append(FleetVerdict(place, record, lines))
        else:
            self.tally.count(record)

    def note_versions(self, verdict: PodVerdict, kubernetes: int) -> None:
        """Take up the versions of kubelets that a verdict speaks for, if not for the one asked."""
        shown = verdict.illegal.now if verdict.illegal else verdict.history.last
        if shown is not None and not is_blank(shown.snapshot):
            self.versions |= set(contradicted_versions(shown.snapshot, kubernetes))

    def add(self, other: "PartitionResult") -> None:
        """Take up what another worker has found in the same partition."""
        self.verdicts = sorted([*self.verdicts, *other.verdicts], key=lambda each: each.place)
        self.tally.add(other.tally)
        self.versions |= other.versions
        self.problems += other.problems
