"""The pleasant execution with some deviations, so that a failing one shrinks to few and ordinary steps."""

from collections.abc import Iterable
from typing import NamedTuple

from podproof.checker.simulation.adversaries.planned import Planned
from podproof.checker.simulation.adversaries.pleasant import pleasant_choice
from podproof.checker.simulation.model import CLIENTS, Choice
from podproof.checker.simulation.pod import SimulatedPod


class DrawnDeviation(NamedTuple):
    """After so many pleasant steps another one is taken: which one, counted from the most ordinary."""

    after: int
    choice: int


class Deviating:
    """First what a plan asks, if there is one; then pleasant steps and these deviations, until nothing is left.

    Deviations are the steps of clients, or faults, only where this says so.
    """

    def __init__(
        self,
        deviations: Iterable[DrawnDeviation],
        plan: Planned | None = None,
        *,
        plays_clients: bool = True,
        with_faults: bool = True,
    ) -> None:
        self.plan, self.plays_clients, self.with_faults = plan, plays_clients, with_faults
        self._deviations = list(deviations)[::-1]
        self._pleasant = 0

    def choose(self, pod: SimulatedPod) -> Choice | None:
        """The next step."""
        planned = self.plan.choose(pod) if self.plan is not None and self.plan.goals else None
        if planned is not None:
            return planned
        pleasant = pleasant_choice(pod)
        if self._deviations and (pleasant is None or self._pleasant >= self._deviations[-1].after):
            others = self._others(pod, pleasant)
            if others:
                self._pleasant = 0
                return _numbered(others, self._deviations.pop().choice)
        self._pleasant += 1
        return pleasant

    def _others(self, pod: SimulatedPod, pleasant: Choice | None) -> list[Choice]:
        """What may be done instead of the pleasant step, the most ordinary first; nothing that shows nothing new."""
        actions = pod.model.actions
        others = [
            each
            for each in pod.choices
            if each != pleasant
            and (self.with_faults or not actions[each.action].kind)
            and (self.plays_clients or actions[each.action].actor not in CLIENTS)
            and (each.after != pod.state or pod.would_write(each))
        ]
        return sorted(others, key=lambda each: (*actions[each.action].rank, bool(actions[each.action].kind)))


def _numbered(choices: list[Choice], number: int) -> Choice:
    """The choice with this number: first among the events, then among the containers."""
    events = list(dict.fromkeys(each.event for each in choices))
    rest, place = divmod(number, len(events))
    alike = [each for each in choices if each.event == events[place]]
    return alike[rest % len(alike)]
