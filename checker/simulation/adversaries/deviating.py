"""The pleasant execution with some deviations, so that a failing one shrinks to few and ordinary steps."""

from collections.abc import Iterable
from typing import NamedTuple

from podproof.checker.simulation.adversaries.planned import Planned
from podproof.checker.simulation.adversaries.pleasant import pleasant_choices
from podproof.checker.simulation.model import Choice
from podproof.checker.simulation.pod import SimulatedPod


class DrawnDeviation(NamedTuple):
    """After so many pleasant steps another one is taken: which one, counted from the most ordinary."""

    after: int
    choice: int


class Deviating:
    """First what a plan asks, if there is one; then pleasant steps and these deviations, until nothing is left."""

    def __init__(
        self, deviations: Iterable[DrawnDeviation], plan: Planned | None = None, *, plays_clients: bool = True
    ) -> None:
        self.plan, self.plays_clients = plan, plays_clients
        self._deviations = list(deviations)[::-1]
        self._pleasant = 0

    def choose(self, pod: SimulatedPod) -> Choice | None:
        """The next step."""
        planned = self.plan.choose(pod) if self.plan is not None and self.plan.goals else None
        if planned is not None:
            return planned
        pleasant = next(iter(pleasant_choices(pod)), None)
        others = ordinary_first(pod, pleasant)
        if self._deviations and others and (pleasant is None or self._pleasant >= self._deviations[-1].after):
            self._pleasant = 0
            return others[self._deviations.pop().choice % len(others)]
        self._pleasant += 1
        return pleasant


def ordinary_first(pod: SimulatedPod, but: Choice | None) -> list[Choice]:
    """The choices but one: what nothing makes happen, such as faults, comes last."""
    actions = pod.model.actions
    others = [each for each in pod.choices if each != but]
    return sorted(others, key=lambda each: (actions[each.action].plausibility, bool(actions[each.action].kind)))
