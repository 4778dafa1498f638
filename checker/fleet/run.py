"""Recordings judged by the workers of a fleet: read in any order, judged by configuration, finished in their order.

A partition that was finished in an earlier run is not judged again: what was found is kept in the cache, by the names,
sizes and times of the files.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, Protocol

import msgspec

from podproof.checker.conformance.recordings import RecordingProblem
from podproof.checker.errors import UsageError
from podproof.checker.fleet.results import PartitionResult
from podproof.checker.fleet.sources import URL, RecordingSource
from podproof.checker.fleet.worker import FleetSettings, PartitionReading, judge_all, read
from podproof.checker.gate import fingerprints
from podproof.checker.gate.cache import LARGEST, Cache

AHEAD = 2
"""Recordings for each worker that are read at once, and partitions of each that are read before the first is shown."""


class OwnerPool(Protocol):
    """Worker processes."""

    @property
    def workers(self) -> Sequence[str]:
        """Their names."""

    def owner(self, key: bytes) -> str:
        """The worker that judges the Pods of a configuration, the same one as long as it runs."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, worker: str = "") -> Future[Any]:
        """Have a worker call the function, this one if it still runs."""


class PartitionTask:
    """A partition that was read, while what is not known of it is judged."""

    def __init__(self, result: PartitionResult, key: bytes) -> None:
        self.result, self.key = result, key
        self.judging: list[tuple[int, Future[PartitionResult]]] = []

    def is_judged(self) -> bool:
        """Whether nothing has to be waited for."""
        return all(future.done() for _, future in self.judging)


class RecordingTask:
    """A recording on its way: the partition that is read now, and those that were read and not yet taken."""

    def __init__(self, source: RecordingSource, fingerprint: bytes) -> None:
        self.source, self.fingerprint = source, fingerprint
        self.number, self.worker, self.is_read = 0, "", False
        self.versions: set[int] = set()
        self.reading: Future[PartitionReading] | None = None
        self.partitions: deque[PartitionTask] = deque()

    def key(self) -> bytes:
        """The key of the partition that is read now in the cache; empty if nothing identifies its files."""
        return fingerprints.of(self.fingerprint, self.number) if self.fingerprint else b""

    def take(self, result: PartitionResult, key: bytes) -> PartitionTask:
        """A partition was read."""
        partition = PartitionTask(result, key)
        self.partitions.append(partition)
        self.number, self.is_read, self.reading = self.number + 1, result.is_last, None
        return partition

    def open_futures(self) -> list[Future[Any]]:
        """What has to be waited for."""
        judging = [future for each in self.partitions for _, future in each.judging if not future.done()]
        return judging if self.reading is None else [self.reading, *judging]


class Fleet:
    """Judges recordings on the workers of a pool."""

    def __init__(self, pool: OwnerPool, settings: FleetSettings, cache: Cache) -> None:
        self.pool, self.settings, self.cache = pool, settings, cache

    def finished(self, sources: Iterable[RecordingSource]) -> Iterator[tuple[RecordingSource, PartitionResult]]:
        """What is found in the partitions of each recording, in their order; memory for a few for each worker."""
        coming, waiting = iter(sources), deque[RecordingTask]()
        while True:
            more = AHEAD * max(len(self.pool.workers), 1) - len(waiting)
            waiting.extend(RecordingTask(each, self._fingerprint(each)) for each in islice(coming, max(more, 0)))
            if not waiting:
                return
            for task in waiting:
                self._proceed(task)
            first = waiting[0]
            if first.partitions and first.partitions[0].is_judged():
                result = self._result(first, first.partitions.popleft())
                if result.is_last:
                    waiting.popleft()
                yield first.source, result
            else:
                wait([each for task in waiting for each in task.open_futures()], return_when=FIRST_COMPLETED)

    def _proceed(self, task: RecordingTask) -> None:
        """Have the partition judged that was read, and the next one read, unless too many wait."""
        if task.reading is not None and task.reading.done():
            self._judge(task, task.reading)
        while task.reading is None and not task.is_read and len(task.partitions) < AHEAD:
            if (known := self._known(task.key())) is not None:
                task.take(known, b"")
            else:
                task.reading = self.pool.submit(read, task.source, task.number, worker=task.worker)

    def _known(self, key: bytes) -> PartitionResult | None:
        """What an earlier run has found."""
        known = self.cache.get(key) if key else None
        try:
            return None if known is None else msgspec.msgpack.decode(known, type=PartitionResult)
        except msgspec.MsgspecError:
            return None

    def _judge(self, task: RecordingTask, reading: Future[PartitionReading]) -> None:
        """Have the paths that are not known judged, by one task for each owner of their configurations."""
        try:
            result, unknown, task.worker = reading.result()
        except (CancelledError, Exception) as error:
            what = "the rest of it was not read" if task.number else "it was not read"
            problem = self._problem(task.source, error, what)
            task.take(PartitionResult(problems=[problem], is_last=True), b"")
            return
        partition = task.take(result, task.key())
        owned: dict[str, list[tuple[int, bytes, bytes]]] = {}
        for key, alike, parts in unknown:
            owned.setdefault(self.pool.owner(alike), []).extend((pods, key, packed) for pods, packed in parts)
        for owner, each in owned.items():
            asked = [(key, packed) for _, key, packed in each]
            future = self.pool.submit(judge_all, task.source.cluster, asked, worker=owner)
            partition.judging.append((sum(pods for pods, _, _ in each), future))

    def _result(self, task: RecordingTask, partition: PartitionTask) -> PartitionResult:
        """What was found in a partition; the last one says what contradicts the recording as a whole."""
        result = partition.result
        for pods, future in partition.judging:
            try:
                result.add(future.result())
            except (CancelledError, Exception) as error:
                result.problems.append(self._problem(task.source, error, f"{pods} Pods were not judged"))
                partition.key = b""
        if partition.key and len(encoded := msgspec.msgpack.encode(result)) < LARGEST:
            self.cache.put(partition.key, encoded)
        task.versions |= result.versions
        if result.totals is not None:
            result.totals = result.totals._replace(versions=frozenset(task.versions))
        return result

    @staticmethod
    def _problem(source: RecordingSource, error: BaseException, what: str) -> RecordingProblem:
        """What a worker could not do; raises the error if it runs another version."""
        if isinstance(error, UsageError):
            raise error
        is_killed = isinstance(error, BrokenProcessPool | CancelledError)
        why = "its worker was killed, perhaps for its memory" if is_killed else f"{type(error).__name__}: {error}"
        return RecordingProblem(source.files[0], 0, f"{what}: {why}")

    def _fingerprint(self, source: RecordingSource) -> bytes:
        """What identifies the files of a recording; empty if nothing does."""
        try:
            stats = [os.stat(os.path.join(self.settings.folder, each)) for each in source.files if not URL.match(each)]
        except OSError:
            return b""
        if len(stats) < len(source.files):
            return b""
        files = [(each.st_dev, each.st_ino, each.st_size, each.st_mtime_ns) for each in stats]
        return fingerprints.of("recording", self.settings, source, files)
