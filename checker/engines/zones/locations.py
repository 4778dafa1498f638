"""What can happen in each state of a timed model, and what its timers still mean there."""

from collections.abc import Iterable
from typing import NamedTuple

from podproof.checker.engines.zones.limits import Work
from podproof.checker.engines.zones.steps import TimedSteps
from podproof.checker.timed_model import TimedModel

NONE = -1
"""In place of a constant where there is none."""

Constants = dict[int, tuple[int, int]]
"""For each timer that still matters, the greatest constants of lower and of upper bounds on it."""


class Location(NamedTuple):
    """A state: its steps, the timers that count, what time must not pass, and the constants that still matter."""

    steps: tuple[tuple[int, int], ...]
    """Pairs of an enabled action and the state after it; not those that need a timer that does not count."""
    enabled: frozenset[int]
    counting: frozenset[int]
    urgent: bool
    """Whether no time passes here."""
    deadlines: tuple[tuple[int, int, int], ...]
    """A counting timer, the value that it must not pass, and the action that must happen."""
    constants: Constants


class Locations:
    """The states that are reachable without the clock, each with the constants that still matter there.

    Static guard analysis: Behrmann, Bouyer, Fleury and Larsen, "Static guard analysis in timed automata verification"
    (TACAS 2003).  A timer without constants is no clock (Daws and Yovine, "Reducing the number of clock variables of
    timed automata", RTSS 1996).  Without `analysis`, each timer has its greatest constants in every state.
    """

    def __init__(self, timed: TimedModel, work: Work, analysis: bool = True) -> None:
        self.timed = timed
        self.steps = TimedSteps(timed)
        self.initial = self.steps.encoding.pack(timed.model.initial)
        self.of = self._reached(work)
        if analysis:
            self._propagate()
        else:
            self._spread()

    def _reached(self, work: Work) -> dict[int, Location]:
        found: dict[int, Location] = {}
        queue = [self.initial]
        seen = {self.initial}
        for state in queue:
            work.states(len(seen))
            location = found[state] = self._location(state)
            for _, after in location.steps:
                if after not in seen:
                    seen.add(after)
                    queue.append(after)
        return found

    def _location(self, state: int) -> Location:
        counting = frozenset(self.steps.counting(state))
        steps = self.steps.of(state)
        constants: Constants = {}
        deadlines = []
        urgent = False
        for action, _ in steps:
            windows, due = self.timed.timings[action]
            for timer, least, most in windows:
                if timer in counting:
                    _raise(constants, timer, least or NONE, NONE if most is None else most)
            if due is None:
                continue
            if windows and windows[0].timer in counting:
                deadlines.append((windows[0].timer, due, action))
                _raise(constants, windows[0].timer, NONE, due)
            else:
                urgent |= due == 0
        enabled = frozenset(action for action, _ in steps)
        possible = tuple(step for step in steps if self._has_a_time(step[0], counting))
        return Location(possible, enabled, counting, urgent, tuple(deadlines), constants)

    def _has_a_time(self, action: int, counting: frozenset[int]) -> bool:
        windows = self.timed.timings[action].windows
        return all(window.least == 0 or window.timer in counting for window in windows)

    def kept(self, before: Location, action: int, after: Location) -> frozenset[int]:
        """The timers that count on over a step."""
        timers = self.timed.timers
        return frozenset(timer for timer in before.counting & after.counting if action not in timers[timer].restarts)

    def exposed(self, before: Location, after: Location, kept: frozenset[int]) -> Iterable[tuple[int, int, int]]:
        """The deadlines after a step that may have passed already: those of actions that were not enabled before."""
        return [each for each in after.deadlines if each[0] in kept and each[2] not in before.enabled]

    def _propagate(self) -> None:
        sources: dict[int, list[tuple[int, frozenset[int]]]] = {state: [] for state in self.of}
        for state, location in self.of.items():
            for action, target in location.steps:
                after = self.of[target]
                kept = self.kept(location, action, after)
                sources[target].append((state, kept))
                for timer, due, _ in self.exposed(location, after, kept):
                    _raise(location.constants, timer, due, due)
        todo = list(self.of)
        waiting = set(todo)
        while todo:
            target = todo.pop()
            waiting.discard(target)
            constants = self.of[target].constants
            for state, kept in sources[target]:
                if self._pull(self.of[state].constants, constants, kept) and state not in waiting:
                    waiting.add(state)
                    todo.append(state)

    def _pull(self, constants: Constants, later: Constants, kept: frozenset[int]) -> bool:
        changes = [_raise(constants, timer, *bounds) for timer, bounds in later.items() if timer in kept]
        return any(changes)

    def _spread(self) -> None:
        everywhere: Constants = {}
        for windows, due in self.timed.timings:
            for rank, (timer, least, most) in enumerate(windows):
                if rank == 0 and due is not None:
                    _raise(everywhere, timer, due, due)
                _raise(everywhere, timer, least, NONE if most is None else most)
        for location in self.of.values():
            location.constants.update({timer: everywhere[timer] for timer in location.counting if timer in everywhere})


def _raise(constants: Constants, timer: int, lower: int, upper: int) -> bool:
    """Take these constants where they are greater; whether one was."""
    before = constants.get(timer)
    if lower == upper == NONE and before is None:
        return False
    low, high = before or (NONE, NONE)
    constants[timer] = after = (max(low, lower), max(high, upper))
    return after != before
