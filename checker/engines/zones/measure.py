"""Where the time that is asked about begins and ends: when a formula becomes true, or an event happens."""

from collections.abc import Iterable

from podproof.checker.engines.zones.steps import TimedSteps
from podproof.checker.formulas import Formula

Events = frozenset[int]
"""Actions, by their position in the model."""

Situation = Formula | Events
"""What begins or ends a time: the formula becomes true, or one of the events happens."""

BEFORE = -1
"""In place of how often the end was met: the time has not begun."""


class Measure:
    """How often the end has been met since the time began, step by step.

    Where the end holds already when the time would begin, nothing is measured.
    """

    def __init__(
        self, steps: TimedSteps, start: Situation | None, end: Situation, first: bool = False, times: int = 1
    ) -> None:
        self.first, self.times = first, times
        self._is_start = None if start is None else _Occurs(steps, start)
        self._is_end = _Occurs(steps, end)

    def initially(self, state: int) -> Iterable[int]:
        """How often the end has been met in the initial state, for each time that may begin there."""
        if self._is_start is None:
            return [int(self._is_end.holds(state))]
        begins = self._is_start.holds(state) and not self._is_end.holds(state)
        return [0] if begins and self.first else [0, BEFORE] if begins else [BEFORE]

    def after(self, before: int, action: int, after: int, met: int) -> Iterable[int]:
        """How often the end has been met after a step, for each time that goes on or may begin with it."""
        ends = self._is_end(before, action, after)
        if met != BEFORE:
            return (met + ends,)
        if self._is_start is None or not self._is_start(before, action, after):
            return (BEFORE,)
        measured = () if self._is_end.holds(after) and not ends else (int(ends),)
        return measured if self.first else (*measured, BEFORE)


class _Occurs:
    """Whether a situation begins with a step, and whether it holds in a state, as an event never does."""

    def __init__(self, steps: TimedSteps, situation: Situation) -> None:
        self.events = situation if isinstance(situation, frozenset) else frozenset()
        self._holds = None if isinstance(situation, frozenset) else steps.holds(situation)
        self._known: dict[int, bool] = {}

    def holds(self, state: int) -> bool:
        """Whether it holds in the state."""
        if self._holds is None:
            return False
        known = self._known.get(state)
        if known is None:
            known = self._known[state] = self._holds(state)
        return known

    def __call__(self, before: int, action: int, after: int) -> bool:
        return action in self.events if self._holds is None else self.holds(after) and not self.holds(before)
