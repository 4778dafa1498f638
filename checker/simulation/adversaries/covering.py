"""Executions that together show everything that a Pod can show."""

from podproof.checker.simulation.adversaries.pleasant import pleasant_choice
from podproof.checker.simulation.coverage import Coverage, Watcher
from podproof.checker.simulation.model import Choice, Route
from podproof.checker.simulation.pod import SimulatedPod


class Covering:
    """Leads a Pod to something that no Pod before it has shown, and then lets it end pleasantly.

    All that share the same coverage lead to different things; an execution mostly shows more than what it leads to.
    """

    def __init__(self, coverage: Coverage, route: Route | None = None, *, plays_clients: bool = False) -> None:
        self.coverage, self.plays_clients = coverage, plays_clients
        self._route = route
        self._watcher: Watcher | None = None
        self._noted = 0

    def choose(self, pod: SimulatedPod) -> Choice | None:
        """The next step of the way, or a pleasant one."""
        self._note(pod)
        if self._route is None:
            found = self.coverage.next_route()
            self._route = () if found is None else found[1]
        step = next((each for each in pod.choices if self._route and each.action == self._route[0]), None)
        self._route = () if step is None else self._route[1:]
        return step or pleasant_choice(pod)

    def _note(self, pod: SimulatedPod) -> None:
        """Note what has happened since the last time, what clients did too."""
        if self._watcher is None:
            self._watcher = self.coverage.watch(pod.configuration)
            self._watcher.note("", pod.model.start)
        for each in pod.taken[self._noted :]:
            self._watcher.note(each.choice.event, each.choice.after)
        self._noted = len(pod.taken)
