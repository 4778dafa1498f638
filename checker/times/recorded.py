"""Recorded times held against their bounds: what came too early, and what came too late for the latencies in force."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, Protocol

from podproof.checker.compile import TooManyValues
from podproof.checker.engines.zones import Limits
from podproof.checker.times.answers import number
from podproof.checker.times.clocked import ClockedPod
from podproof.checker.times.parts import alone, declaring, undeleted
from podproof.spec.notation_of_time import ANY_TIME, AT_ONCE
from podproof.spec.pod.declared_times import DeclaredTimes
from podproof.spec.pod.latencies import Latencies
from podproof.spec.pod.state import Pod
from podproof.spec.pod.timed.lifecycle import TimedPod

WHOLE = 1.0
"""Seconds by which the difference of two times in whole seconds may be wrong."""

LIMITS = Limits(states=20_000, zones=10_000, seconds=5)
"""Where a question is given up: then nothing is said about this time."""


class RecordedInstances(Protocol):
    """When the containers of a Pod started and exited, in seconds."""

    deleted: float | None
    accepted: float | None
    killed: float | None

    def starts(self, container: str) -> Iterator[float]:
        """The starts of the first instances of a container."""

    def exits(self, container: str) -> Iterator[float]:
        """Their exits."""


class Deviation(NamedTuple):
    """A recorded time outside its bounds, in seconds; `by` so much, below zero if it came too early."""

    container: str
    what: str
    seconds: float
    by: float

    @property
    def is_early(self) -> bool:
        """Whether it came earlier than the specification allows, whatever the node."""
        return self.by < 0

    @property
    def text(self) -> str:
        """The deviation in words."""
        kind = "too early" if self.is_early else "too late"
        return f"{kind} by {number(abs(self.by))} s: {self.container}: {self.what} took {number(self.seconds)} s"


Bounds = tuple[float | None, float | None]


class TimeJudge:
    """Judges the times of recorded Pods; what is asked about equal Pods is reckoned once."""

    def __init__(self, latencies: Latencies) -> None:
        self.latencies = latencies
        self._bounds: dict[tuple[Pod, str, str, int], Bounds] = {}

    def deviations(self, pod: Pod, instances: RecordedInstances) -> Iterator[Deviation]:
        """The times that lie outside their bounds.

        Restarts too early are noticed in every Pod; what is too late only in Pods of one container, where nothing
        else can hold the kubelet up.
        """
        for each in pod.members:
            starts, exits = list(instances.starts(each.name)), list(instances.exits(each.name))
            for count in range(1, len(starts)):
                what = f"the first start to restart {count}"
                yield from self._held(pod, each.name, what, "starts", count, starts[count] - starts[0])
            if len(pod.members) == 1 and instances.deleted is None:
                for count, (exit_, (_, start)) in enumerate(zip(exits, pairwise(starts), strict=False)):
                    what = f"exit {count + 1} to the restart"
                    yield from self._held(pod, each.name, what, "exit", count, start - exit_)

    def needed(self, pod: Pod, instances: RecordedInstances) -> dict[str, float]:
        """The latencies in seconds, by their names, that a node needs at least to explain what a Pod shows directly."""
        is_signalled_at_once = all(each.pre_stop is None and each.kind != "sidecar" for each in pod.members)
        shown = {
            "schedule": None if pod.scheduling_gates else instances.accepted,
            "signal": instances.killed if is_signalled_at_once else None,
        }
        return {name: seconds - WHOLE for name, seconds in shown.items() if seconds is not None and seconds > WHOLE}

    def _held(self, pod: Pod, name: str, what: str, kind: str, count: int, seconds: float) -> Iterator[Deviation]:
        key = pod, name, kind, count
        if key not in self._bounds:
            try:
                self._bounds[key] = self._ask(pod, name, kind, count)
            except TooManyValues:
                self._bounds[key] = None, None
        least, most = self._bounds[key]
        if least is not None and seconds < least - WHOLE:
            yield Deviation(name, what, seconds, seconds + WHOLE - least)
        elif kind == "exit" and most is not None and seconds > most + WHOLE:
            yield Deviation(name, what, seconds, seconds - WHOLE - most)

    def _ask(self, pod: Pod, name: str, kind: str, count: int) -> Bounds:
        timed = undeleted(alone(TimedPod(pod, self.latencies, DeclaredTimes()), name))
        clocked = ClockedPod(declaring(timed, pull=AT_ONCE, hangs=ANY_TIME))
        if kind == "starts":
            starts = count + 1  # the first start, at which the time begins, is one of them
            found = clocked.between(clocked.when("runs"), clocked.events("starts"), times=starts, limits=LIMITS)
        elif count > 1:
            return None, None
        else:
            instance = "was_restarted_once" if count else "was_never_restarted"
            found = clocked.between(clocked.when("has_exited", instance), clocked.events("starts"), limits=LIMITS)
        return (None, None) if found.undecided else (found.least, found.most)
