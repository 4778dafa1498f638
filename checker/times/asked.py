"""The time between two moments that somebody names; in a Pod of many containers, asked of one container at a time."""

from collections.abc import Iterator, Sequence

from podproof.checker.engines.zones import Limits
from podproof.checker.errors import UsageError
from podproof.checker.times import moments
from podproof.checker.times.answers import TimeAnswer, of_duration
from podproof.checker.times.clocked import FORCED, LIMITS, ClockedPod, Duration
from podproof.checker.times.composition import (
    beside_starts,
    is_like_one_of,
    over_with_the_first,
    over_with_the_last,
)
from podproof.checker.times.disturbances import RESET, again_beside, first_starts, hold_up
from podproof.checker.times.parts import alone, apps, smooth, undeleted
from podproof.checker.times.widening import lengthened
from podproof.spec.pod.timed.lifecycle import TimedPod

WHOLE = Limits(states=500, zones=8_000, seconds=2)
"""Where a Pod of several containers is given up as a whole."""

MANY = 3
"""Parts of a Pod that are asked of a coarser model at once."""

OTHERS = "of each container by itself that the others start, run and stop without trouble"
"""What an answer assumes that is put together of those about containers."""

SYNCS = {"start": 4, "exit": 2, "SIGTERM": 2, "SIGKILL": 2}
"""How often the others can have their turn before such an end: before a kill and before a restart, twice each."""

OF_ALL = ("Ready", "ContainersReady", "Running", "Endpoint", "Succeeded", "Gone")
"""Moments of a Pod that come when the last of its containers is there."""


def answer(timed: TimedPod, start: str, end: str, first: bool) -> TimeAnswer:
    """From one moment to the next one of the other name; the Pod is deleted only if a moment is about that."""
    start, end = moments.checked(start), moments.checked(end)
    asked = _Asked(start, end, first)
    if asked.events.isdisjoint(FORCED):
        timed = timed._replace(declared=timed.declared._replace(second_deletion=None))
    timed = timed if moments.is_about_deletion((start, end)) else undeleted(timed)
    several = len(timed.pod.members) > 1
    whole = None if asked.is_too_large(timed) else asked.of(timed, WHOLE if several else LIMITS)
    if whole is not None and not (whole.undecided and several):
        return asked.answer(whole)
    parts = asked.of_parts(timed)
    if not parts:
        return asked.answer(asked.of(timed, LIMITS))
    found = over_with_the_last(parts) if end in OF_ALL else over_with_the_first(parts)
    return asked.widened(timed, asked.answer(found))


class _Asked:
    """A question about a Pod, or about parts of it."""

    def __init__(self, start: str, end: str, first: bool) -> None:
        self.start, self.end, self.first = start, end, first
        self.events = moments.named_events((start, end))
        self.faults = moments.faults_of(self.events)

    def answer(self, duration: Duration) -> TimeAnswer:
        """The duration as the answer."""
        return of_duration("asked", "asked", "", f"{self.start} → {self.end}", duration)

    def is_too_large(self, timed: TimedPod) -> bool:
        """Whether so many containers are probed before all are there that the whole Pod has too many states."""
        return self.end in OF_ALL and sum(any(each.probes.values()) for each in timed.pod.members) > MANY

    def of(self, timed: TimedPod, limits: Limits = LIMITS, coarsely: bool = False) -> Duration:
        """The answer about this Pod, or this part of one."""
        pod = ClockedPod(timed, [event for event in FORCED if event not in self.events], self.faults)
        start, goal = moments.situation(pod, self.start), moments.situation(pod, self.end)
        if goal is None:
            raise UsageError("nothing ends with the creation of the Pod: choose another moment for --to")
        found = pod.coarsely_between(start, goal, first=self.first) if coarsely else None
        return found or pod.between(start, goal, first=self.first, limits=limits)

    def widened(self, timed: TimedPod, answer: TimeAnswer) -> TimeAnswer:
        """The answer that is put together of those about parts, with what other containers can do meanwhile."""
        beside = [each for name in self._names(timed) for each in again_beside(timed, name)]
        syncs = SYNCS.get(moments.name_of(self.end)) if self.start != moments.CREATED and self._named else None
        if any(each.cause == RESET for each in beside) or (beside and not syncs):
            answer = answer._replace(assumes=OTHERS)
        names = [] if self.start == moments.CREATED else self._names(timed)
        first = [each for name in names for each in first_starts(timed, name)]
        return lengthened(timed, answer, hold_up(beside, first, syncs))

    @property
    def _named(self) -> list[str]:
        """The containers that the moments name."""
        return list(dict.fromkeys(filter(None, map(moments.container, (self.start, self.end)))))

    def _names(self, timed: TimedPod) -> list[str]:
        return self._named or [each.name for each in timed.pod.members]

    def of_parts(self, timed: TimedPod) -> list[Duration]:
        """The answers about its parts, if it can be asked apart; of many parts coarsely, which is faster."""
        parts = list(self._parts(timed))
        return [self.of(part, coarsely=len(parts) >= MANY) for part in parts]

    def _parts(self, timed: TimedPod) -> Iterator[TimedPod]:
        """The named containers, or each container; nothing where it cannot be asked apart."""
        if self._named:
            yield self._part(timed, self._named)
        elif self._can_be_asked_apart(timed):
            members = apps(timed.pod)
            for index, each in enumerate(members):
                # Of containers that are alike, the last one is the last to start, and the first one the first.
                others = members[index + 1 :] if self.end in OF_ALL else members[:index]
                if not is_like_one_of(timed, each, others):
                    yield self._part(timed, [each.name])

    def _can_be_asked_apart(self, timed: TimedPod) -> bool:
        """Whether the start concerns no single container, and the end concerns all of them or any."""
        # What a moment is about is the same in a Pod of one container.
        pod = ClockedPod(alone(timed, timed.pod.members[-1].name), faults=self.faults)
        return not moments.is_of_a_container(pod, self.start) and (
            self.end in OF_ALL or moments.is_of_a_container(pod, self.end)
        )

    def _part(self, timed: TimedPod, names: Sequence[str]) -> TimedPod:
        """The containers beside the starts of the others, or when all run, beside one regular container at least."""
        if self.start == moments.CREATED:
            return beside_starts(timed, *names)
        regular = [each.name for each in timed.pod.members if each.kind == "regular"]
        others = regular[:1] if set(regular).isdisjoint(names) else []
        return alone(smooth(timed, others), *names, *others)
