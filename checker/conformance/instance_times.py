"""When the containers of a recorded Pod started and exited, as its statuses tell it in whole seconds."""

from collections.abc import Iterator

from podproof.spec.observation.number_checks import Numbers
from podproof.spec.observation.objects import Time, seconds_of

MOST = 10
"""Instances of one container that are kept."""

SIGKILLED = 137
"""The exit code of a process that SIGKILL ended."""


class InstanceTimes:
    """The first instances of each container, and the deletion of the Pod; times in seconds since 1970."""

    __slots__ = ("accepted", "deleted", "exited", "killed", "started")

    def __init__(self) -> None:
        self.accepted: float | None = None
        """From the creation of the Pod until a kubelet accepted it."""
        self.killed: float | None = None
        """From the end of the grace period of a deletion to the latest exit by SIGKILL."""
        self.started: dict[str, dict[int, float]] = {}
        self.exited: dict[str, dict[int, float]] = {}
        self.deleted: float | None = None

    def note(self, numbers: Numbers) -> None:
        """Take up what one status tells."""
        if numbers.deletion is not None and self.deleted is None:
            due = seconds_of(numbers.deletion)
            self.deleted = None if due is None else due - (numbers.grace or 0)
        if numbers.started is not None and self.accepted is None:
            self.accepted = _between(numbers.created, numbers.started)
        for name, instance in numbers.instances.items():
            _keep(self.started, name, instance.restarts, instance.began)
            for number, end in ((instance.restarts, instance.ended), (instance.restarts - 1, instance.last)):
                if end is not None:
                    _keep(self.started, name, number, end.startedAt)
                    _keep(self.exited, name, number, end.finishedAt)
            if numbers.deletion is not None and instance.ended is not None and instance.ended.exitCode == SIGKILLED:
                late = _between(numbers.deletion, instance.ended.finishedAt)
                self.killed = late if self.killed is None or late is None else max(self.killed, late)

    def starts(self, container: str) -> Iterator[float]:
        """The starts of the first instances, as far as none is missing."""
        return _gapless(self.started.get(container, {}))

    def exits(self, container: str) -> Iterator[float]:
        """The exits of the first instances, as far as none is missing."""
        return _gapless(self.exited.get(container, {}))


def _between(begin: Time, end: Time) -> float | None:
    one, other = seconds_of(begin), seconds_of(end)
    return None if one is None or other is None else other - one


def _keep(times: dict[str, dict[int, float]], name: str, number: int, time: Time) -> None:
    known = times.setdefault(name, {})
    if 0 <= number < MOST and number not in known:
        seconds = seconds_of(time)
        if seconds:  # a container that could not start has the time 0
            known[number] = seconds


def _gapless(times: dict[int, float]) -> Iterator[float]:
    number = 0
    while number in times:
        yield times[number]
        number += 1
