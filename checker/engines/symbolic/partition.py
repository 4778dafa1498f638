"""The partition of a model's actions into groups, and which groups are equal up to renaming of components."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from podproof.checker.formulas import (
    And,
    Atom,
    Formula,
    Not,
    Or,
    State,
    atom,
    conjunction,
    disjunction,
    negation,
    variables_in,
)
from podproof.checker.model import Action, Case, Model


class AnonymousAction(NamedTuple):
    """An action without its names: its guard and its updates."""

    guard: Formula
    updates: tuple[tuple[int, tuple[Case, ...]], ...]

    def writing(self, places: Collection[int]) -> "AnonymousAction":
        """The action as far as it writes these variables."""
        return self._replace(updates=tuple(update for update in self.updates if update[0] in places))


class GroupShape(NamedTuple):
    """A group of actions with its component abstracted away: equal for equal groups of different components.

    Variable n is the n-th of the component, or after these the n-th parameter; ~n is the shared variable n.  `writers`
    are all actions that write the component's variables, as far as they do, in the group or not.
    """

    domains: tuple[State, ...]
    initial: State
    actions: tuple[AnonymousAction, ...]
    writers: tuple[AnonymousAction, ...]
    parameters: int

    @property
    def written(self) -> set[int]:
        """The variables that its actions or its writers write."""
        return {place for action in (*self.actions, *self.writers) for place, _ in action.updates}

    @property
    def idle(self) -> "GroupShape":
        """The same without its actions, equal for groups whose components are equal."""
        return self._replace(actions=())


class Group(NamedTuple):
    """Actions, by position, that write variables of one component (None: of no component) and shared ones.

    `own` are the component's variables; `parameters` are the formulas about other components that guards read.
    """

    component: int | None
    actions: tuple[int, ...]
    shape: GroupShape
    own: tuple[int, ...]
    parameters: tuple[Formula, ...]


class Partition(NamedTuple):
    """The groups, those of components first, and the actions that write variables of several components."""

    groups: tuple[Group, ...]
    global_actions: tuple[int, ...]

    @property
    def parameters(self) -> int:
        """How many parameters a group has at most."""
        return max((group.shape.parameters for group in self.groups), default=0)


def partition(model: Model, chosen: Iterable[int]) -> Partition:
    """Group the chosen actions by component; those of no component by kind, as a rare kind may strike at any time.

    An action that writes variables of another component than its own belongs to no group.
    """
    components = [_components_written(model, action) for action in model.actions]
    together: dict[tuple[int | None, str], list[int]] = {}
    global_actions: list[int] = []
    for number in chosen:
        action = model.actions[number]
        if components[number] <= {action.component}:
            together.setdefault((action.component, action.kind if action.component is None else ""), []).append(number)
        else:
            global_actions.append(number)
    writers: dict[int | None, list[Action]] = {component: [] for component, _ in together}
    for action, written in zip(model.actions, components, strict=True):
        for component in written & writers.keys():
            writers[component].append(action)
    order = sorted(together, key=lambda key: (key[0] is None, -(key[0] or 0), key[1]))
    groups = (_group(model, key[0], together[key], writers[key[0]]) for key in order)
    return Partition(tuple(groups), tuple(global_actions))


def restricted(whole: Partition, chosen: Collection[int], relevant: Collection[int]) -> Partition:
    """The part of a partition that some of the actions make, as far as they write the relevant variables."""
    groups = (_restricted(group, chosen, relevant) for group in whole.groups)
    return Partition(
        tuple(group for group in groups if group.actions),
        tuple(number for number in whole.global_actions if number in chosen),
    )


def _restricted(group: Group, chosen: Collection[int], relevant: Collection[int]) -> Group:
    kept = {place for place in group.shape.written if (~place if place < 0 else group.own[place]) in relevant}
    actions = zip(group.actions, group.shape.actions, strict=True)
    left = {number: action.writing(kept) for number, action in actions if number in chosen}
    left = {number: action for number, action in left.items() if action.updates}
    writers = (action.writing(kept) for action in group.shape.writers)
    shape = group.shape._replace(
        actions=tuple(left.values()), writers=tuple(action for action in writers if action.updates)
    )
    return group._replace(actions=tuple(left), shape=shape)


def _components_written(model: Model, action: Action) -> set[int | None]:
    return {model.variables[place].component for place in action.updates} - {None}


def _group(model: Model, component: int | None, actions: Iterable[int], writers: Iterable[Action]) -> Group:
    shaping = GroupShaping(model, component)
    own = [model.variables[place] for place in shaping.own]
    anonymous = tuple(shaping.action(model.actions[number]) for number in actions)
    parameters = tuple(shaping.parameters)
    shape = GroupShape(
        tuple(variable.domain for variable in own),
        tuple(variable.initial for variable in own),
        anonymous,
        tuple(map(shaping.action_on_own, writers)),
        len(shaping.parameters),
    )
    return Group(component, tuple(actions), shape, shaping.own, parameters)


Join = Callable[[Iterable[Formula]], Formula]


class GroupShaping:
    """Rewrites formulas over a model into formulas over a shape."""

    def __init__(self, model: Model, component: int | None) -> None:
        self.variables = model.variables
        own = (place for place, variable in enumerate(model.variables) if variable.component == component)
        self.own = tuple(own)
        self.parameters: dict[Formula, int] = {}
        self._places = {place: n for n, place in enumerate(self.own)}
        self._foreign: dict[Formula, bool] = {}
        self._shaped: dict[Formula, Formula] = {}

    def action(self, action: Action) -> AnonymousAction:
        """The action over the shape."""
        return self._anonymous(action.guard, action.updates)

    def action_on_own(self, action: Action) -> AnonymousAction:
        """The part of the action that writes the component's own variables."""
        own = self._places.keys() & action.updates.keys()
        return self._anonymous(action.guard, {place: action.updates[place] for place in sorted(own)})

    def _anonymous(self, guard: Formula, updates: Mapping[int, tuple[Case, ...]]) -> AnonymousAction:
        shaped = (
            (self._place(place), tuple(Case(self.formula(case.condition), case.value) for case in cases))
            for place, cases in updates.items()
        )
        return AnonymousAction(self.formula(guard), tuple(shaped))

    def formula(self, formula: Formula) -> Formula:
        """The formula over the shape; parts about other components become parameters."""
        if isinstance(formula, bool):
            return formula
        shaped = self._shaped.get(formula)
        if shaped is None:
            shaped = self._shaped[formula] = self._rewrite(formula)
        return shaped

    def _rewrite(self, formula: Atom | Not | And | Or) -> Formula:
        if isinstance(formula, Not):
            return negation(self.formula(formula.operand))
        if self._is_foreign(formula):
            number = self.parameters.setdefault(formula, len(self.parameters))
            return atom(len(self.own) + number, True)
        if isinstance(formula, Atom):
            return atom(self._place(formula.variable), formula.value)
        join = conjunction if isinstance(formula, And) else disjunction
        return join(map(self.formula, self._gathered(formula.operands, join)))

    def _gathered(self, operands: Iterable[Formula], join: Join) -> list[Formula]:
        """The operands, all about other components joined into one, so that their number does not show."""
        here: list[Formula] = []
        there: list[Formula] = []
        for operand in operands:
            (there if self._is_foreign(operand) else here).append(operand)
        return [*here, join(there)] if there else here

    def _is_foreign(self, formula: Formula) -> bool:
        """Whether the formula reads variables of other components only."""
        known = self._foreign.get(formula)
        if known is None:
            known = self._foreign[formula] = all(map(self._is_elsewhere, variables_in(formula)))
        return known

    def _is_elsewhere(self, variable: int) -> bool:
        return variable not in self._places and self.variables[variable].component is not None

    def _place(self, variable: int) -> int:
        return self._places.get(variable, ~variable)
