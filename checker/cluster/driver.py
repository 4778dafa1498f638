"""Lets time pass: takes the next step of each Pod when it is due, and no faster than the watches are read."""

import asyncio
import heapq
import sys
import time
from itertools import count

from podproof.checker.cluster.live_pods import LivePod
from podproof.checker.cluster.pods import PodStrategy
from podproof.checker.cluster.watching import Watches

SLICE_SECONDS = 0.002
"""How long steps are taken before requests are answered again."""

PAUSE_SECONDS = 0.01
"""How long the Pods wait for watches at once."""

LONGEST_WAIT = 3600.0
"""The longest time between two steps of a Pod, in seconds of the machine."""


class Driver:
    """Knows when each Pod is due; the clock is that of the machine."""

    def __init__(self, pods: PodStrategy, watches: Watches) -> None:
        self.pods, self.watches = pods, watches
        self._due: list[tuple[float, int, LivePod]] = []
        self._waiting: set[int] = set()
        self._order, self._woken = count(), asyncio.Event()
        pods.when_due = self.add

    def add(self, live: LivePod, after: float = 0.0) -> None:
        """Take the next step of a Pod after so many seconds, unless it is held or waits already."""
        if not live.is_held and id(live) not in self._waiting:
            self._waiting.add(id(live))
            heapq.heappush(self._due, (time.monotonic() + after, next(self._order), live))
            self._woken.set()

    def hold(self, live: LivePod) -> None:
        """Let a Pod take no step by itself."""
        live.is_held = True

    def release(self, live: LivePod) -> None:
        """Let a Pod go on."""
        live.is_held = False
        self.add(live)

    async def run(self) -> None:
        """Take steps until it is cancelled."""
        while True:
            self._woken.clear()
            wait = PAUSE_SECONDS if self.watches.is_behind(time.monotonic()) else self.work(time.monotonic())
            try:
                async with asyncio.timeout(wait):
                    await self._woken.wait()
            except TimeoutError:
                pass

    def work(self, now: float) -> float | None:
        """Take the steps that are due, for a short time; return the seconds until the next, None if none is due."""
        end = now + SLICE_SECONDS
        while self._due and self._due[0][0] <= now < end:
            _, _, live = heapq.heappop(self._due)
            self._waiting.discard(id(live))
            if not live.is_held and not live.simulated.is_gone:
                self._step(live)
            now = time.monotonic()
        return max(self._due[0][0] - now, 0.0) if self._due else None

    def _step(self, live: LivePod) -> None:
        before = live.simulated.moments.now
        try:
            took = self.pods.step(live)
        except Exception as error:  # the other Pods go on
            live.is_held = True
            print(f"podproof simulate: {'/'.join(live.place)} is held, as its step failed: {error!r}", file=sys.stderr)
            return
        if took and not live.simulated.is_gone:
            passed = live.simulated.moments.now - before
            speed = live.settings.speed
            self.add(live, min(passed / speed, LONGEST_WAIT) if speed else live.settings.interval)
