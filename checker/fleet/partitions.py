"""A recording read in partitions: so many observations at a time, with the paths of the Pods that are complete."""

from collections.abc import Iterator
from typing import NamedTuple

from podproof.checker.conformance.recordings import RecordingProblem, Totals
from podproof.checker.fleet.paths import PathRecording, PodPath, UnjudgedPods
from podproof.checker.fleet.sources import PartsReader, RecordingSource

OBSERVATIONS = 200_000
"""Observations after which a partition ends, once a Pod is complete or a problem was met."""


class RecordingPartition(NamedTuple):
    """Paths with the keys of their configurations; the last partition has the totals, unless nothing could be read."""

    paths: list[tuple[bytes, PodPath]]
    problems: list[RecordingProblem]
    is_last: bool
    totals: Totals | None = None


def partitions(
    source: RecordingSource, pods: UnjudgedPods, folder: str, *, noted: bool, timed: bool
) -> Iterator[RecordingPartition]:
    """The partitions of a recording, the same ones whenever it is read.

    Memory for the Pods that are followed and those of one partition; about 32 bytes for each change of a Pod in it.
    """
    recording = PathRecording(source.files[0], pods, noted=noted, timed=timed)
    reader, problems, end = PartsReader(source, recording, folder), list[RecordingProblem](), OBSERVATIONS
    for each in reader:
        if isinstance(each, RecordingProblem):
            problems.append(each)
        if recording.observations >= end:
            yield RecordingPartition(recording.complete(), problems, is_last=False)
            problems, end = [], recording.observations + OBSERVATIONS
    if reader.is_unreadable:
        yield RecordingPartition([], problems, is_last=True)
    else:
        yield RecordingPartition(recording.rest(), problems, is_last=True, totals=recording.totals)


class RecordingReaders:
    """The recordings that this process reads, each kept between two partitions."""

    MOST = 64

    def __init__(self, pods: UnjudgedPods, folder: str, *, noted: bool, timed: bool) -> None:
        self.pods, self.folder, self.noted, self.timed = pods, folder, noted, timed
        self._open: dict[RecordingSource, tuple[int, Iterator[RecordingPartition]]] = {}

    def read(self, source: RecordingSource, number: int) -> RecordingPartition:
        """The partition of this number; a recording that another process has begun to read is read again up to it."""
        following, partitions_left = self._open.pop(source, (-1, iter(())))
        if following != number:
            partitions_left = partitions(source, self.pods, self.folder, noted=self.noted, timed=self.timed)
            for _ in range(number):
                next(partitions_left)
        partition = next(partitions_left)
        if not partition.is_last:
            self._open[source] = number + 1, partitions_left
            if len(self._open) > self.MOST:
                del self._open[next(iter(self._open))]
        return partition
