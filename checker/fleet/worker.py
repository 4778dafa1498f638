"""What a worker of a fleet does: it reads recordings into paths, and judges the paths of its configurations.

Its state is in this module: what one task has learned about a configuration serves the next one.
"""

import pickle
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from podproof.checker.conformance.pod_observers import PodObserver, PodObservers
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.fleet.judged_paths import KnownPaths, verdicts
from podproof.checker.fleet.partitions import RecordingReaders
from podproof.checker.fleet.paths import PodPath, UnjudgedPods
from podproof.checker.fleet.records import VerdictReader
from podproof.checker.fleet.results import PartitionResult
from podproof.checker.fleet.sources import RecordingSource
from podproof.checker.fleet.tasks import address
from podproof.checker.gate import fingerprints
from podproof.checker.gate.configurations import canonical
from podproof.checker.times.recorded import TimeJudge
from podproof.spec.observation.configuration import configuration
from podproof.spec.pod.latencies import Latencies

TOGETHER = 2_000
"""Pods of one configuration that are sent, and compared, together."""

MOST = 500
"""Configurations whose known paths are kept."""


class FleetSettings(NamedTuple):
    """How recordings are judged; `faults` are names, `latencies` those of the node if times are judged, too.

    Names of files are relative to `folder`.  With `quiet`, nothing is printed of legal Pods.
    """

    folder: str
    kubernetes: int
    patch: int | None = None
    faults: tuple[str, ...] | None = None
    as_json: bool = False
    explain: bool = False
    latencies: Latencies | None = None
    noted: bool = False
    quiet: bool = False


class UnknownPaths(NamedTuple):
    """Paths of one configuration that only its owner can judge, pickled, so many at a time.

    `alike` is the same for all configurations with the same executions: they have one owner.
    """

    key: bytes
    alike: bytes
    parts: list[tuple[int, bytes]]


class PartitionReading(NamedTuple):
    """A partition that was read by the worker at this address: what is known of it, and what is not yet."""

    result: PartitionResult
    unknown: list[UnknownPaths]
    worker: str


class Judge:
    """The observers of the configurations that this process has met."""

    def __init__(self, settings: FleetSettings) -> None:
        self.settings = settings
        unjudged, is_timed = UnjudgedPods(settings.kubernetes), settings.latencies is not None
        self.readers = RecordingReaders(unjudged, settings.folder, noted=settings.noted, timed=is_timed)
        self.observers = PodObservers(settings.kubernetes, patch=settings.patch, faults=settings.faults, saves=True)
        times = None if settings.latencies is None else TimeJudge(settings.latencies)
        self.reader = VerdictReader(settings.as_json, settings.explain, times, settings.quiet)
        self._known: dict[bytes, KnownPaths] = {}

    def known(self, key: bytes, path: PodPath) -> PodVerdict | None:
        """The verdict on a path that can be given without learning anything, bounds of times and traces included."""
        if self.settings.explain or self.settings.latencies is not None:
            return None
        if key not in self._known:
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[key] = KnownPaths(self.observer(key, path))
        return self._known[key].verdict(path)

    def learn(self) -> None:
        """Take up what the owners of configurations have saved, where something was not known."""
        for key, known in self._known.items():
            if known.has_met_unknown:
                self.observers.take_up(key)
                known.has_met_unknown = False

    def alike(self, key: bytes, path: PodPath) -> bytes:
        """What all configurations with the executions of this one share."""
        pod = configuration(msgspec.json.decode(key), path.name, path.namespace or "default", self.settings.kubernetes)
        return fingerprints.of(canonical(pod))

    def observer(self, key: bytes, path: PodPath) -> PodObserver:
        """The observer of a configuration, which the key tells."""
        return self.observers.with_fields(key, msgspec.json.decode(key), path.name, path.namespace or "default")

    def result(self) -> PartitionResult:
        """A result without anything."""
        return PartitionResult.empty(noted=self.settings.noted)

    def count(self, result: PartitionResult, path: PodPath, verdict: PodVerdict, cluster: str) -> None:
        """Take up a verdict into a result."""
        judged = self.reader.judged(verdict, cluster)
        result.count(path.place, judged.record, tuple(text.plain for text in judged.lines))
        result.note_versions(verdict, self.settings.kubernetes)


_judge: list[Judge] = []


def prepare(settings: FleetSettings) -> None:
    """Begin again, with other settings."""
    _judge[:] = [Judge(settings)]


def read(source: RecordingSource, number: int) -> PartitionReading:
    """Read a partition; what cannot be read is a problem, and the rest is read."""
    judge = _judge[0]
    judge.learn()
    partition, result = judge.readers.read(source, number), judge.result()
    unknown: dict[bytes, list[PodPath]] = {}
    for key, path in partition.paths:
        if (verdict := judge.known(key, path)) is not None:
            judge.count(result, path, verdict, source.cluster)
        else:
            unknown.setdefault(key, []).append(path)
    result.verdicts.sort(key=lambda each: each.place)
    result.problems, result.totals, result.is_last = partition.problems, partition.totals, partition.is_last
    asked = [UnknownPaths(key, judge.alike(key, each[0]), list(_packed(each))) for key, each in unknown.items()]
    return PartitionReading(result, asked, address())


def _packed(paths: Sequence[PodPath]) -> Iterator[tuple[int, bytes]]:
    """The paths in parts, as they are sent, so that the client only hands them on."""
    for begin in range(0, len(paths), TOGETHER):
        part = paths[begin : begin + TOGETHER]
        yield len(part), pickle.dumps(part, pickle.HIGHEST_PROTOCOL)


def judge_all(cluster: str, asked: Sequence[tuple[bytes, bytes]]) -> PartitionResult:
    """Judge Pods of several configurations, each with its key and its paths as they are sent."""
    judge = _judge[0]
    result = judge.result()
    for key, packed in asked:
        paths: list[PodPath] = pickle.loads(packed)
        observer = judge.observer(key, paths[0])
        known = KnownPaths(observer)  # of this part only, whose paths share their snapshots
        for path in paths:
            verdict = None if judge.settings.explain else known.verdict(path)
            for each in verdicts(path, observer) if verdict is None else (verdict,):
                judge.count(result, path, each, cluster)
    judge.observers.save()
    return result
