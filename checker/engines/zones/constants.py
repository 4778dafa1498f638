"""What can never happen in a timed model, found without its clock, is left out before anything is explored."""

from collections.abc import Callable
from functools import partial

from podproof.checker.formulas import And, Atom, Formula, Not, Or, Value, substitution
from podproof.checker.model import Action, Case, Model
from podproof.checker.timed_model import TimedModel

Values = list[set[Value]]
"""For each variable the values that it may have."""


def reduced(timed: TimedModel) -> TimedModel:
    """The same model with guards and cases that say no more than what is open; every action keeps its position.

    Exact where nothing blocks time: only values that no execution takes are left out.  Formulas become smaller, and
    fewer variables, actions and timers influence a question.
    """
    values = possible_values(timed.model)
    simplified = substitution(frozenset(range(len(values))), partial(_open, values))
    actions = tuple(
        action._replace(guard=simplified(action.guard), updates=_updates(action, simplified))
        for action in timed.model.actions
    )
    timers = tuple(timer._replace(runs=simplified(timer.runs)) for timer in timed.timers)
    return timed._replace(model=timed.model._replace(actions=actions), timers=timers)


def possible_values(model: Model) -> Values:
    """The values that variables may have, each judged apart from the others: an over-approximation.

    Abstract interpretation over sets of values for each variable (Cousot and Cousot 1977); each action is looked at
    once more for every value that is added.
    """
    values: Values = [{variable.initial} for variable in model.variables]
    size = -1
    while size != (size := sum(map(len, values))):
        for action in model.actions:
            if _may_hold(action.guard, values):
                for variable, cases in action.updates.items():
                    values[variable].update(case.value for case in cases if _may_hold(case.condition, values))
    return values


def _may_hold(formula: Formula, values: Values, wanted: bool = True) -> bool:
    """Whether the formula may have the wanted truth value."""
    match formula:
        case Atom():
            domain = values[formula.variable]
            return formula.value in domain if wanted else domain != {formula.value}
        case Not():
            return _may_hold(formula.operand, values, not wanted)
        case And() | Or():
            combine: Callable[..., bool] = all if isinstance(formula, And) == wanted else any
            return combine(_may_hold(operand, values, wanted) for operand in formula.operands)
    return bool(formula) == wanted


def _open(values: Values, part: Atom) -> Formula:
    """What is open about `variable == value`: nothing if the variable always has the value, or never."""
    domain = values[part.variable]
    return part.value in domain and (domain == {part.value} or part)


def _updates(action: Action, simplified: Callable[[Formula], Formula]) -> dict[int, tuple[Case, ...]]:
    updates = {}
    for variable, cases in action.updates.items():
        left = tuple(
            Case(condition, case.value) for case in cases if (condition := simplified(case.condition)) is not False
        )
        if left:
            updates[variable] = left
    return updates
