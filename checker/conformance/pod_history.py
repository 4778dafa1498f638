"""The life of one Pod in a recording, followed until it ends or turns out to be illegal."""

from typing import NamedTuple, cast

from podproof.checker.conformance.automata import Automaton
from podproof.checker.conformance.observer import Belief
from podproof.spec.observation.configuration import images
from podproof.spec.observation.exact import Numbers, NumberViolation, breach, breaches, numbers
from podproof.spec.observation.recordings import Observed
from podproof.spec.observation.snapshots import Snapshot, snapshot

REMEMBERED = 256
"""Versions of one Pod that are recognised when a watch that began anew repeats them."""

LONGEST = 64
"""Different observations of one Pod that are kept for its trace."""


class Observation(NamedTuple):
    """What was seen of a Pod, and in which line."""

    line: int
    snapshot: Snapshot


class Illegal(NamedTuple):
    """An observation that no life has: its numbers break rules, or no state is left."""

    now: Observation
    before: Observation | None
    state: Belief
    breaches: tuple[NumberViolation, ...]


class PodHistory:
    """One Pod: where it may be by now, and the first observation that no life has.

    It `is_over` when no more is expected of it.  `path` is what was seen, for the trace; of a long life only so much
    that the memory of a Pod stays bounded.
    """

    __slots__ = (
        "_images",
        "_newest",
        "_numbers",
        "_replays",
        "_versions",
        "count",
        "illegal",
        "is_over",
        "last",
        "path",
        "shape",
        "state",
    )

    def __init__(self, shape: Automaton) -> None:
        self.shape, self.state = shape, shape.filter.start
        self.path: list[Observation] = []
        self.last: Observation | None = None
        self.illegal: Illegal | None = None
        self.is_over = False
        self.count = 0
        self._numbers: Numbers | None = None
        self._images: dict[str, str] = {}
        self._newest = 0
        self._versions: dict[int, None] = {}
        self._replays = False

    @property
    def is_gone(self) -> bool:
        """The object was deleted: nothing more can be seen of it."""
        return self.last is not None and self.last.snapshot.deletion == "Gone"

    def replays(self) -> None:
        """The watch begins anew: older versions may be seen again until there is a newer one."""
        self._replays = True

    def observe(self, seen: Observed) -> None:
        """Take up one more observation, unless it only repeats what is known."""
        version = _version(seen)
        newer = version == 0 or version > self._newest
        if self.illegal is not None or (not newer and self._is_repeated(seen, version)):
            return
        self.count += 1
        shown = snapshot(seen.pod, seen.event == "DELETED", self.shape.places, self.shape.ruled)
        now = Observation(seen.line, shown._replace(updated=self._updated(seen)))
        found = self._breaches(seen, version)
        if newer:
            self._remember(version)
        self._judge(now, found)
        self.is_over = self.is_gone or (not seen.event and now.snapshot.deletion == "Zero" and not _is_held(seen))

    def _updated(self, seen: Observed) -> tuple[int, ...]:
        """The containers that have another image than before; looked for where the generation tells of a change."""
        generation = seen.pod.metadata.generation if seen.pod.metadata else 0
        if self._numbers is not None and generation == self._numbers.generation:
            return ()
        old, self._images = self._images, images(seen.pod)
        return tuple(self.shape.places[name] for name, image in self._images.items() if old.get(name, image) != image)

    def _judge(self, now: Observation, found: tuple[NumberViolation, ...]) -> None:
        state = self.state
        if found or now.snapshot != state.symbol:
            after = None if found else self.shape.filter.after(state, now.snapshot)
            if after is None:
                self.illegal = Illegal(now, self.last, state, found)
                return
            self.state = after
            now = now._replace(snapshot=cast(Snapshot, after.symbol))  # the one that all Pods in this state share
            if len(self.path) < LONGEST:
                self.path.append(now)
        self.last = now

    def _breaches(self, seen: Observed, version: int) -> tuple[NumberViolation, ...]:
        old, new = self._numbers, numbers(seen.pod)
        self._numbers = new
        found = [] if old is None or old == new else list(breaches(old, new))
        if 0 < version < self._newest:
            text = f"resourceVersion fell from {self._newest} to {version} within a watch"
            found.insert(0, breach("versions grow within a watch", text))
        if self.is_gone:
            found.append(breach("a Pod that is gone is not seen again", "the Pod was deleted and is seen again"))
        return tuple(found)

    def _is_repeated(self, seen: Observed, version: int) -> bool:
        if version == self._newest:
            return seen.event != "DELETED" or self.is_gone
        if version in self._versions or seen.event in ("ADDED", "") or self._replays:
            self._replays = True
            return True
        return False

    def _remember(self, version: int) -> None:
        self._newest, self._replays = version, False
        self._versions[version] = None
        if len(self._versions) > REMEMBERED:
            del self._versions[next(iter(self._versions))]


def _is_held(seen: Observed) -> bool:
    return seen.pod.metadata is not None and bool(seen.pod.metadata.finalizers)


def _version(seen: Observed) -> int:
    assert seen.pod.metadata is not None
    version = seen.pod.metadata.resourceVersion
    return int(version) if version.isdecimal() else 0
