"""Which actions belong together, and which groups of them are one group at another site."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from checker.model import Action, And, Atom, Case, Formula, Model, Not, Or, atom, conjunction, disjunction, negation
from checker.model import variables_in


class Group(NamedTuple):
    """Actions, by their position in the model, that write variables of one site (None: of no site) and shared ones."""

    site: int | None
    actions: tuple[int, ...]


class Partition(NamedTuple):
    """The groups, those of sites first, and the actions that write variables of several sites."""

    groups: tuple[Group, ...]
    joint: tuple[int, ...]


def partition(model: Model, actions: Iterable[int]) -> Partition:
    """Sort actions by the site that they write; by their own where they write shared variables only."""
    groups: dict[int | None, list[int]] = {}
    joint: list[int] = []
    for number in actions:
        action = model.actions[number]
        written = {model.variables[place].site for place in action.updates} - {None} or {action.site}
        (joint if len(written) > 1 else groups.setdefault(*written, [])).append(number)
    order = sorted(groups, key=lambda site: (site is None, -(site or 0)))
    return Partition(tuple(Group(site, tuple(groups[site])) for site in order), tuple(joint))


class Rule(NamedTuple):
    """An action with its names taken away: what allows it and what it changes."""

    guard: Formula
    updates: tuple[tuple[int, tuple[Case, ...]], ...]


class Shape(NamedTuple):
    """A group with its place taken away; equal for groups that are one group at different sites.

    Variable n is the n-th of the site, or after those the n-th parameter; ~n is the shared variable n.
    """

    domains: tuple[tuple[object, ...], ...]
    parameters: int
    rules: tuple[Rule, ...]


class Placed(NamedTuple):
    """A shape at a site: the site's variables and the formulas over other sites that are its parameters."""

    group: Group
    shape: Shape
    own: tuple[int, ...]
    parameters: tuple[Formula, ...]


Join = Callable[[Iterable[Formula]], Formula]


class _Shaping:
    def __init__(self, model: Model, site: int | None) -> None:
        self.variables = model.variables
        self.own = () if site is None else tuple(n for n, v in enumerate(model.variables) if v.site == site)
        self.places = {place: n for n, place in enumerate(self.own)}
        self.parameters: dict[Formula, int] = {}
        self._foreign: dict[Formula, bool] = {}
        self._shaped: dict[Formula, Formula] = {}

    def foreign(self, formula: Formula) -> bool:
        """Whether the formula reads variables, and all of them belong to other sites."""
        if isinstance(formula, bool):
            return False
        known = self._foreign.get(formula)
        if known is None:
            known = self._foreign[formula] = all(map(self._elsewhere, variables_in(formula)))
        return known

    def _elsewhere(self, place: int) -> bool:
        return place not in self.places and self.variables[place].site is not None

    def shape(self, formula: Formula) -> Formula:
        """The formula over the places of a shape; what it says of other sites becomes parameters."""
        if isinstance(formula, bool):
            return formula
        known = self._shaped.get(formula)
        if known is None:
            known = self._shaped[formula] = self._shape(formula)
        return known

    def _shape(self, formula: Atom | Not | And | Or) -> Formula:
        if isinstance(formula, Not):
            return negation(self.shape(formula.operand))
        if self.foreign(formula):
            return atom(len(self.own) + self.parameters.setdefault(formula, len(self.parameters)), True)
        if isinstance(formula, Atom):
            return atom(self.place(formula.variable), formula.value)
        join = conjunction if isinstance(formula, And) else disjunction
        return join(map(self.shape, self._gathered(formula.operands, join)))

    def _gathered(self, operands: tuple[Formula, ...], join: Join) -> list[Formula]:
        """The operands with those about other sites joined into one, so that their number does not matter."""
        there = [operand for operand in operands if self.foreign(operand)]
        here = [operand for operand in operands if not self.foreign(operand)]
        return [*here, join(there)] if there else here

    def place(self, variable: int) -> int:
        return self.places.get(variable, ~variable)

    def rule(self, action: Action) -> Rule:
        updates = tuple(
            (self.place(place), tuple(Case(self.shape(case.condition), case.value) for case in cases))
            for place, cases in action.updates.items()
        )
        return Rule(self.shape(action.guard), updates)


def place(model: Model, group: Group) -> Placed:
    """Take a group apart into its shape and where that shape stands."""
    shaping = _Shaping(model, group.site)
    rules = tuple(shaping.rule(model.actions[number]) for number in group.actions)
    domains = tuple(model.variables[n].domain for n in shaping.own)
    shape = Shape(domains, len(shaping.parameters), rules)
    return Placed(group, shape, shaping.own, tuple(shaping.parameters))
