"""What can happen in each state of a timed model, and what its timers still mean there."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from podproof.checker.engines.zones.limits import Work
from podproof.checker.engines.zones.measure import BEFORE, Measure
from podproof.checker.engines.zones.steps import TimedSteps
from podproof.checker.timed_model import TimedModel

NONE = -1
"""In place of a constant where there is none."""

OVER = 1
"""In place of how often the end was met: often enough."""

Constants = dict[int, tuple[int, int]]
"""For each timer that still matters, the greatest constants of lower and of upper bounds on it."""

Timers = frozenset[int]


class Situated(NamedTuple):
    """What some actions that are enabled and some timers that count mean together."""

    number: int
    """Tells it from all others."""
    enabled: frozenset[int]
    counting: Timers
    possible: frozenset[int]
    """The enabled actions that need no timer which does not count."""
    urgent: bool
    """Whether no time passes."""
    deadlines: tuple[tuple[int, int, int], ...]
    """A counting timer, the value that it must not pass, and the action that must happen."""
    constants: Constants
    """The constants that are compared with timers here or later."""


class Location(NamedTuple):
    """A state: its steps, and what they mean."""

    steps: list[tuple[int, int]]
    """Pairs of an action and the state after it."""
    here: Situated


class Crossed(NamedTuple):
    """What a step does to the timers."""

    kept: Timers
    """Those that count on."""
    exposed: tuple[tuple[int, int, int], ...]
    """The deadlines after it that may have passed already: those of actions that were not enabled before."""


class Locations:
    """The states that are reachable without the clock until the end is met, with the constants that matter there.

    Static guard analysis: Behrmann, Bouyer, Fleury and Larsen, "Static guard analysis in timed automata verification"
    (TACAS 2003).  A timer without constants is not a clock (Daws and Yovine, "Reducing the number of clock variables of
    timed automata", RTSS 1996).  Without `analysis`, each timer has its greatest constants in every state.
    """

    def __init__(self, timed: TimedModel, steps: TimedSteps, measure: Measure, work: Work, analysis: bool) -> None:
        self.timed, self.steps, self.measure = timed, steps, measure
        self.initial = steps.encoding.pack(timed.model.initial)
        self.of: dict[int, Location] = {}
        self.before: list[int] = []
        """The states in which the time has not begun."""
        self.can_be_overdue: set[int] = set()
        """The actions that may become enabled after their deadline."""
        self._situated: dict[tuple[frozenset[int], Timers], Situated] = {}
        self._crossed: dict[tuple[int, int, int], Crossed] = {}
        self._explore(work)
        if analysis:
            self._propagate()
        else:
            self._spread()

    def _explore(self, work: Work) -> None:
        def phase(met: int) -> int:
            return OVER if met >= self.measure.times else min(met, 0)

        queue = [(self.initial, phase(met)) for met in self.measure.initially(self.initial)]
        seen = set(queue)
        for state, met in queue:
            work.states(len(self.of))
            if met == BEFORE:
                self.before.append(state)
            if state not in self.of or not self.of[state].steps:
                self.of[state] = self._location(state, met)
            for action, after in self.of[state].steps if met != OVER else ():
                for new in self.measure.after(state, action, after, met) or (self.measure.times,):
                    if (found := (after, phase(new))) not in seen:
                        seen.add(found)
                        queue.append(found)

    def _location(self, state: int, met: int) -> Location:
        counting = frozenset(self.steps.counting(state))
        steps = [] if met == OVER else self.steps.of(state)
        key = frozenset([action for action, _ in steps]), counting
        here = self._situated.get(key)
        if here is None:
            here = self._situated[key] = self._situate(*key)
        if len(here.possible) < len(here.enabled):
            steps = [step for step in steps if step[0] in here.possible]
        return Location(steps, here)

    @cached_property
    def _needed(self) -> list[Timers]:
        """The timers on which time must pass before each action."""
        return [frozenset(each.timer for each in windows if each.least) for windows, _ in self.timed.timings]

    def _situate(self, enabled: frozenset[int], counting: Timers) -> Situated:
        constants: Constants = {}
        deadlines, possible, urgent = [], set(), False
        for action in sorted(enabled):
            windows, due = self.timed.timings[action]
            if self._needed[action] <= counting:
                possible.add(action)
                for timer, least, most in windows:
                    if timer in counting:
                        _raise(constants, timer, least or NONE, NONE if most is None else most)
            if due is not None and windows and windows[0].timer in counting:
                deadlines.append((windows[0].timer, due, action))
                _raise(constants, windows[0].timer, NONE, due)
            else:
                urgent |= due == 0
        return Situated(
            len(self._situated), enabled, counting, frozenset(possible), urgent, tuple(deadlines), constants
        )

    def crossed(self, before: Situated, action: int, after: Situated) -> Crossed:
        """What a step does to the timers."""
        key = before.number, action, after.number
        crossed = self._crossed.get(key)
        if crossed is None:
            timers = self.timed.timers
            both = before.counting & after.counting
            kept = frozenset(timer for timer in both if action not in timers[timer].restarts)
            exposed = tuple(each for each in after.deadlines if each[0] in kept and each[2] not in before.enabled)
            crossed = self._crossed[key] = Crossed(kept, exposed)
        return crossed

    def _propagate(self) -> None:
        todo = {here.number: here for here in self._situated.values()}
        sources: dict[int, list[tuple[Situated, Timers]]] = {number: [] for number in todo}
        for before, action, after in self._crossings():
            kept, exposed = self.crossed(before, action, after)
            sources[after.number].append((before, kept))
            for timer, due, late in exposed:
                self.can_be_overdue.add(late)
                _raise(before.constants, timer, due, due)
        while todo:
            number, later = todo.popitem()
            for before, kept in sources[number] if later.constants else ():
                if _pull(before.constants, later.constants, kept):
                    todo[before.number] = before

    def _crossings(self) -> Iterator[tuple[Situated, int, Situated]]:
        """The steps, those that mean the same only once."""
        seen = set()
        for location in self.of.values():
            here = location.here
            for action, target in location.steps:
                after = self.of[target].here
                key = here.number, action, after.number
                if key not in seen:
                    seen.add(key)
                    yield here, action, after

    def _spread(self) -> None:
        everywhere: Constants = {}
        for windows, due in self.timed.timings:
            for rank, (timer, least, most) in enumerate(windows):
                if rank == 0 and due is not None:
                    _raise(everywhere, timer, due, due)
                _raise(everywhere, timer, least, NONE if most is None else most)
        self.can_be_overdue.update(range(len(self.timed.timings)))
        for here in self._situated.values():
            here.constants.update({timer: everywhere[timer] for timer in here.counting if timer in everywhere})


def _pull(constants: Constants, later: Constants, kept: Timers) -> bool:
    """Take what matters later of the timers that count on; whether that is more than was known."""
    changed = False
    for timer, bounds in later.items():
        if timer in kept and constants.get(timer) != bounds:
            changed |= _raise(constants, timer, *bounds)
    return changed


def _raise(constants: Constants, timer: int, lower: int, upper: int) -> bool:
    """Take these constants where they are greater; whether one was."""
    before = constants.get(timer)
    if before is None:
        if lower == upper == NONE:
            return False
        constants[timer] = lower, upper
        return True
    if lower <= before[0] and upper <= before[1]:
        return False
    constants[timer] = max(before[0], lower), max(before[1], upper)
    return True
