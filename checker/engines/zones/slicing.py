"""Slicing: what cannot influence a question is left out of the model."""

from collections.abc import Collection, Iterable
from functools import cache

from podproof.checker.formulas import Formula, variables_in
from podproof.checker.model import Action
from podproof.checker.timed_model import TimedModel, Timer, Timing

Variables = frozenset[int]


@cache
def _read(formula: Formula) -> Variables:
    return frozenset(variables_in(formula))


def sliced(timed: TimedModel, formulas: Iterable[Formula], events: Collection[int]) -> TimedModel:
    """The cone of influence of some formulas and events (actions by position): the rest can neither act nor count.

    Every action and variable keeps its position.  Exact where no action blocks time: one that is left out can always
    be taken when it is due, which changes nothing that is left.
    """
    cone = _Cone(timed, formulas, events)
    model = timed.model
    actions = tuple(
        cone.part_of(action) if number in cone.actions else action._replace(guard=False, updates={})
        for number, action in enumerate(model.actions)
    )
    timers = tuple(
        timer._replace(restarts=timer.restarts & cone.actions) if number in cone.timers else Timer(timer.name, False)
        for number, timer in enumerate(timed.timers)
    )
    timings = tuple(timing if number in cone.actions else Timing() for number, timing in enumerate(timed.timings))
    return TimedModel(model._replace(actions=actions), timers, timings)


class _Cone:
    """The least sets of variables, timers and actions that include the question and what influences them."""

    def __init__(self, timed: TimedModel, formulas: Iterable[Formula], events: Collection[int]) -> None:
        self.timed, self.events = timed, frozenset(events)
        self.variables = set(Variables().union(*map(_read, formulas)))
        self.actions: set[int] = set()
        self.timers: set[int] = set()
        size = -1
        while size != (size := len(self.variables) + len(self.actions) + len(self.timers)):
            self._grow()

    def part_of(self, action: Action) -> Action:
        """The action without what it changes outside the cone."""
        inside = {variable: cases for variable, cases in action.updates.items() if variable in self.variables}
        return action._replace(updates=inside)

    def _grow(self) -> None:
        for number, action in enumerate(self.timed.model.actions):
            if number in self.events:
                self.variables |= action.updates.keys()
            if number in self.events or number in self._restarting or not self.variables.isdisjoint(action.updates):
                self.actions.add(number)
                self._add(number, self.part_of(action))
        for number in self.timers:
            self.variables |= _read(self.timed.timers[number].runs)

    @property
    def _restarting(self) -> frozenset[int]:
        return frozenset[int]().union(*(self.timed.timers[timer].restarts for timer in self.timers))

    def _add(self, number: int, action: Action) -> None:
        self.variables |= _read(action.guard)
        for cases in action.updates.values():
            self.variables.update(*(_read(case.condition) for case in cases))
        self.timers |= {window.timer for window in self.timed.timings[number].windows}
        if number in self.events:
            self.timers |= {timer for timer, each in enumerate(self.timed.timers) if number in each.restarts}
