"""Who holds a lock: a history variable of each component, without which local states forget that one holds it."""

from collections.abc import Iterable, Mapping

from podproof.checker.formulas import Value, disjunction
from podproof.checker.model import Action, Case, Model, Variable, places_by_component


def lock_of(model: Model) -> int | None:
    """The shared variable that most actions of components move away from its initial value and back.

    None if there is no such variable.  Another choice would be as sound, and decide less.
    """
    uses = {place: min(map(len, _uses(model, place))) for place in places_by_component(model.variables).get(None, ())}
    best = max(uses, key=lambda place: uses[place], default=None)
    return best if best is not None and uses[best] else None


def _uses(model: Model, place: int) -> tuple[list[Action], list[Action]]:
    free = model.variables[place].initial
    own = [action for action in model.actions if action.component is not None and place in action.updates]
    takes = [action for action in own if any(case.value != free for case in action.updates[place])]
    frees = [action for action in own if any(case.value == free for case in action.updates[place])]
    return takes, frees


def only_components_take(model: Model, lock: int) -> bool:
    """Whether the lock is held by a component wherever it is not free."""
    shared = (action for action in model.actions if action.component is None)
    free = model.variables[lock].initial
    return all(case.value == free for action in shared for case in action.updates.get(lock, ()))


def with_holders(model: Model, lock: int) -> tuple[Model, Mapping[int, int]]:
    """The model with a variable for each component, whether it was the last to take the lock, and their places.

    They are read by nothing: the model behaves as before.
    """
    free = model.variables[lock].initial
    holders = {each: len(model.variables) + number for number, each in enumerate(sorted(model.components))}
    variables = (Variable(f"{each}.holds", (False, True), False, each) for each in holders)
    actions = (_remembering(action, action.updates.get(lock, ()), free, holders) for action in model.actions)
    return Model((*model.variables, *variables), tuple(actions)), holders


def _remembering(action: Action, cases: Iterable[Case], free: Value, holders: Mapping[int, int]) -> Action:
    cases = tuple(cases)
    released = disjunction(case.condition for case in cases if case.value == free)
    taken = disjunction(case.condition for case in cases if case.value != free)
    after: dict[int, tuple[Case, ...]] = {}
    for component, place in holders.items():
        if action.component == component:
            after[place] = _cases(taken, True) + _cases(released, False)
        elif action.component is None:
            after[place] = _cases(released, False)
    return action._replace(updates={**action.updates, **{place: cases for place, cases in after.items() if cases}})


def _cases(condition: object, value: bool) -> tuple[Case, ...]:
    return () if condition is False else (Case(condition, value),)  # type: ignore[arg-type]
