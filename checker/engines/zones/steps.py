"""The untimed steps of a timed model, and which timers count in a state."""

from collections.abc import Iterator
from functools import cached_property

from podproof.checker.engines.successors import Successors
from podproof.checker.formulas import disjunction
from podproof.checker.timed_model import TimedModel


class TimedSteps(Successors):
    """Successors in which an action that restarts a counting timer is a step even where it changes nothing else."""

    def __init__(self, timed: TimedModel) -> None:
        super().__init__(timed.model)
        self.timed = timed
        self.counting = self.true_among(timer.runs for timer in timed.timers)

    @cached_property
    def _restarts(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, timer in enumerate(self.timed.timers):
            for action in timer.restarts:
                found.setdefault(action, []).append(number)
        return found

    def _leaf(self, action: int) -> Iterator[str]:
        yield from self.encoding.effect(self.model.actions[action])
        runs = (self.timed.timers[timer].runs for timer in self._restarts.get(action, ()))
        # A timer that counts while its action is enabled makes no step of what changes nothing.
        others = disjunction(each for each in runs if each is not self._changes_something(action))
        again = "" if others is False else f" or {self.encoding.expression(others)}"
        yield f"if after != state{again}: found.append(({action}, after))"

    def _changes_something(self, action: int) -> object:
        return self.model.actions[action].changes_something
