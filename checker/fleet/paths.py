"""Recordings read without judging: the path of each Pod from snapshot to snapshot, which `judged_paths` judges.

All that numbers and times decide is decided where a recording is read.  What the specification allows is decided once
for each configuration, by one process of the fleet, however many recordings show Pods of it.
"""

from array import array
from collections.abc import Iterator
from itertools import chain, count
from typing import Any, NamedTuple, cast

from podproof.checker.conformance.automaton import Belief, Symbol
from podproof.checker.conformance.instance_times import InstanceTimes
from podproof.checker.conformance.known_statuses import KnownStatuses
from podproof.checker.conformance.notes import PodNotes
from podproof.checker.conformance.pod_history import (
    ASSEMBLED,
    IllegalObservation,
    Observation,
    PodHistory,
)
from podproof.checker.conformance.pod_observers import PodObserver, PodObservers
from podproof.checker.conformance.recordings import Key, Recording
from podproof.checker.conformance.verdict import PodVerdict
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.spec.observation.number_checks import NumberViolation
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.snapshots import Snapshot


class PathEnd(NamedTuple):
    """Where a Pod has ended: after so many steps of its path and so many observations, at this line."""

    steps: int
    observations: int
    file: str
    line: int


class PodPath(NamedTuple):
    """All that decides the verdict on one Pod.

    It is the Pod that began at this `place` among all of the recording.  For each step there is its snapshot, its line,
    the line of the observation before and the number of observations.
    `violated` are the rules that the last one violates by its numbers, `assembled` is the first step from which on a
    status was assembled, and `parts` has the files by the steps with which they begin.
    """

    place: int
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
    instances: InstanceTimes | None
    notes: PodNotes | None
    ended: PathEnd | None
    dropped: bool

    @property
    def is_plain(self) -> bool:
        """Whether only its steps decide: no number, no request that is missing, and nothing seen after its end."""
        is_doubtful = self.violated or self.dropped or self.undecided or self.assembled is not None
        return not is_doubtful and self.end.steps == len(self.snapshots)

    @property
    def end(self) -> PathEnd:
        """Where the Pod has ended, or else the recording."""
        return self.ended or PathEnd(len(self.snapshots), self.observations, self.parts[-1][1], self.line)

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
        unjudged: Any = Unjudged()
        statuses = KnownStatuses(self.statuses)
        return PodObserver(pod, places, with_exit_rules, statuses, unjudged, unjudged, (), lambda _: unjudged)


class PathHistory(PodHistory):
    """The path of one Pod; about 32 bytes for each change of what is seen."""

    __slots__ = (
        "assembled",
        "befores",
        "counts",
        "dropped",
        "ended",
        "lines",
        "parts",
        "place",
        "snapshots",
        "violated",
    )

    def __init__(
        self, observer: PodObserver, notes: PodNotes | None, instances: InstanceTimes | None, file: str, place: int
    ) -> None:
        super().__init__(observer, notes, instances)
        self.place = place
        self.snapshots: list[Snapshot] = []
        self.lines, self.befores, self.counts = array("q"), array("q"), array("q")
        self.violated: tuple[NumberViolation, ...] = ()
        self.assembled: int | None = None
        self.ended: PathEnd | None = None
        self.dropped = False
        self.parts = [(0, file)]

    def pod_path(self, key: Key) -> PodPath:
        """The path so far."""
        namespace, name, _ = key
        return PodPath(
            self.place,
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
            ended=self.ended,
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

    def __init__(self, file: str, pods: UnjudgedPods, *, noted: bool, timed: bool) -> None:
        super().__init__(file, pods, noted=noted, timed=timed)
        self._complete: list[tuple[Key, PathHistory]] = []
        self._places = count()

    def begin(self, file: str) -> None:
        """A further part begins."""
        super().begin(file)
        for _, history in self._recognized():
            if history.parts[-1][1] != file:
                history.parts.append((len(history.lines), file))

    def complete(self) -> list[tuple[bytes, PodPath]]:
        """The paths of the Pods that are not recognized any more, each once, with the keys of their configurations."""
        complete, self._complete = self._complete, []
        return [(history.observer.key, history.pod_path(key)) for key, history in complete]

    def rest(self) -> list[tuple[bytes, PodPath]]:
        """The paths of all others, once everything is read."""
        for key, history in self._recognized():
            if history.ended is None:
                self._verdict(key, history)  # takes the hints about it
            self._complete.append((key, history))
        return self.complete()

    def _recognized(self) -> Iterator[tuple[Key, PathHistory]]:
        """The Pods that are followed, and those that are gone and still recognized."""
        return cast(Iterator[tuple[Key, PathHistory]], chain(self._ended.items(), self._histories.items()))

    def _new(self, pod: PodObject) -> PodHistory:
        return PathHistory(self.observers.of(pod), *self._kept(), self.file, next(self._places))

    def _drop(self, key: Key) -> None:
        history = self._histories.get(key)
        if isinstance(history, PathHistory):
            history.dropped = True
            self._complete.append((key, history))
        super()._drop(key)

    def _end(self, key: Key) -> Iterator[PodVerdict]:
        history = self._histories[key]
        assert isinstance(history, PathHistory)
        line = history.last.line if history.last else 0
        history.ended = history.ended or PathEnd(len(history.lines), history.count, self.file, line)
        return super()._end(key)

    def _forget(self, key: Key) -> None:
        self._complete.append((key, cast(PathHistory, self._ended[key])))
        super()._forget(key)
