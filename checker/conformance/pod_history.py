"""The history of one Pod in a recording, followed until the Pod is gone or an observation is illegal."""

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
        "_numbers",
        "_replays",
        "_spec",
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
        self._numbers: Numbers | None = None
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
        places, with_exit_rules = self.observer.places, self.observer.with_exit_rules
        shown = snapshot(seen.pod, seen.event == "DELETED", places, with_exit_rules)
        before, violated = self._numbers, self._violations(seen, version)
        if update is not None and not self.is_assembled:
            violated += update.violations
        updated, lost = update.images if update is not None else (), self._lost(before, shown)
        now = Observation(seen.line, shown._replace(updated=updated, lost=lost) if updated or lost else shown)
        if newer:
            self._remember(version)
        self.judge(now, violated)
        self.is_over = self.is_gone or (
            not seen.event and now.snapshot.deletion == "Zero" and not _has_finalizers(seen)
        )

    def _lost(self, before: Numbers | None, shown: Snapshot) -> tuple[int, ...]:
        """The containers that the runtime has lost; while a Pod is deleted nothing tells it from an ordinary end."""
        now = self._numbers.instances if self._numbers is not None and shown.deletion == "Alive" else {}
        lost = [name for name, instance in now.items() if is_lost(instance)]
        old, places = before.instances if before is not None and lost else {}, self.observer.places
        new = (name for name in lost if name not in old or not is_same_end(old[name], now[name]))
        return tuple(sorted(places[name] for name in new if name in places)) if lost else ()

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
            self.belief = after
            now = Observation(now.line, cast(Snapshot, after.symbol))  # the one that all Pods in this belief share
            if len(self.path) < LONGEST:
                self.path.append(now)
            for text in unclassified(self.observer.pod, now.snapshot):
                self.undecided.setdefault(text, now.line)
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

    def _violations(self, seen: Observed, version: int) -> tuple[NumberViolation, ...]:
        old, new = self._numbers, numbers(seen.pod)
        self._numbers = new
        violated = status_violations(self.observer.pod, seen.pod, new)
        if old != new:
            violated[:0] = () if old is None else violations(old, new)
            if self.instances is not None:
                self.instances.note(new)
        if 0 < version < self._newest:
            text = f"resourceVersion fell from {self._newest} to {version} within a watch"
            violated.insert(0, violation("versions grow within a watch", text))
        if self.is_gone:
            violated.append(violation("a Pod that is gone is not seen again", "the Pod was deleted and is seen again"))
        return tuple(violated)

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
