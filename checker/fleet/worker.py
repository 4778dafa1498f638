"""What a worker of a fleet does: it reads recordings into paths, and judges the paths of its configurations.

Its state is in this module: what one task has learned about a configuration serves the next one.
"""

import pickle
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from podproof.checker.conformance.instance_times import InstanceTimes
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.recordings import NOTHING, RecordingProblem, Totals
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.fleet.judged_paths import JudgedPaths, verdicts
from podproof.checker.fleet.paths import PathRecording, PodPath, UnjudgedPods
from podproof.checker.fleet.records import PodRecord, VerdictReader
from podproof.checker.fleet.sources import PartsReader, RecordingSource
from podproof.checker.times.recorded import TimeJudge
from podproof.spec.observation.explanations import contradicted_versions
from podproof.spec.observation.snapshots import is_blank
from podproof.spec.pod.latencies import Latencies

TOGETHER = 2_000
"""Pods of one configuration that are sent, and compared, together."""

UNTIMED = InstanceTimes()
"""Stands for the times of a Pod where times are not judged."""


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


class PathReading(NamedTuple):
    """A recording that was read: by configuration, the paths in it, pickled, so many at a time."""

    paths: dict[bytes, list[tuple[int, bytes]]]
    problems: list[RecordingProblem]
    totals: Totals


class FleetVerdict(NamedTuple):
    """A verdict, the place of its Pod in the recording, what is printed of it, and versions that contradict it."""

    place: int
    record: PodRecord
    lines: tuple[str, ...]
    versions: tuple[int, ...]


class Judge:
    """The observers of the configurations that this process has met."""

    def __init__(self, settings: FleetSettings) -> None:
        self.settings = settings
        self.unjudged = UnjudgedPods(settings.kubernetes)
        self.observers = PodObservers(settings.kubernetes, patch=settings.patch, faults=settings.faults, saves=True)
        times = None if settings.latencies is None else TimeJudge(settings.latencies)
        self.reader = VerdictReader(settings.as_json, settings.explain, times, settings.quiet)


_judge: list[Judge] = []


def prepare(settings: FleetSettings) -> None:
    """Begin again, with other settings."""
    _judge[:] = [Judge(settings)]


def read(source: RecordingSource) -> PathReading:
    """Read a recording; what cannot be read is a problem, and the rest is read."""
    judge = _judge[0]
    recording = PathRecording(source.files[0], judge.unjudged, noted=judge.settings.noted)
    parts = PartsReader(source, recording, judge.settings.folder)
    problems = [each for each in parts if isinstance(each, RecordingProblem)]
    if parts.is_unreadable:
        return PathReading({}, problems, NOTHING)
    paths: dict[bytes, list[tuple[int, PodPath]]] = {}
    for place, (key, path) in enumerate(recording.paths()):
        times = path.instances if judge.settings.latencies else UNTIMED
        paths.setdefault(key, []).append((place, path._replace(instances=times)))
    return PathReading({key: list(_packed(each)) for key, each in paths.items()}, problems, recording.totals)


def _packed(paths: Sequence[tuple[int, PodPath]]) -> Iterator[tuple[int, bytes]]:
    """The paths in parts, as they are sent, so that the client only hands them on."""
    for begin in range(0, len(paths), TOGETHER):
        part = paths[begin : begin + TOGETHER]
        yield len(part), pickle.dumps(part, pickle.HIGHEST_PROTOCOL)


def judge_all(cluster: str, asked: Sequence[tuple[bytes, bytes]]) -> list[FleetVerdict]:
    """Judge Pods of several configurations, each with its key and its paths as they are sent."""
    found = [verdict for key, packed in asked for verdict in judge_paths(key, cluster, packed)]
    _judge[0].observers.save()
    return found


def judge_paths(key: bytes, cluster: str, packed: bytes) -> list[FleetVerdict]:
    """Judge Pods of one configuration, which the key tells."""
    paths: list[tuple[int, PodPath]] = pickle.loads(packed)
    judge, (_, first) = _judge[0], paths[0]
    observer = judge.observers.with_fields(key, msgspec.json.decode(key), first.name, first.namespace or "default")
    follow = verdicts if judge.settings.explain else JudgedPaths().verdicts
    return [_verdict(judge, verdict, cluster, place) for place, path in paths for verdict in follow(path, observer)]


def _verdict(judge: Judge, verdict: PodVerdict, cluster: str, place: int) -> FleetVerdict:
    judged = judge.reader.judged(verdict, cluster)
    lines = tuple(text.plain for text in judged.lines)
    return FleetVerdict(place, judged.record, lines, _versions(verdict, judge.settings.kubernetes))


def _versions(verdict: PodVerdict, kubernetes: int) -> tuple[int, ...]:
    """The versions of kubelets that a verdict speaks for, if not for the one asked."""
    shown = verdict.illegal.now if verdict.illegal else verdict.history.last
    known = shown is not None and not is_blank(shown.snapshot)
    return tuple(contradicted_versions(shown.snapshot, kubernetes)) if known and shown else ()
