"""A specification with a clock, compiled: the actions of its model, their timers, and when each action may happen.

Where a duration depends on the state, the action is split: one for each interval that the duration has.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import ceil, floor
from typing import Any, NamedTuple

from podproof.checker.compile.actions import ActionBuilder
from podproof.checker.compile.compiled import Compiled
from podproof.checker.compile.lift import Reference
from podproof.checker.formulas import Formula, atom, conjunction, disjunction, negation
from podproof.checker.model import Action, Model
from podproof.checker.timed_model import UNITS_PER_SECOND, TimedModel, Timer, Timing, Window
from podproof.spec.notation import Configuration, Predicate, Specification, Transition, footprint
from podproof.spec.notation_of_time import ANY_TIME, Interval, Times

Intervals = Mapping[Interval | None, Formula]
"""The intervals that a duration can have, each with the states in which it has it; None: it does not happen."""


class TimerId(NamedTuple):
    """What identifies a timer: its name, when it counts, and what starts it again."""

    name: str
    runs: Formula
    component: int | None
    again: str
    """The events that start it again; empty: the actions that use it, if it is theirs alone."""
    is_shared: bool
    """Whether actions that use it leave it running."""


class TimedAction(NamedTuple):
    """An action with its clock, None if it may happen at any time, and its interval on it."""

    action: Action
    clock: TimerId | None
    after: Interval
    within: Interval
    deadline: TimerId | None = None
    """The clock of its deadline, where that is another one."""


class TimedCompiled(Compiled):
    """The model of a configuration, with its timers."""

    def __init__(self, specification: Specification, configuration: Configuration, faults: Iterable[str] = ()) -> None:
        super().__init__(specification, configuration, faults)

    def timed_model(self) -> TimedModel:
        """The actions, split by their intervals, and the timers on which these are measured."""
        builder = ActionBuilder(self)
        timed = [
            each
            for event in builder.parties_of
            for action, cases in builder.led(event)
            for each in self._split(action, cases)
        ]
        used = (clock for each in timed for clock in (each.clock, each.deadline) if clock is not None)
        clocks = list(dict.fromkeys(used))
        timers = tuple(Timer(clock.name, clock.runs, _restarts(clock, timed)) for clock in clocks)
        timings = tuple(_timing(each, clocks) for each in timed)
        return TimedModel(Model(self.fields.variables, tuple(each.action for each in timed)), timers, timings)

    def _split(self, action: Action, cases: list[tuple[Formula, Transition]]) -> Iterator[TimedAction]:
        by_times: dict[Times, list[Formula]] = {}
        for condition, transition in cases:
            by_times.setdefault(transition.times, []).append(condition)
        moves = all(transition.source != transition.target for _, transition in cases)
        for times, conditions in by_times.items():
            for interval, condition in self._intervals(times.after or times.every, action).items():
                for window, limit in self._intervals(times.within, action).items():
                    guard = conjunction([disjunction(conditions), condition, limit])
                    if guard is not False and interval is not None and window is not None:
                        clock = None if interval == window == ANY_TIME else self._clock(action, times, moves)
                        whole = TimedAction(action._replace(guard=guard), clock, interval, window)
                        yield from self._forced_later(whole, times.unless) if times.unless else (whole,)

    def _forced_later(self, timed: TimedAction, predicate: str) -> Iterator[TimedAction]:
        """The action while nothing forces it, and while its deadline counts."""
        action, clock, after, within, _ = timed
        unless = self.formula(predicate, action.component)
        unforced = conjunction([action.guard, unless])
        if clock is None or unforced is False:
            yield timed
            return
        least = Interval(after.least)
        waits = None if least == within == ANY_TIME else clock
        yield TimedAction(action._replace(guard=unforced), waits, least, within)
        forced = action._replace(guard=conjunction([action.guard, negation(unless)]))
        yield timed._replace(action=forced, deadline=clock._replace(runs=conjunction([clock.runs, negation(unless)])))

    def _intervals(self, name: str, action: Action) -> Intervals:
        """The intervals of a duration as the action reads it; without a name, any time."""
        if not name:
            return {ANY_TIME: True}
        duration, scope = self.specification.duration(name), self.scopes.at(action.component)
        return _by_interval(duration, [scope[read] for read in footprint(duration)])

    def _clock(self, action: Action, times: Times, moves: bool) -> TimerId:
        """The clock of an action; `moves`: wherever its guard holds, it changes something."""
        owner = "" if action.component is None else f"{self.scopes.at(action.component)['name']}."
        if not times.since:
            able = action.guard if moves else action.changes_something
            return TimerId(f"{owner}{action.event}", able, action.component, "", False)
        runs = self.formula(times.since, action.component)
        return TimerId(f"{owner}{times.since}", runs, action.component, times.again, not times.every)


def _by_interval(duration: Predicate, reading: list[Any]) -> Intervals:
    """Each interval with its condition, by a decision on one variable after the other (Shannon's expansion)."""
    position = next((number for number, read in enumerate(reading) if isinstance(read, Reference)), None)
    if position is None:
        return {duration(*reading): True}
    variable = reading[position]
    branches = {
        value: _by_interval(duration, [*reading[:position], value, *reading[position + 1 :]])
        for value in variable.domain
    }
    if all(branch == branches[variable.domain[0]] for branch in branches.values()):
        return branches[variable.domain[0]]
    intervals: dict[Interval | None, Formula] = {}
    for value, branch in branches.items():
        for interval, condition in branch.items():
            here = conjunction([atom(variable.variable, value), condition])
            intervals[interval] = disjunction([intervals.get(interval, False), here])
    return intervals


def _restarts(clock: TimerId, timed: list[TimedAction]) -> frozenset[int]:
    """The actions that start the timer again while it counts."""
    return frozenset(number for number, each in enumerate(timed) if _starts_again(clock, each))


def _starts_again(clock: TimerId, timed: TimedAction) -> bool:
    if not clock.again:
        return clock in (timed.clock, timed.deadline) and not clock.is_shared
    component = timed.action.component
    return timed.action.event in clock.again.split() and (
        clock.component is None or component in (None, clock.component)
    )


def _timing(timed: TimedAction, clocks: list[TimerId]) -> Timing:
    if timed.clock is None:
        return Timing()
    least = max(floor(_units(timed.after.least)), floor(_units(timed.within.least)))
    most = None if timed.within.most is None else ceil(_units(timed.within.most))
    due = None if timed.after.most is None else ceil(_units(timed.after.most))
    window = Window(clocks.index(timed.clock), least, most)
    if timed.deadline is None:
        return Timing((window,), due)
    deadline = Window(clocks.index(timed.deadline))
    return Timing((deadline,) if window[1:] == deadline[1:] else (deadline, window), due)


def _units(seconds: float) -> float:
    return round(seconds * UNITS_PER_SECOND, 6)


def timed(specification: Specification, configuration: Configuration, faults: Iterable[str] = ()) -> TimedModel:
    """The timed model of a configuration, with these classes of fault."""
    return TimedCompiled(specification, configuration, faults).timed_model()
