"""Components that are alike, and a smaller model with only some of them, from which sets of states are guessed."""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from podproof.checker.engines.symbolic.partition import AnonymousAction, GroupShape, Partition
from podproof.checker.formulas import (
    And,
    Atom,
    Formula,
    Not,
    Or,
    atom,
    conjunction,
    disjunction,
    negation,
    substitution,
    variables_in,
)
from podproof.checker.model import Action, Case, Model, places_by_component


class Restriction:
    """Rewrites formulas to leave out what they say about some of the variables.

    `keeps` says for each variable whether it is kept; None: it is shared.  An operand that reads variables which are
    not kept, and none that is, is left out, so that a condition on all components becomes one on the kept ones.
    """

    def __init__(self, keeps: Callable[[int], bool | None]) -> None:
        self._keeps = keeps
        self._made: dict[Formula, Formula] = {}

    def of(self, formula: Formula) -> Formula:
        """The formula about what is kept; true if nothing is left of it."""
        if isinstance(formula, bool):
            return formula
        made = self._made.get(formula)
        if made is None:
            made = self._made[formula] = True if self._loses(formula) else self._rewrite(formula)
        return made

    def _rewrite(self, formula: Atom | Not | And | Or) -> Formula:
        match formula:
            case Atom():
                return formula
            case Not():
                return negation(self.of(formula.operand))
            case And():
                return conjunction(self.of(each) for each in formula.operands if not self._loses(each))
            case Or():
                return disjunction(self.of(each) for each in formula.operands if not self._loses(each))

    def _loses(self, formula: Formula) -> bool:
        kinds = set(map(self._keeps, variables_in(formula)))
        return False in kinds and True not in kinds


def components_in(model: Model, formula: Formula) -> set[int]:
    """The components that a formula speaks of."""
    components = {model.variables[place].component for place in variables_in(formula)}
    return {each for each in components if each is not None}


def exchanged(model: Model, one: int, other: int) -> Callable[[Formula], Formula]:
    """The function that makes a formula say of each of two components what it says of the other."""
    own = places_by_component(model.variables)
    number = dict(zip(own[one] + own[other], own[other] + own[one], strict=True))
    return substitution(number.keys(), lambda each: atom(number[each.variable], each.value))


Classes = tuple[tuple[int, ...], ...]
"""The components in their order, those of one class together."""


def classes_of(model: Model, parts: Partition) -> Classes:
    """Components are alike if they have equal variables and, other components left out, equal actions."""
    alone = {shape: _alone(shape) for shape in {group.shape for group in parts.groups}}
    shapes = {group.component: alone[group.shape] for group in parts.groups if group.component is not None}
    members: dict[object, list[int]] = {}
    own = places_by_component(model.variables)
    for component in sorted(model.components):
        variables = (model.variables[place] for place in own[component])
        key = tuple((each.domain, each.initial) for each in variables), shapes.get(component)
        members.setdefault(key, []).append(component)
    return tuple(map(tuple, members.values()))


def _alone(shape: GroupShape) -> tuple[AnonymousAction, ...]:
    """The actions of a shape, the parameters of which, as said of other components, may have any value."""
    own = len(shape.domains)
    return tuple(
        AnonymousAction(
            _weakest(guard, own, True),
            tuple(
                (place, tuple(Case(_weakest(c.condition, own, True), c.value) for c in cases))
                for place, cases in updates
            ),
        )
        for guard, updates in shape.actions
    )


def _weakest(formula: Formula, own: int, positive: bool) -> Formula:
    """The formula where variables from `own` on have the value that makes it true, or false if it is not `positive`."""
    match formula:
        case Atom():
            return positive if formula.variable >= own else formula
        case Not():
            return negation(_weakest(formula.operand, own, not positive))
        case And():
            return conjunction(_weakest(each, own, positive) for each in formula.operands)
        case Or():
            return disjunction(_weakest(each, own, positive) for each in formula.operands)
    return formula


class Reduced(NamedTuple):
    """A model with some of the components; `places` and `actions` are positions in the whole model, by those in it."""

    model: Model
    places: tuple[int, ...]
    actions: tuple[int, ...]
    restrictions: tuple[Callable[[Formula], Formula], ...]


def reduced(model: Model, kept: Classes, classes: Classes) -> Reduced:
    """The model with the kept members of each class only.

    What an action of a component says about others of its class that are not kept is left out; what it says about
    those of other classes, it says about the last one kept.  `restrictions` are two ways to rewrite any formula: all
    that it says about components that are not kept is left out, or is said about the last one kept of their class.
    """
    number, places = _numbers(model, kept, classes)
    renumber = substitution(number.keys(), lambda each: atom(number[each.variable], each.value))

    def restriction(left_out: frozenset[int]) -> Callable[[Formula], Formula]:
        components = [variable.component for variable in model.variables]
        rewritten = Restriction(lambda place: None if components[place] is None else components[place] not in left_out)
        return lambda formula: renumber(rewritten.of(formula))

    removed = {each: frozenset(members[len(few) :]) for few, members in zip(kept, classes, strict=True) for each in few}
    of: dict[int | None, Callable[[Formula], Formula]] = {each: restriction(others) for each, others in removed.items()}
    moved, dropped = restriction(frozenset()), restriction(frozenset().union(*removed.values()))
    of[None] = moved
    chosen = {
        n: _rewritten(each, of[each.component], number, set(places))
        for n, each in enumerate(model.actions)
        if each.component in of
    }
    chosen = {n: action for n, action in chosen.items() if action.updates and action.guard is not False}
    variables = tuple(model.variables[place] for place in places)
    return Reduced(Model(variables, tuple(chosen.values())), places, tuple(chosen), (dropped, moved))


def _numbers(model: Model, kept: Classes, classes: Classes) -> tuple[Mapping[int, int], tuple[int, ...]]:
    """For each variable of the whole model its place in the small one, or that of its like, and the kept ones."""
    instead = {each: few[-1] for few, members in zip(kept, classes, strict=True) for each in members[len(few) :]}
    of = places_by_component(model.variables)
    places = tuple(place for place, variable in enumerate(model.variables) if variable.component not in instead)
    number = {place: position for position, place in enumerate(places)}
    for each, like in instead.items():
        number |= {old: number[new] for old, new in zip(of[each], of[like], strict=True)}
    return number, places


def _rewritten(
    action: Action, rewrite: Callable[[Formula], Formula], number: Mapping[int, int], kept: Collection[int]
) -> Action:
    updates = {
        number[place]: tuple(Case(rewrite(case.condition), case.value) for case in cases)
        for place, cases in action.updates.items()
        if place in kept
    }
    return action._replace(guard=rewrite(action.guard), updates=updates)
