"""Forgetting variables: a coarser model, in which all that could happen still can, at the same times.

Its bounds contain those of the model: an action may happen where some value of what is forgotten allows it, and must
happen only where every value forces it.
"""

from collections.abc import Iterator
from itertools import chain, product
from typing import NamedTuple

from podproof.checker.engines.zones.measure import Situation
from podproof.checker.formulas import And, Atom, Formula, Not, Or, conjunction, disjunction, negation, variables_in
from podproof.checker.model import Action, Case
from podproof.checker.timed_model import TimedModel, Timer, Timing

Variables = frozenset[int]


class Coarser(NamedTuple):
    """The coarser model, and for each of its actions the one that it stands for, by position."""

    timed: TimedModel
    stands_for: tuple[int, ...]

    def situation(self, situation: Situation) -> Situation:
        """The situation in the coarser model; an event happens with each action that stands for it."""
        if not isinstance(situation, frozenset):
            return situation
        return frozenset(number for number, each in enumerate(self.stands_for) if each in situation)


def spoken_of(timed: TimedModel, situation: Situation | None) -> Variables:
    """What a question about the situation cannot forget: what it reads, or all that makes its events steps."""
    if situation is None:
        return frozenset()
    if not isinstance(situation, frozenset):
        return frozenset(variables_in(situation))
    runs = (timer.runs for timer in timed.timers if not situation.isdisjoint(timer.restarts))
    updated = (timed.model.actions[number].updates for number in situation)
    return frozenset(chain(*updated, *map(variables_in, runs)))


class _Choice(NamedTuple):
    """One of the values that a variable may get, if the condition holds; no case: it keeps its value."""

    condition: Formula
    cases: tuple[Case, ...]


def forgetting(timed: TimedModel, forgotten: Variables) -> Coarser:
    """The model without these variables, which keep their positions and their first values.

    An action whose effect depends on them becomes one action for each effect.
    """
    lost = frozenset(number for number, timer in enumerate(timed.timers) if _reads(timer.runs, forgotten))
    parts = [
        (number, variant, _timing(timed.timings[number], lost, is_forced))
        for number, action in enumerate(timed.model.actions)
        for variant, is_forced in _variants(action, forgotten)
    ]
    stands_for, actions, timings = (tuple(each) for each in zip(*parts, strict=True))
    timers = tuple(
        Timer(timer.name, False)
        if number in lost
        else timer._replace(restarts=frozenset(new for new, old in enumerate(stands_for) if old in timer.restarts))
        for number, timer in enumerate(timed.timers)
    )
    return Coarser(TimedModel(timed.model._replace(actions=actions), timers, timings), stands_for)


def _timing(timing: Timing, lost: frozenset[int], is_forced: bool) -> Timing:
    """Nothing is known of lost timers, and nothing is forced where it depends on what is forgotten."""
    keeps_due = is_forced and not (timing.windows and timing.windows[0].timer in lost)
    windows = tuple(window for window in timing.windows if window.timer not in lost)
    return Timing(windows, timing.due if keeps_due else None)


def _variants(action: Action, forgotten: Variables) -> Iterator[tuple[Action, bool]]:
    """The action for each of its effects, each where it must happen when it is due and where it need not."""
    kept = {variable: cases for variable, cases in action.updates.items() if variable not in forgotten}
    open_ = {
        variable: list(_choices(cases, forgotten)) for variable, cases in kept.items() if _is_open(cases, forgotten)
    }
    certain = {variable: cases for variable, cases in kept.items() if variable not in open_}
    forced = not _reads(action.guard, forgotten) and action._replace(updates=certain).changes_something
    guard = _possible(action.guard, forgotten)
    for chosen in product(*open_.values()):
        chosen_cases = {variable: choice.cases for variable, choice in zip(open_, chosen, strict=True) if choice.cases}
        condition = conjunction([guard, *(choice.condition for choice in chosen)])
        for is_forced, where in ((True, forced), (False, negation(forced))):
            if (here := conjunction([condition, where])) is not False:
                yield action._replace(guard=here, updates={**certain, **chosen_cases}), is_forced


def _is_open(cases: tuple[Case, ...], forgotten: Variables) -> bool:
    return any(_reads(case.condition, forgotten) for case in cases)


def _choices(cases: tuple[Case, ...], forgotten: Variables) -> Iterator[_Choice]:
    """The first case whose condition holds gives the value; without one the variable keeps it."""
    before: Formula = True
    for condition, value in cases:
        yield _Choice(conjunction([before, _possible(condition, forgotten)]), (Case(True, value),))
        before = conjunction([before, _possible(condition, forgotten, wanted=False)])
    yield _Choice(before, ())


def _reads(formula: Formula, forgotten: Variables) -> bool:
    return not forgotten.isdisjoint(variables_in(formula))


def _possible(formula: Formula, forgotten: Variables, wanted: bool = True) -> Formula:
    """Where the formula has the wanted truth value for some values of what is forgotten."""
    match formula:
        case Atom():
            return formula.variable in forgotten or (formula if wanted else negation(formula))
        case Not():
            return _possible(formula.operand, forgotten, not wanted)
        case And() | Or():
            combine = conjunction if isinstance(formula, And) == wanted else disjunction
            return combine([_possible(operand, forgotten, wanted) for operand in formula.operands])
    return bool(formula) == wanted
