"""Virtual time: when each step happens, by the durations of the specification and what the node takes.

A step happens at the earliest moment that its duration allows since it became possible, or a little later; the
durations are those of `podproof time`, read in one state.  A process and an image about which nothing is known take a
second or two.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from random import Random
from typing import Any

from podproof.checker.simulation.model import Choice
from podproof.spec.notation import footprint
from podproof.spec.notation_of_time import Interval
from podproof.spec.pod import durations
from podproof.spec.pod.declared_times import UNDECLARED, Declared
from podproof.spec.pod.latencies import MEASURED
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import Pod
from podproof.spec.pod.state_answers import ContainerView, Scope
from podproof.spec.publishing import PublishedPod
from podproof.spec.publishing.publisher import Records

UNKNOWN = Interval(1, 3)
"""How long a step takes if nothing is known about it."""

ASSUMED: Mapping[str, Any] = {
    "latencies": MEASURED,
    "declared": Declared(),
    "declared_times": UNDECLARED,
    "restart_by_kill": "Ordinary",
    "startup_tick": "Later",
    "liveness_tick": "Later",
    "readiness_tick": "Later",
}
"""What durations read beside the state: nothing is declared, and probes are at their periods."""


@cache
def duration_names() -> Mapping[str, str]:
    """The name of the duration of each event that has one."""
    every = (each for machine in LIFECYCLE.machines for each in LIFECYCLE.transitions(machine) if each.leading)
    return {each.event: name for each in every if (name := each.times.after or each.times.every)}


class Moments:
    """The moment now, and since when each step has been possible."""

    def __init__(self, pod: Pod, begins: float, random: Random) -> None:
        self.pod, self.now, self.random = pod, begins, random
        self._since: dict[int, float] = {}

    def note(self, possible: Iterable[Choice]) -> None:
        """Note what is possible from now on."""
        since, now = self._since, self.now
        self._since = {each.action: since.get(each.action, now) for each in possible}

    def advance(self, choice: Choice, before: Records, published: PublishedPod) -> float:
        """Go on to the moment of a step."""
        took = self._interval(choice, before, published)
        most = took.least + 2 if took.most is None else min(took.most, took.least + 2)
        since = self._since.pop(choice.action, self.now)
        self.now = max(self.now, since + self.random.uniform(took.least, most))
        return self.now

    def _interval(self, choice: Choice, before: Records, published: PublishedPod) -> Interval:
        """How long the step takes from the moment at which it is possible."""
        name = duration_names().get(choice.event)
        if name is None:
            return UNKNOWN
        duration = getattr(durations, name)
        try:
            took = duration(*map(self._scope(choice.site, before, published).__getitem__, footprint(duration)))
        except (TypeError, AttributeError):
            return UNKNOWN  # a probe or hook that the container does not have
        return UNKNOWN if took is None or (took.least == 0 and took.most is None) else took

    def _scope(self, site: int | None, before: Records, published: PublishedPod) -> Scope:
        state, states = before
        containers = tuple(map(ContainerView, self.pod.members, states))
        own = () if site is None else containers[site]
        scope = Scope((self.pod, state, *own), containers)
        scope.update(ASSUMED, index=site)
        if site is not None:
            scope["backoff_level"] = max(published.instances[site].waits - 1, 0)
        return scope
