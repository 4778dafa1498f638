"""From a scheduled path of the sliced model to an execution of the whole one."""

from collections.abc import Iterable

from podproof.checker.engines.timed_run import TimedRun
from podproof.checker.formulas import State
from podproof.checker.timed_model import TimedModel
from podproof.checker.trace import Step, TimedTrace, Trace

PATIENCE = 1000
"""Steps between two of the path after which it is given up: the rest of the model blocks time."""


class Completion:
    """Takes the steps of a path, and in time whatever else must happen in the whole model, which does not hinder them.

    What is outside the cone happens as late as it may.
    """

    def __init__(self, timed: TimedModel, cone: TimedModel) -> None:
        self.run, self.inside = TimedRun(timed), TimedRun(cone)
        self.steps: list[tuple[int, Step]] = []
        self._taken = [0]
        """How many steps there are after each one of the path."""

    def take(self, action: int, moment: int) -> bool:
        """Take a step of the path; whether that was possible."""
        if not self.settle(moment) or self.run.objection(action, moment):
            return False
        self.inside.take(action, moment)
        self._take(action, moment)
        self._taken.append(len(self.steps))
        return True

    def settle(self, moment: int | None) -> bool:
        """Take what must happen before a moment (None: ever) and is not in the cone; whether that came to an end."""
        for _ in range(PATIENCE):
            due = min(self._due(), default=None)
            if due is None or (moment is not None and due[0] >= moment):
                return True
            if self.run.objection(due[1], due[0]):
                return False
            self._take(due[1], due[0])
        return False

    def _due(self) -> Iterable[tuple[int, int]]:
        for action in self.run.enabled():
            last = self.run.last_moment(action)
            if last is not None and self.inside.after(action) is None:
                yield last, action

    def _take(self, action: int, moment: int) -> None:
        self.run.take(action, moment)
        self.steps.append((moment, Step(self.run.timed.model.actions[action], self.run.state)))

    def close(self, starts: Iterable[int], size: int) -> int | None:
        """Cut off what follows on the first round that ends as it began; its length, or None where none does.

        Rounds begin after so many steps of the path, and have this many.
        """
        for start in starts:
            first, last = self._taken[start], self._taken[start + size]
            if self._state(first) == self._state(last):
                del self.steps[last:]
                return last - first
        return None

    def _state(self, count: int) -> State:
        return self.steps[count - 1][1].state if count else self.run.timed.model.initial

    def trace(self, begins: int, loop: int | None) -> TimedTrace:
        """The execution, the time of which begins after so many steps of the path."""
        moments, steps = zip(*self.steps, strict=True) if self.steps else ((), ())
        trace = Trace(self.run.timed.model.initial, steps, loop=loop)
        return TimedTrace(trace, moments, self._taken[begins])
