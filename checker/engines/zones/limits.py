"""How much work a question may take."""

from time import process_time
from typing import NamedTuple


class Limits(NamedTuple):
    """Where a question is given up: states of the model, zones, seconds of processor time; None: no limit."""

    states: int | None = 100_000
    zones: int | None = 200_000
    seconds: float | None = None


class LimitReached(Exception):
    """The question is not decided; the message names the limit."""


class Work:
    """What a question has taken so far, held against its limits."""

    CHECKED_EVERY = 64
    """Steps between two looks at the time."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.began = process_time()
        self.steps = 0

    def states(self, count: int) -> None:
        """So many states of the model are known."""
        self._count(count, self.limits.states, "states")

    def zones(self, count: int) -> None:
        """So many zones are known."""
        self._count(count, self.limits.zones, "zones")

    def _count(self, count: int, most: int | None, what: str) -> None:
        if most is not None and count > most:
            raise LimitReached(f"{most:,} {what}")
        self.steps += 1
        seconds = self.limits.seconds
        if seconds is not None and self.steps % self.CHECKED_EVERY == 0 and process_time() - self.began >= seconds:
            raise LimitReached(f"{seconds:g} seconds")
