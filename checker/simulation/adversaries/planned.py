"""Executions that lead to one goal after the other, and show each to everybody who watches."""

from collections.abc import Sequence
from typing import NamedTuple

from podproof.checker.simulation.adversaries.pleasant import news, pleasant_choice
from podproof.checker.simulation.model import Choice, Route
from podproof.checker.simulation.pod import SimulatedPod
from podproof.checker.simulation.routes import route
from podproof.spec.publishing.order import AT_ADMISSION


class PlannedGoal(NamedTuple):
    """What is to be reached: its name, and the condition that then holds."""

    name: str
    condition: str


class Planned:
    """Takes the most plausible way to each goal in turn, and publishes on the way whatever does not spoil it.

    Steps of clients are left out of a plan where it can do without; otherwise they are waited for, unless this
    adversary plays clients.  `reached` and `unreachable` have the goals so far.  After the last goal the Pod rests, but
    a deletion is seen through.
    """

    def __init__(self, goals: Sequence[PlannedGoal], *, plays_clients: bool = False) -> None:
        self.goals, self.plays_clients = list(goals), plays_clients
        self.reached: list[PlannedGoal] = []
        self.unreachable: list[PlannedGoal] = []
        self._plan: Route | None = None
        self._refused: frozenset[int] = frozenset()
        """Actions that were planned and were not possible, as a status had to come first."""

    def choose(self, pod: SimulatedPod) -> Choice | None:
        """News that does not spoil the plan, else the next step of the plan."""
        while self.goals:
            self._plan = self._planned(pod) if self._plan is None else self._plan
            if self._plan is None:
                self._next(self.unreachable)
                continue
            shown = self._harmless_news(pod, self._plan)
            if shown is not None:
                return shown
            if not self._plan:
                self._next(self.reached)
                continue
            step = next((each for each in pod.possible if each.action == self._plan[0]), None)
            if step is not None:
                return self._take(pod, step)
            self._refused |= {self._plan[0]}
            self._plan = None
        return self._rest(pod)

    def _take(self, pod: SimulatedPod, step: Choice) -> Choice | None:
        """The next step of the plan, which is waited for if it is a client's."""
        if step not in pod.choices:
            return None
        assert self._plan is not None
        self._plan = self._plan[1:]
        return step

    def _next(self, done: list[PlannedGoal]) -> None:
        done.append(self.goals.pop(0))
        self._plan, self._refused = None, frozenset()

    def _planned(self, pod: SimulatedPod) -> Route | None:
        condition = self.goals[0].condition
        choices = (pod.allowed_actions(with_clients=clients) - self._refused for clients in (False, True))
        routes = (route(pod.model, pod.state, condition, each) for each in choices)
        return next((each for each in routes if each is not None), None)

    def _harmless_news(self, pod: SimulatedPod, plan: Route) -> Choice | None:
        """A status that shows something new, and after which the plan is as good as before."""
        if plan and pod.model.actions[plan[0]].event == AT_ADMISSION:
            return None
        return next((each for each in news(pod) if _is_possible(pod, each.after, plan)), None)

    def _rest(self, pod: SimulatedPod) -> Choice | None:
        """What shows the last goal, and all that follows on a deletion."""
        is_deleted = pod.answers[-1]["deletion_is_requested"]
        return pleasant_choice(pod) if is_deleted else next(iter(news(pod)), None)


def _is_possible(pod: SimulatedPod, state: int, plan: Route) -> bool:
    """Whether the plan leads on from a state, as far as the states go."""
    for action in plan:
        after = pod.model.successors.after(action, state)
        if after is None:
            return False
        state = after
    return True
