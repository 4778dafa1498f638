"""When the containers of a recorded Pod started and exited, as its statuses tell it in whole seconds."""

from collections.abc import Iterator

from podproof.spec.observation.number_checks import Numbers
from podproof.spec.observation.objects import Time, seconds_of

MOST = 10
"""Instances of one container that are kept."""


class InstanceTimes:
    """The first instances of each container, and the deletion of the Pod; times in seconds since 1970."""

    __slots__ = ("deleted", "exited", "started")

    def __init__(self) -> None:
        self.started: dict[str, dict[int, float]] = {}
        self.exited: dict[str, dict[int, float]] = {}
        self.deleted: float | None = None

    def note(self, numbers: Numbers) -> None:
        """Take up what one status tells."""
        if numbers.deletion is not None and self.deleted is None:
            due = seconds_of(numbers.deletion)
            self.deleted = None if due is None else due - (numbers.grace or 0)
        for name, instance in numbers.instances.items():
            _keep(self.started, name, instance.restarts, instance.began)
            for number, end in ((instance.restarts, instance.ended), (instance.restarts - 1, instance.last)):
                if end is not None:
                    _keep(self.started, name, number, end.startedAt)
                    _keep(self.exited, name, number, end.finishedAt)

    def starts(self, container: str) -> Iterator[float]:
        """The starts of the first instances, as far as none is missing."""
        return _gapless(self.started.get(container, {}))

    def exits(self, container: str) -> Iterator[float]:
        """The exits of the first instances, as far as none is missing."""
        return _gapless(self.exited.get(container, {}))


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
