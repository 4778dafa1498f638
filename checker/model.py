"""A model: finite-domain variables, guarded actions, and formulas over `variable == value`.

This is all that an engine knows.  Nothing here or in the engines speaks of Kubernetes.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple, Union

Value = Hashable
Values = tuple[Value, ...]
"""One world: a value for each variable of the model, in the model's order."""


class Variable(NamedTuple):
    """A variable, the values that it may have, its first value and the site (None: shared) that it belongs to."""

    name: str
    domain: Values
    initial: Value
    site: int | None


class Atom(NamedTuple):
    """`variable == value`; the variable by its position in the model."""

    variable: int
    value: Value


class Not(NamedTuple):
    """The negation of a formula."""

    operand: "Formula"


class And(NamedTuple):
    """The conjunction of two or more formulas."""

    operands: tuple["Formula", ...]


class Or(NamedTuple):
    """The disjunction of two or more formulas."""

    operands: tuple["Formula", ...]


Formula = Union[bool, Atom, Not, And, Or]


def negation(formula: Formula) -> Formula:
    """`not formula`, simplified at the top."""
    if isinstance(formula, bool):
        return not formula
    return formula.operand if isinstance(formula, Not) else Not(formula)


def conjunction(formulas: Iterable[Formula]) -> Formula:
    """All of them, with constants, repetitions and nested conjunctions folded away."""
    operands: dict[Formula, None] = {}
    for formula in formulas:
        if formula is False:
            return False
        if isinstance(formula, And):
            operands.update(dict.fromkeys(formula.operands))
        elif formula is not True:
            operands[formula] = None
    return _joined(tuple(operands), And, True)


def disjunction(formulas: Iterable[Formula]) -> Formula:
    """Any of them, with constants, repetitions and nested disjunctions folded away."""
    operands: dict[Formula, None] = {}
    for formula in formulas:
        if formula is True:
            return True
        if isinstance(formula, Or):
            operands.update(dict.fromkeys(formula.operands))
        elif formula is not False:
            operands[formula] = None
    return _joined(tuple(operands), Or, False)


def _joined(operands: tuple[Formula, ...], connective: type[And] | type[Or], empty: bool) -> Formula:
    if not operands:
        return empty
    return operands[0] if len(operands) == 1 else connective(operands)


def variables_in(formula: Formula) -> Iterator[int]:
    """The positions of the variables that a formula reads, repetitions included."""
    match formula:
        case Atom(variable, _):
            yield variable
        case Not(operand):
            yield from variables_in(operand)
        case And(operands) | Or(operands):
            for operand in operands:
                yield from variables_in(operand)


def evaluate(formula: Formula, world: Values) -> bool:
    """Whether the formula is true in a world."""
    match formula:
        case Atom(variable, value):
            return world[variable] == value
        case Not(operand):
            return not evaluate(operand, world)
        case And(operands):
            return all(evaluate(operand, world) for operand in operands)
        case Or(operands):
            return any(evaluate(operand, world) for operand in operands)
    return bool(formula)


class Case(NamedTuple):
    """A value that a variable gets when the condition holds in the world before the step."""

    condition: Formula
    value: Value


class Action(NamedTuple):
    """A step: who takes it, what it is called, where, when it may happen and what it changes.

    `updates` maps a variable to its cases, which exclude each other; where none holds the variable stays.
    `kind` is the class of step that a verdict may switch off or tell apart: "" for an ordinary one.
    """

    actor: str
    event: str
    site: int | None
    guard: Formula
    updates: Mapping[int, tuple[Case, ...]]
    kind: str = ""

    @property
    def moves(self) -> Formula:
        """The guard, and that the step changes something: a step that changes nothing is none."""
        changes = (
            conjunction([case.condition, negation(Atom(variable, case.value))])
            for variable, cases in self.updates.items()
            for case in cases
        )
        return conjunction([self.guard, disjunction(changes)])


class Model(NamedTuple):
    """Variables with their initial values, and the actions that change them."""

    variables: tuple[Variable, ...]
    actions: tuple[Action, ...]

    @property
    def initial(self) -> Values:
        """The one world in which every life begins."""
        return tuple(variable.initial for variable in self.variables)

    def successor(self, action: Action, world: Values) -> Values | None:
        """The world after the action, or None where it may not happen or changes nothing."""
        if not evaluate(action.guard, world):
            return None
        after = list(world)
        for variable, cases in action.updates.items():
            after[variable] = next((value for condition, value in cases if evaluate(condition, world)), after[variable])
        changed = tuple(after)
        return None if changed == world else changed


class Step(NamedTuple):
    """One line of a story: the action taken and the world after it."""

    action: Action
    world: Values


class Story(NamedTuple):
    """A life from the initial world to a world of interest; `shortest` or else only irreducible.

    Irreducible: no event and no run of events can be left out so that the rest still replays to the same end.
    """

    start: Values
    steps: tuple[Step, ...]
    shortest: bool


class Query(NamedTuple):
    """A named question: is there a reachable world in which the formula holds?"""

    name: str
    formula: Formula


class Bounds(NamedTuple):
    """Where a search gives up: worlds kept, seconds, bytes; None for no bound."""

    worlds: int | None = None
    seconds: float | None = None
    memory: int | None = None


class Size(NamedTuple):
    """How large the explored space is; `depth` and `nodes` are None where the engine does not know them."""

    worlds: int
    transitions: int
    depth: int | None
    nodes: int | None
    complete: bool
    bound: str
