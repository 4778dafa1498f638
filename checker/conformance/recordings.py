"""Recordings judged: each Pod in a recording has a legal life, or an observation that no life has."""

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from podproof.checker.conformance.automata import Automata
from podproof.checker.conformance.pod_history import PodHistory
from podproof.spec.observation.explanations import contradicted, is_blank
from podproof.spec.observation.frames import Foreign
from podproof.spec.observation.recordings import Observed, Reconnected, recording
from podproof.spec.observation.streams import DamagedStream

ENDED = 1_000
"""Pods that are gone and still recognised when they are repeated."""

MOST = 200_000
"""Pods that are followed at once."""

Key = tuple[str, str, str]
"""Namespace, name and UID of a Pod."""


class JudgedPod(NamedTuple):
    """The verdict on one Pod in one recording; `again` if it had been called legal before it came back."""

    file: str
    namespace: str
    name: str
    life: PodHistory
    again: bool = False


class RecordingProblem(NamedTuple):
    """Something that could not be read, or (a warning) may have been read wrongly."""

    file: str
    line: int
    message: str
    severity: str = "error"


class Recording:
    """One recording: the Pods in it that are still to be followed."""

    def __init__(self, file: str, shapes: Automata) -> None:
        self.file, self.shapes = file, shapes
        self.foreign: Counter[str] = Counter()
        self.observations = 0
        self._bounds: set[int] = set()
        self._lives: dict[Key, PodHistory] = {}
        self._ended: dict[Key, PodHistory] = {}
        self._refused: set[Key] = set()

    def judge(self, stream: BinaryIO) -> Iterator[JudgedPod | RecordingProblem]:
        """The verdict on each Pod, as soon as it is certain: at once if it is illegal, else when the Pod is gone."""
        for found in recording(stream):
            if isinstance(found, Observed):
                yield from self._observe(found)
            elif isinstance(found, DamagedStream):
                yield RecordingProblem(self.file, *found)
            elif isinstance(found, Foreign):
                self.foreign[found.kind] += 1
            elif isinstance(found, Reconnected):
                for life in self._lives.values():
                    life.replays()
        for key, life in self._lives.items():
            if life.illegal is None:
                yield self._judged(key, life)
        yield from self._doubts()

    def _observe(self, seen: Observed) -> Iterator[JudgedPod | RecordingProblem]:
        self.observations += 1
        metadata = seen.pod.metadata
        assert metadata is not None
        key = metadata.namespace, metadata.name, metadata.uid
        if key in self._refused:
            return
        life = self._lives.get(key) or self._ended.get(key)
        if life is None:
            try:
                shape = self.shapes.of(seen.pod)
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
                self._refused = {*self._refused, key} if len(self._refused) < ENDED else {key}
                text = f"the spec of the Pod {metadata.name} is not as the API writes it: the Pod is passed over"
                yield RecordingProblem(self.file, seen.line, text)
                return
            life = self._lives[key] = PodHistory(shape)
        illegal, was_over = life.illegal, life.is_over
        life.observe(seen)
        if life.illegal is not illegal:
            yield self._judged(key, life)._replace(again=was_over)
        if (life.is_over and not was_over) or len(self._lives) > MOST:
            yield from self._end(key if life.is_over else next(iter(self._lives)))

    def _end(self, key: Key) -> Iterator[JudgedPod]:
        """Follow a Pod no longer, because it is over, or as the oldest of too many."""
        life = self._ended[key] = self._lives.pop(key)
        if life.illegal is None:
            yield self._judged(key, life)
        if len(self._ended) > ENDED:
            del self._ended[next(iter(self._ended))]

    def _doubts(self) -> Iterator[RecordingProblem]:
        """Pods of a kubelet that cannot be of the version for which they are judged."""
        asked = self.shapes.kubernetes
        for minor in sorted(self._bounds):
            age = "newer" if minor > asked else "older"
            text = f"Pods of a kubelet {age} than the 1.{asked} that they are judged by; give --kubernetes, a file each"
            yield RecordingProblem(self.file, 0, text, "warning")

    def _judged(self, key: Key, life: PodHistory) -> JudgedPod:
        shown = life.illegal.now if life.illegal else life.last
        if shown is not None and not is_blank(shown.snapshot):
            self._bounds |= set(contradicted(shown.snapshot, self.shapes.kubernetes))
        return JudgedPod(self.file, key[0], key[1], life)
