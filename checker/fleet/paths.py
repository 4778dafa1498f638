"""Recordings read without judging: the path of each Pod from snapshot to snapshot, to be judged by somebody else.

All that numbers and times decide is decided where a recording is read.  What the specification allows is decided once
for each configuration, by one process of the fleet, however many recordings show Pods of it.
"""

from array import array
from collections.abc import Iterator
from copy import copy
from typing import Any, BinaryIO, NamedTuple

from podproof.checker.conformance.instance_times import InstanceTimes
from podproof.checker.conformance.notes import PodNotes
from podproof.checker.conformance.observer import Belief, Symbol
from podproof.checker.conformance.pod_history import (
    ASSEMBLED,
    IllegalObservation,
    Observation,
    PodHistory,
)
from podproof.checker.conformance.pod_observers import PodObserver, PodObservers
from podproof.checker.conformance.recordings import Key, Recording, RecordingProblem
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.spec.observation.entries import Observed
from podproof.spec.observation.number_checks import NumberViolation
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.snapshots import Snapshot


class Over(NamedTuple):
    """Where a Pod was over: after so many steps of its path and so many observations, at this line."""

    steps: int
    observations: int
    file: str
    line: int


class PodPath(NamedTuple):
    """All that decides the verdict on one Pod.

    For each step there is its snapshot, its line, the line of the observation before and the number of observations.
    `violated` are the rules that the last one violates by its numbers, `assembled` is the first step from which on a
    status was assembled, and `parts` has the files by the steps with which they begin.
    """

    namespace: str
    name: str
    parts: tuple[tuple[int, str], ...]
    snapshots: list[Snapshot]
    lines: "array[int]"
    befores: "array[int]"
    counts: "array[int]"
    line: int
    observations: int
    violated: tuple[NumberViolation, ...]
    assembled: int | None
    undecided: dict[str, int]
    instances: InstanceTimes
    notes: PodNotes | None
    over: Over | None
    dropped: bool

    @property
    def end(self) -> Over:
        """Where the Pod was over, or else the recording."""
        return self.over or Over(len(self.snapshots), self.observations, self.parts[-1][1], self.line)

    def file(self, step: int) -> str:
        """The file that shows a step."""
        return next(file for begin, file in reversed(self.parts) if begin <= step)


class Unjudged:
    """Stands for an observer where nothing is judged: a belief knows the last snapshot, and no state."""

    def __init__(self) -> None:
        self.start = Belief(None, _no_states)
        self._beliefs: dict[Symbol, Belief] = {}

    def after(self, belief: Belief, symbol: Symbol) -> Belief:
        """The belief after one more snapshot, the same for equal ones."""
        known = self._beliefs.get(symbol)
        if known is None:
            known = self._beliefs[symbol] = Belief(symbol, _no_states)
        return known


def _no_states() -> Set:
    raise AssertionError("nothing is judged where paths are collected")


class UnjudgedPods(PodObservers):
    """Configurations without models."""

    def build(self, pod: Any) -> PodObserver:
        """What is known of a configuration without its model."""
        places = {member.name: place for place, member in enumerate(pod.members)}
        with_exit_rules = frozenset(member.name for member in pod.members if member.exit_rules)
        return PodObserver(pod, places, with_exit_rules, Unjudged())  # type: ignore[arg-type]


class PathHistory(PodHistory):
    """The path of one Pod; about 32 bytes for each change of what is seen."""

    __slots__ = ("assembled", "befores", "counts", "dropped", "lines", "over", "parts", "snapshots", "violated")

    def __init__(self, observer: PodObserver, notes: PodNotes | None, file: str) -> None:
        super().__init__(observer, notes)
        self.snapshots: list[Snapshot] = []
        self.lines, self.befores, self.counts = array("q"), array("q"), array("q")
        self.violated: tuple[NumberViolation, ...] = ()
        self.assembled: int | None = None
        self.over: Over | None = None
        self.dropped = False
        self.parts = [(0, file)]

    def pod_path(self, key: Key) -> PodPath:
        """The path so far."""
        namespace, name, _ = key
        return PodPath(
            namespace,
            name,
            tuple(self.parts),
            self.snapshots,
            self.lines,
            self.befores,
            self.counts,
            line=self.last.line if self.last else 0,
            observations=self.count,
            violated=self.violated,
            assembled=self.assembled,
            undecided={text: line for text, line in self.undecided.items() if text != ASSEMBLED},
            instances=self.instances,
            notes=self.notes,
            over=self.over,
            dropped=self.dropped,
        )

    def judge(self, now: Observation, violated: tuple[NumberViolation, ...]) -> None:
        """Note one more step, if what is seen has changed."""
        if violated or now.snapshot != self.belief.symbol:
            if self.is_assembled and self.assembled is None:
                self.assembled = len(self.lines)
            self.befores.append(self.last.line if self.last else 0)
            self.lines.append(now.line)
            self.counts.append(self.count)
            belief = self.observer.observer.after(self.belief, now.snapshot)
            assert belief is not None
            self.snapshots.append(belief.symbol)  # type: ignore[arg-type]
            if violated:
                self.violated = violated
                if self.is_assembled:
                    self.undecided.setdefault(ASSEMBLED, now.line)
                else:
                    self.illegal = IllegalObservation(now, self.last, self.belief, violated)
                return
            self.belief = belief
        self.last = now


class PathRecording(Recording):
    """Reads a recording into paths."""

    def __init__(self, file: str, pods: UnjudgedPods, *, noted: bool) -> None:
        super().__init__(file, pods, noted=noted)
        self._paths: list[tuple[Key, PathHistory]] = []

    def begin(self, file: str) -> None:
        """A further part begins."""
        super().begin(file)
        for _, history in self._paths:
            history.parts.append((len(history.lines), file))

    def problems(self, stream: BinaryIO) -> Iterator[RecordingProblem]:
        """Read a part of the recording, and say what cannot be read."""
        return (each for each in self.read(stream) if isinstance(each, RecordingProblem))

    def paths(self) -> Iterator[tuple[bytes, PodPath]]:
        """The path of every Pod, with the key of its configuration, once everything is read."""
        for key, history in self._paths:
            if history.over is None and not history.dropped:
                self._verdict(key, history)  # takes the hints about it
            yield history.observer.key, history.pod_path(key)

    def _new(self, pod: PodObject) -> PodHistory:
        return PathHistory(self.observers.of(pod), PodNotes() if self._noted else None, self.file)

    def _begin(self, key: Key, seen: Observed) -> PodHistory:
        history = super()._begin(key, seen)
        assert isinstance(history, PathHistory)
        self._paths.append((key, history))
        return history

    def _drop(self, key: Key) -> None:
        history = self._histories.get(key)
        if isinstance(history, PathHistory):
            history.dropped = True
        super()._drop(key)

    def _end(self, key: Key) -> Iterator[PodVerdict]:
        history = self._histories[key]
        assert isinstance(history, PathHistory)
        line = history.last.line if history.last else 0
        history.over = history.over or Over(len(history.lines), history.count, self.file, line)
        return super()._end(key)


class Walked:
    """Legal paths of one configuration: many Pods take the same one, and their snapshots are the same objects."""

    def __init__(self) -> None:
        self._histories: dict[tuple[int, ...], PodHistory] = {}

    def verdicts(self, path: PodPath, observer: PodObserver) -> Iterator[PodVerdict]:
        """The verdicts on a path, at once if another Pod has taken it; its trace is that of the other Pod."""
        is_plain = not (path.violated or path.dropped or path.undecided) and path.assembled is None
        if not is_plain or path.end.steps < len(path.snapshots):
            yield from verdicts(path, observer)
            return
        key = tuple(map(id, path.snapshots))
        if (known := self._histories.get(key)) is not None:
            yield _ended(path, known, path.end)
            return
        for verdict in verdicts(path, observer):
            if verdict.legal:
                self._histories[key] = verdict.history
            yield verdict


def verdicts(path: PodPath, observer: PodObserver) -> Iterator[PodVerdict]:
    """The verdicts on a path, as judging the recording itself gives them."""
    history, end, step = PodHistory(observer), path.end, 0
    while step < end.steps and _follow(path, history, step):
        step += 1
    if step == end.steps and not (path.dropped and path.over is None):
        yield _ended(path, history, end)
    while end.steps <= step < len(path.snapshots) and _follow(path, history, step):
        step += 1
    if history.illegal is not None:
        history.notes, history.instances = path.notes, path.instances
        yield PodVerdict(path.file(step), path.namespace, path.name, history, step >= end.steps)
    elif step < end.steps and not path.dropped:
        yield _ended(path, history, Over(step, path.observations, path.parts[-1][1], path.line))


def _follow(path: PodPath, history: PodHistory, step: int) -> bool:
    """Judge one step; False if no Pod can take it, or nothing more can be judged."""
    if history.last is not None:
        history.last = history.last._replace(line=path.befores[step])
    history.is_assembled = path.assembled is not None and step >= path.assembled
    history.count = path.counts[step]
    is_last = step == len(path.snapshots) - 1
    history.judge(Observation(path.lines[step], path.snapshots[step]), path.violated if is_last else ())
    return history.illegal is None and ASSEMBLED not in history.undecided


def _ended(path: PodPath, history: PodHistory, end: Over) -> PodVerdict:
    """The verdict on a Pod that no step made illegal until an end."""
    ended = copy(history)
    ended.notes, ended.instances = path.notes, path.instances
    ended.count, ended.undecided = end.observations, {**history.undecided, **path.undecided}
    if ended.last is not None and ASSEMBLED not in ended.undecided:
        ended.last = ended.last._replace(line=end.line)
    return PodVerdict(end.file, path.namespace, path.name, ended)
