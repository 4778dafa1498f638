"""Recordings judged: a verdict on each Pod in a recording, as soon as it is certain."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from podproof.checker.conformance.instance_times import InstanceTimes
from podproof.checker.conformance.notes import PodNotes
from podproof.checker.conformance.pod_history import PodHistory
from podproof.checker.conformance.pod_observers import PodObservers
from podproof.checker.conformance.verdict import PodVerdict
from podproof.spec.observation.audit import EVICTION
from podproof.spec.observation.document_objects import OtherObject
from podproof.spec.observation.entries import Hint, Observed, Omitted, Reconnected
from podproof.spec.observation.explanations import contradicted_versions
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.recordings import entries
from podproof.spec.observation.snapshots import is_blank
from podproof.spec.observation.streams import DamagedStream

ENDED = 1_000
"""Pods that are gone and still recognized when they are repeated."""

MOST = 200_000
"""Pods that are followed at once."""

UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What reading a Pod raises that no API server has written."""

MOST_HINTED, MOST_REASONS = 20_000, 20
"""Pods about which hints are kept, and reasons for each."""

MOST_PROBLEMS = 100
"""Problems of one recording that are reported each on a line of its own; the others are counted."""

NO_OBJECTS = "an audit log without the objects of Pods: log pods and pods/status at level RequestResponse"
"""What is said of requests that no object shows."""

Key = tuple[str, str, str]
"""Namespace, name and UID of a Pod."""


class RecordingProblem(NamedTuple):
    """Something that could not be read, or (a warning) may have been read wrongly; line 0 is the whole file."""

    file: str
    line: int
    message: str
    severity: str = "error"


class Totals(NamedTuple):
    """What a recording held; `versions` are those of kubelets that its Pods are not judged by."""

    observations: int
    other_objects: dict[str, int]
    omitted: int
    damaged: int
    versions: frozenset[int]


NOTHING = Totals(0, {}, 0, 0, frozenset())
"""What a recording held that cannot be opened."""


def doubts(file: str, asked: int, totals: Totals) -> Iterator[RecordingProblem]:
    """What speaks against a recording as a whole: no Pod in it, or a kubelet of another version than the one asked."""
    for minor in sorted(totals.versions):
        age = "newer" if minor > asked else "older"
        text = f"Pods of a kubelet {age} than the 1.{asked} that they are judged by; give --kubernetes, a file each"
        yield RecordingProblem(file, 0, text, "warning")
    if totals.damaged > MOST_PROBLEMS:
        yield RecordingProblem(file, 0, f"{totals.damaged - MOST_PROBLEMS:,} more parts cannot be read")
    if not (totals.observations or totals.damaged):
        text = NO_OBJECTS if totals.omitted else "no Pod in it: give it what `kubectl get pods -w -o json` prints"
        yield RecordingProblem(file, 0, text)


def judge(stream: BinaryIO, file: str, observers: PodObservers) -> Iterator[PodVerdict | RecordingProblem]:
    """The verdict on each Pod of a recording, and each problem of it, in the order in which they become certain.

    A Pod is illegal at its first illegal observation, and legal when it is gone or the stream ends.  `file` is only
    a name; `observers` may be shared by recordings.  Memory for the Pods that are followed at once.
    """
    return Recording(file, observers).judge(stream)


class Recording:
    """One recording: the Pods in it that are still followed, and the counts of all that was read."""

    def __init__(self, file: str, observers: PodObservers, *, noted: bool = False, timed: bool = False) -> None:
        """Read a recording of this name; with `noted`, each history has notes for a summary, with `timed` its times."""
        self.file, self.observers, self._noted, self._timed = file, observers, noted, timed
        self.other_objects: Counter[str] = Counter()
        self.observations = self.omitted = 0
        self._damaged = 0
        self._hints: dict[tuple[str, str], dict[str, int]] = {}
        self._versions: set[int] = set()
        self._histories: dict[Key, PodHistory] = {}
        self._ended: dict[Key, PodHistory] = {}
        self._unreadable: set[Key] = set()

    def judge(self, stream: BinaryIO) -> Iterator[PodVerdict | RecordingProblem]:
        """The verdict on each Pod, and each problem."""
        yield from self.read(stream)
        yield from self.finish()

    def begin(self, file: str) -> None:
        """A further part of the recording begins: it may repeat what the last one ended with."""
        self.file = file
        for history in self._histories.values():
            history.replay()

    def read(self, stream: BinaryIO) -> Iterator[PodVerdict | RecordingProblem]:
        """What is certain while the stream is read."""
        for entry in entries(stream):
            if isinstance(entry, Observed):
                yield from self._observe(entry)
            elif isinstance(entry, DamagedStream):
                self._damaged += 1
                if self._damaged <= MOST_PROBLEMS:
                    yield RecordingProblem(self.file, *entry)
            elif isinstance(entry, OtherObject):
                self.other_objects[entry.kind] += 1
            elif isinstance(entry, Hint):
                self.other_objects["Event" if entry.reason != EVICTION else "Eviction"] += 1
                self._hint(entry)
            elif isinstance(entry, Omitted):
                self.omitted += 1
            elif isinstance(entry, Reconnected):
                self.begin(self.file)

    def _hint(self, hint: Hint) -> None:
        """Keep what is said of a Pod; an Event that is repeated counts its times itself."""
        if self._noted:
            said = self._hints.setdefault((hint.namespace, hint.name), {})
            if hint.reason in said or len(said) < MOST_REASONS:
                said[hint.reason] = max(hint.times, said.get(hint.reason, 0))
            if len(self._hints) > MOST_HINTED:
                del self._hints[next(iter(self._hints))]

    def finish(self) -> Iterator[PodVerdict | RecordingProblem]:
        """The verdicts on the Pods that were followed to the end, or until an interrupt."""
        for key, history in self._histories.items():
            if history.illegal is None:
                yield self._verdict(key, history)
        yield from self._doubts()

    def _observe(self, seen: Observed) -> Sequence[PodVerdict | RecordingProblem]:
        self.observations += 1
        metadata = seen.pod.metadata
        assert metadata is not None
        key = metadata.namespace, metadata.name, metadata.uid
        if key in self._unreadable:
            return ()
        history = self._histories.get(key) or self._ended.get(key)
        illegal, was_over = (history.illegal, history.is_over) if history else (None, False)
        try:
            history = history or self._begin(key, seen)
            history.observe(seen)
        except UNREADABLE as error:
            self._unreadable = {*self._unreadable, key} if len(self._unreadable) < ENDED else {key}
            self._drop(key)
            text = f"the Pod {metadata.name} is not as the API writes it, so it is skipped: {error}"
            return (RecordingProblem(self.file, seen.line, text),)
        is_new = (
            (self._verdict(key, history)._replace(withdraws_legal=was_over),) if history.illegal is not illegal else ()
        )
        if (history.is_over and not was_over) or len(self._histories) > MOST:
            return (*is_new, *self._end(key if history.is_over else next(iter(self._histories))))
        return is_new

    def _drop(self, key: Key) -> None:
        """Follow a Pod no longer, because it cannot be read."""
        self._histories.pop(key, None)

    def _begin(self, key: Key, seen: Observed) -> PodHistory:
        """The history of a new Pod."""
        return self._histories.setdefault(key, self._new(seen.pod))

    def _new(self, pod: PodObject) -> PodHistory:
        return PodHistory(self.observers.of(pod), *self._kept())

    def _kept(self) -> tuple[PodNotes | None, InstanceTimes | None]:
        """What a history keeps beside what decides the verdict."""
        return PodNotes() if self._noted else None, InstanceTimes() if self._timed else None

    def _end(self, key: Key) -> Iterator[PodVerdict]:
        """Follow a Pod no longer, because it is over, or because it is the oldest of too many."""
        history = self._ended[key] = self._histories.pop(key)
        if history.illegal is None:
            yield self._verdict(key, history)
        if len(self._ended) > ENDED:
            self._forget(next(iter(self._ended)))

    def _forget(self, key: Key) -> None:
        """No longer recognize a Pod that is gone."""
        del self._ended[key]

    def _doubts(self) -> Iterator[RecordingProblem]:
        """What speaks against the recording as a whole."""
        return doubts(self.file, self.observers.kubernetes, self.totals)

    @property
    def totals(self) -> Totals:
        """What the recording held so far."""
        return Totals(
            self.observations, dict(self.other_objects), self.omitted, self._damaged, frozenset(self._versions)
        )

    def _verdict(self, key: Key, history: PodHistory) -> PodVerdict:
        shown = history.illegal.now if history.illegal else history.last
        if shown is not None and not is_blank(shown.snapshot):
            self._versions |= set(contradicted_versions(shown.snapshot, self.observers.kubernetes))
        if history.notes is not None and history.illegal is None:
            history.notes.hints |= self._hints.pop(key[:2], {})
        return PodVerdict(self.file, key[0], key[1], history)
