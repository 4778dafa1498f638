"""Random executions: any step that the specification allows, and yet executions of different character.

Drawn uniformly, a Pod would be deleted or evicted before it runs.  So each execution has some kinds of events muted
(swarm testing: Groce, Zhang, Eide, Chen and Regehr, 2012) and begins undisturbed.
"""

from typing import NamedTuple

from podproof.checker.simulation.model import CLIENTS, Choice
from podproof.checker.simulation.pod import SimulatedPod

NEVER_MUTED = frozenset(
    {"schedules", "opens_scheduling_gate", "creates_sandbox", "pull_succeeds", "starts", "publishes"}
)
"""Events without which nothing is published."""

CALM = (0, 10, 25, 60)
"""Steps without faults and clients at the beginning."""


class Character(NamedTuple):
    """What tells one random execution from another."""

    muted: frozenset[str]
    calm: int


class RandomChoices:
    """Draws each step by the seed of the Pod: first the event, then the container."""

    plays_clients = False

    def __init__(self, muted: frozenset[str] = frozenset()) -> None:
        self.muted = muted
        self._character: Character | None = None

    def choose(self, pod: SimulatedPod) -> Choice | None:
        """Any choice that is not muted; any at all, if all are."""
        allowed = [each for each in pod.choices if each.event not in self.muted]
        if self._character is None:
            self._character = _character(pod)
        drawn = [each for each in allowed if self._is_drawn(pod, each, self._character)] or allowed
        if not drawn:
            return None
        event = pod.random.choice(sorted({each.event for each in drawn}))
        return pod.random.choice([each for each in drawn if each.event == event])

    def _is_drawn(self, pod: SimulatedPod, choice: Choice, character: Character) -> bool:
        if choice.event in character.muted:
            return False
        action = pod.model.actions[choice.action]
        disturbs = bool(action.kind) or action.actor in CLIENTS
        return not disturbs or choice.event in NEVER_MUTED or len(pod.taken) >= character.calm


def _character(pod: SimulatedPod) -> Character:
    events = sorted({action.event for action in pod.model.actions} - NEVER_MUTED)
    muted = pod.random.sample(events, pod.random.randrange(len(events) // 2 + 1))
    return Character(frozenset(muted), pod.random.choice(CALM))
