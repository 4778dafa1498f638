"""Recordings judged by the workers of a fleet: read in any order, judged by configuration, finished in their order.

A recording that was finished in an earlier run is not read again: what was found is kept in the cache, by the names,
sizes and times of its files.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from podproof.checker.conformance.recordings import NOTHING, RecordingProblem, Totals
from podproof.checker.errors import UsageError
from podproof.checker.fleet.sources import URL, RecordingSource
from podproof.checker.fleet.worker import FleetSettings, FleetVerdict, PathReading, judge_all, read
from podproof.checker.gate import fingerprints
from podproof.checker.gate.cache import LARGEST, Cache

AHEAD = 2
"""Recordings for each worker that are read before the oldest of them is finished."""


class OwnerPool(Protocol):
    """Worker processes."""

    @property
    def workers(self) -> Sequence[str]:
        """Their names."""

    def owner(self, key: bytes) -> str:
        """The worker that judges the Pods of a configuration, the same one as long as it runs."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, worker: str = "") -> Future[Any]:
        """Have a worker call the function, this one if it still runs."""


class Finished(Struct):
    """What was found in one recording."""

    verdicts: list[FleetVerdict]
    problems: list[RecordingProblem]
    totals: Totals


class RecordingTask:
    """A recording on its way."""

    def __init__(self, source: RecordingSource, key: bytes) -> None:
        self.source, self.key = source, key
        self.reading: Future[PathReading] | None = None
        self.judging: list[tuple[int, Future[list[FleetVerdict]]]] = []
        self.found = Finished([], [], NOTHING)
        self.is_complete = True

    def open_futures(self) -> list[Future[Any]]:
        """What has to be waited for."""
        if self.reading is not None:
            return [self.reading]
        return [future for _, future in self.judging if not future.done()]


class Fleet:
    """Judges recordings on the workers of a pool."""

    def __init__(self, pool: OwnerPool, settings: FleetSettings, cache: Cache) -> None:
        self.pool, self.settings, self.cache = pool, settings, cache

    def finished(self, sources: Iterable[RecordingSource]) -> Iterator[tuple[RecordingSource, Finished]]:
        """What is found in each recording, in their order; memory for a few recordings for each worker."""
        waiting: deque[RecordingTask] = deque()
        for source in sources:
            waiting.append(self._begin(source))
            while len(waiting) > AHEAD * max(len(self.pool.workers), 1):
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def _begin(self, source: RecordingSource) -> RecordingTask:
        key = self._key(source)
        task = RecordingTask(source, key)
        known = self.cache.get(key) if key else None
        try:
            if known is not None:
                task.found, task.key = msgspec.msgpack.decode(known, type=Finished), b""
                return task
        except msgspec.MsgspecError:
            pass
        task.reading = self.pool.submit(read, source)
        return task

    def _first(self, waiting: deque[RecordingTask]) -> tuple[RecordingSource, Finished]:
        """The first recording, once it is finished; meanwhile the others are handed on from task to task."""
        while True:
            for task in waiting:
                if task.reading is not None and task.reading.done():
                    self._judge(task, task.reading)
            if not waiting[0].open_futures():
                task = waiting.popleft()
                return task.source, self._finish(task)
            wait([each for task in waiting for each in task.open_futures()], return_when=FIRST_COMPLETED)

    def _judge(self, task: RecordingTask, reading: Future[PathReading]) -> None:
        """Have the paths of a recording judged, by one task for each owner of their configurations."""
        task.reading = None
        try:
            found = reading.result()
        except (CancelledError, Exception) as error:
            self._fail(task, error, "it was not read")
            return
        task.found.problems, task.found.totals = found.problems, found.totals
        owned: dict[str, list[tuple[int, bytes, bytes]]] = {}
        for key, parts in found.paths.items():
            owned.setdefault(self.pool.owner(key), []).extend((pods, key, packed) for pods, packed in parts)
        for owner, each in owned.items():
            asked = [(key, packed) for _, key, packed in each]
            future = self.pool.submit(judge_all, task.source.cluster, asked, worker=owner)
            task.judging.append((sum(pods for pods, _, _ in each), future))

    def _finish(self, task: RecordingTask) -> Finished:
        for pods, future in task.judging:
            try:
                task.found.verdicts += future.result()
            except (CancelledError, Exception) as error:
                self._fail(task, error, f"{pods} Pods were not judged")
        task.judging.clear()
        task.found.verdicts.sort(key=lambda each: each.place)
        if task.key and task.is_complete and len(encoded := msgspec.msgpack.encode(task.found)) < LARGEST:
            self.cache.put(task.key, encoded)
        return task.found

    def _fail(self, task: RecordingTask, error: BaseException, what: str) -> None:
        """Say what a worker could not do; that of another version is no worker."""
        if isinstance(error, UsageError):
            raise error
        is_killed = isinstance(error, BrokenProcessPool | CancelledError)
        why = "its worker was killed, perhaps for its memory" if is_killed else f"{type(error).__name__}: {error}"
        task.found.problems.append(RecordingProblem(task.source.files[0], 0, f"{what}: {why}"))
        task.is_complete = False

    def _key(self, source: RecordingSource) -> bytes:
        """The key of a recording in the cache; empty for one that cannot be told from another."""
        try:
            stats = [os.stat(os.path.join(self.settings.folder, each)) for each in source.files if not URL.match(each)]
        except OSError:
            return b""
        if len(stats) < len(source.files):
            return b""
        files = [(each.st_dev, each.st_ino, each.st_size, each.st_mtime_ns) for each in stats]
        return fingerprints.of("recording", self.settings, source, files)
