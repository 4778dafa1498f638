"""The history of one Pod in a recording, followed until the Pod is gone or an observation is illegal."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from podproof.checker.conformance.automaton import Automaton, Belief
from podproof.checker.conformance.instance_times import InstanceTimes
from podproof.checker.conformance.notes import PodNotes
from podproof.checker.conformance.pod_observers import PodObserver
from podproof.checker.conformance.spec_history import SpecHistory
from podproof.spec.observation.entries import Observed
from podproof.spec.observation.facts import unclassified
from podproof.spec.observation.number_checks import (
    Numbers,
    NumberViolation,
    is_lost,
    is_same_end,
    numbers,
    violation,
    violations,
)
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.snapshots import Snapshot, snapshot
from podproof.spec.observation.status_checks import status_violations
from podproof.spec.observation.status_values import NO_VALUES, StatusValues, status_values

REMEMBERED = 256
"""Versions of one Pod that are recognized when a watch that starts again repeats them."""

LONGEST = 64
"""Different observations of one Pod that are kept for its trace."""


RESIZED = "a resize in place that restarts a container is not modeled"
"""What is said once the resources of such a container have changed: nothing more is judged."""

STATIC = "static Pods are not modeled: the object is the mirror of one, which only its kubelet starts and stops"
"""What is said of a mirror Pod."""

ASSEMBLED = (
    "the status was assembled from the requests in an audit log, and no Pod can show it: a request may be missing or"
    " out of turn; log pods/status at level RequestResponse"
)
"""What is said of a Pod that would be illegal, if no response showed some of its observations."""


UNJUDGED = frozenset({STATIC, RESIZED, ASSEMBLED})
"""After any of these is said, nothing more of a Pod is judged."""


class Observation(NamedTuple):
    """What a line of the recording shows of a Pod."""

    line: int
    snapshot: Snapshot


class IllegalObservation(NamedTuple):
    """An observation that no Pod can show: its numbers violate rules, or no state agrees with it."""

    now: Observation
    before: Observation | None
    belief: Belief
    violations: tuple[NumberViolation, ...]


class PodHistory:
    """One Pod: the states in which it may be, and the first observation that it can't show.

    `undecided` has what its status says and the specification does not know, with the line that shows it first.  It
    `is_over` when nothing more is expected of it, and `is_assembled` if no response shows some of its statuses.  `path`
    has the different observations, for the trace; of a long history only the first ones, so that the memory for a Pod
    stays bounded.  `instances` has when containers started, if times are judged, and `notes` what a summary says of it,
    if there is one.
    """

    __slots__ = (
        "_automaton",
        "_newest",
        "_replays",
        "_spec",
        "_status",
        "_values",
        "_versions",
        "belief",
        "count",
        "illegal",
        "instances",
        "is_assembled",
        "is_over",
        "last",
        "notes",
        "observer",
        "path",
        "undecided",
    )

    def __init__(
        self, observer: PodObserver, notes: PodNotes | None = None, instances: InstanceTimes | None = None
    ) -> None:
        self.observer = observer
        self._automaton: Automaton = observer.likely
        self.belief = self._automaton.start
        self.path: list[Observation] = []
        self.last: Observation | None = None
        self.illegal: IllegalObservation | None = None
        self.undecided: dict[str, int] = {}
        self.is_over = self.is_assembled = False
        self.count = 0
        self.notes, self.instances = notes, instances
        self._status = observer.statuses.nothing
        self._values = NO_VALUES
        self._spec = SpecHistory(observer)
        self._newest = 0
        self._versions: dict[int, None] = {}
        self._replays = False

    @property
    def is_gone(self) -> bool:
        """The object is deleted: no further observation is possible."""
        return self.last is not None and self.last.snapshot.deletion == "Gone"

    def replay(self) -> None:
        """The watch starts again: older versions may be repeated until a newer one follows."""
        self._replays = True

    def observe(self, seen: Observed) -> None:
        """Take up one more observation, unless it only repeats what is known."""
        version = _version(seen)
        newer = version == 0 or version > self._newest
        if self.illegal is not None or (not newer and self._is_repeated(seen, version)):
            return
        self.count += 1
        self.is_assembled |= seen.is_assembled
        if self.notes is not None:
            self.notes.note(seen, self.count)
        update = self._spec.update(seen.pod)
        if update is not None and update.is_resize:
            self.undecided.setdefault(RESIZED, seen.line)
        if is_static(seen.pod):
            self.undecided.setdefault(STATIC, seen.line)
        if self.undecided and self.undecided.keys() & UNJUDGED:
            self._remember(version)
            return
        shown, violated = self._read(seen)
        if 0 < version < self._newest:
            text = f"resourceVersion fell from {self._newest} to {version} within a watch"
            violated = (violation("versions grow within a watch", text), *violated)
        if self.is_gone:
            text = "the Pod was deleted and is seen again"
            violated = (*violated, violation("a Pod that is gone is not seen again", text))
        if update is not None:
            shown = shown._replace(updated=update.images) if update.images else shown
            violated += () if self.is_assembled else update.violations
        if newer:
            self._remember(version)
        self.judge(Observation(seen.line, shown), violated)
        deletion = shown.deletion
        self.is_over = self.is_gone or (deletion == "Zero" and not seen.event and not _has_finalizers(seen))

    def _read(self, seen: Observed) -> tuple[Snapshot, tuple[NumberViolation, ...]]:
        """What an observation shows, and the rules that its numbers violate."""
        statuses = self.observer.statuses
        old, new = self._values, status_values(seen, bool(self.observer.pod.readiness_gates))
        if self.instances is not None and old != new:
            self.instances.note(numbers(new))
        key = statuses.key(self._status, old, new)
        known = statuses.after(key)
        if known is None:
            shown, violated = self._check(seen, old, new)
            if violated:
                return shown, violated
            known = statuses.learn(key, new, shown, unclassified(self.observer.pod, shown))
        new.signature = known.signature  # the one that all Pods with this status share
        self._status, self._values = known, new
        return known.snapshot, ()

    def _check(
        self, seen: Observed, old: StatusValues, new: StatusValues
    ) -> tuple[Snapshot, tuple[NumberViolation, ...]]:
        """The same of an observation that is not known."""
        places, with_exit_rules = self.observer.places, self.observer.with_exit_rules
        shown = snapshot(seen.pod, seen.event == "DELETED", places, with_exit_rules)
        before, now = None if old is NO_VALUES else numbers(old), numbers(new)
        violated = [] if before is None or before == now else list(violations(before, now))
        violated += status_violations(self.observer.pod, seen.pod, now)
        if shown.deletion == "Alive":  # while a Pod is deleted nothing tells a lost container from an ordinary end
            shown = shown._replace(lost=_lost(before, now, places))
        return shown, tuple(violated)

    def judge(self, now: Observation, violated: tuple[NumberViolation, ...]) -> None:
        """Judge what an observation shows; `violated` are the rules that its numbers violate."""
        if violated or now.snapshot != self.belief.symbol:
            after = None if violated else self._belief_after(now.snapshot)
            if after is None and self.is_assembled:
                self.undecided.setdefault(ASSEMBLED, now.line)
                return
            if after is None:
                self.illegal = IllegalObservation(now, self.last, self.belief, violated)
                return
            is_known = self._status.snapshot is now.snapshot
            for text in self._status.unclassified if is_known else unclassified(self.observer.pod, now.snapshot):
                self.undecided.setdefault(text, now.line)
            self.belief, shared = after, cast(Snapshot, after.symbol)
            now = Observation(now.line, shared)  # the snapshot that all Pods in this belief share
            if len(self.path) < LONGEST:
                self.path.append(now)
        self.last = now

    def _belief_after(self, shown: Snapshot) -> Belief | None:
        """The belief after one more snapshot: of likely executions, as long as there are some, then of all."""
        if self._automaton is not self.observer.observer:
            after = self._automaton.after(self.belief, shown) if len(self.path) < LONGEST else None
            if after is not None:
                return after
            self._automaton = self.observer.observer
            self.belief = self._automaton.start
            for each in self.path:
                self.belief = cast(Belief, self._automaton.after(self.belief, each.snapshot))
        return self._automaton.after(self.belief, shown)

    def _is_repeated(self, seen: Observed, version: int) -> bool:
        if version == self._newest:
            return seen.event != "DELETED" or self.is_gone
        if version in self._versions or seen.event in ("ADDED", "") or self._replays:
            self._replays = True
            return True
        return False

    def _remember(self, version: int) -> None:
        self._newest, self._replays = version or self._newest, False
        self._versions[version] = None
        if len(self._versions) > REMEMBERED:
            del self._versions[next(iter(self._versions))]


def _lost(before: Numbers | None, now: Numbers, places: Mapping[str, int]) -> tuple[int, ...]:
    """The containers that the runtime has lost."""
    lost = [name for name, instance in now.instances.items() if is_lost(instance)]
    old = before.instances if before is not None and lost else {}
    new = (name for name in lost if name not in old or not is_same_end(old[name], now.instances[name]))
    return tuple(sorted(places[name] for name in new if name in places))


def is_static(pod: PodObject) -> bool:
    """Whether the object is the mirror of a static Pod."""
    annotations = pod.metadata and pod.metadata.annotations
    return bool(annotations and annotations.mirror)


def _has_finalizers(seen: Observed) -> bool:
    return seen.pod.metadata is not None and bool(seen.pod.metadata.finalizers)


def _version(seen: Observed) -> int:
    assert seen.pod.metadata is not None
    version = seen.pod.metadata.resourceVersion
    return int(version) if version.isdecimal() else 0
