"""A model: finite-domain variables, guarded actions, and formulas over `variable == value`.

This is all that an engine knows.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

Value = Hashable
State = tuple[Value, ...]
"""One state: a value for each variable of the model, in the model's order."""


class Variable(NamedTuple):
    """A variable: its values, its initial value, and the component that it belongs to (None: shared by all)."""

    name: str
    domain: State
    initial: Value
    component: int | None


@dataclass(frozen=True, eq=False, slots=True)
class Atom:
    """`variable == value`; the variable by its position in the model.  Made by `atom`."""

    variable: int
    value: Value


@dataclass(frozen=True, eq=False, slots=True)
class Not:
    """The negation of a formula.  Made by `negation`."""

    operand: "Formula"


@dataclass(frozen=True, eq=False, slots=True)
class And:
    """The conjunction of two or more formulas.  Made by `conjunction`."""

    operands: "tuple[Formula, ...]"


@dataclass(frozen=True, eq=False, slots=True)
class Or:
    """The disjunction of two or more formulas.  Made by `disjunction`."""

    operands: "tuple[Formula, ...]"


Formula = bool | Atom | Not | And | Or

# Equal formulas are one object, so that an engine may remember what it made of one by its identity.
atom = cache(Atom)
_not = cache(Not)
_and = cache(And)
_or = cache(Or)


def negation(formula: Formula) -> Formula:
    """`not formula`, simplified at the top."""
    if isinstance(formula, bool):
        return not formula
    return formula.operand if isinstance(formula, Not) else _not(formula)


def conjunction(formulas: Iterable[Formula]) -> Formula:
    """The conjunction, simplified: no constants, repetitions, plain contradictions or nested conjunctions."""
    operands: dict[Formula, None] = {}
    for formula in formulas:
        if formula is False:
            return False
        if isinstance(formula, And):
            operands.update(dict.fromkeys(formula.operands))
        elif formula is not True:
            operands[formula] = None
    if _contradicts(operands):
        return False
    parts = tuple(operands)
    return True if not parts else parts[0] if len(parts) == 1 else _and(parts)


def _contradicts(operands: Mapping[Formula, None]) -> bool:
    values: dict[int, Value] = {}
    for operand in operands:
        if isinstance(operand, Atom):
            if values.setdefault(operand.variable, operand.value) != operand.value:
                return True
        elif isinstance(operand, Not) and operand.operand in operands:
            return True
    return False


def disjunction(formulas: Iterable[Formula]) -> Formula:
    """The disjunction, simplified: no constants, repetitions or nested disjunctions."""
    operands: dict[Formula, None] = {}
    for formula in formulas:
        if formula is True:
            return True
        if isinstance(formula, Or):
            operands.update(dict.fromkeys(formula.operands))
        elif formula is not False:
            operands[formula] = None
    parts = tuple(operands)
    return False if not parts else parts[0] if len(parts) == 1 else _or(parts)


@cache
def variables_in(formula: Formula) -> tuple[int, ...]:
    """The positions of the variables that a formula reads, each once."""
    match formula:
        case Atom():
            return (formula.variable,)
        case Not():
            return variables_in(formula.operand)
        case And() | Or():
            return tuple(dict.fromkeys(chain.from_iterable(map(variables_in, formula.operands))))
    return ()


def substitution(variables: Set[int], instead: Callable[[Atom], Formula]) -> Callable[[Formula], Formula]:
    """The function that puts another formula in the place of each atom about these variables.

    Equal parts are rewritten once, and parts that read none of the variables not at all.
    """
    known: dict[Formula, Formula] = {}

    def substituted(formula: Formula) -> Formula:
        if variables.isdisjoint(variables_in(formula)):
            return formula
        if formula not in known:
            known[formula] = rewritten(formula)
        return known[formula]

    def rewritten(formula: Formula) -> Formula:
        match formula:
            case Atom():
                return instead(formula)
            case Not():
                return negation(substituted(formula.operand))
            case And():
                return conjunction(map(substituted, formula.operands))
            case Or():
                return disjunction(map(substituted, formula.operands))
        return formula

    return substituted


def evaluate(formula: Formula, state: State) -> bool:
    """Whether the formula is true in a state."""
    match formula:
        case Atom():
            return state[formula.variable] == formula.value
        case Not():
            return not evaluate(formula.operand, state)
        case And():
            return all(evaluate(operand, state) for operand in formula.operands)
        case Or():
            return any(evaluate(operand, state) for operand in formula.operands)
    return bool(formula)


Feature = tuple[tuple[Value, Formula], ...]
"""A function of the state: its values, each with a formula; the first one whose formula is true is the value."""


class Case(NamedTuple):
    """A value that a variable gets when the condition holds in the state before the step."""

    condition: Formula
    value: Value


class Action(NamedTuple):
    """A guarded command: its actor, event and component (None: of the whole), its guard, and what it changes.

    `updates` maps a variable to its cases, which exclude each other; where none holds, the variable keeps its value.
    `kind` is the class of fault of the action, "" for an ordinary one.  In a trace it has the
    `weight` of so many ordinary steps, which a reader believes sooner; it `shows` to others what has happened.
    """

    actor: str
    event: str
    component: int | None
    guard: Formula
    updates: Mapping[int, tuple[Case, ...]]
    kind: str = ""
    weight: int = 1
    shows: bool = False

    @property
    def rank(self) -> tuple[int, bool]:
        """How plausible the action is where several would do: the least is the most plausible."""
        return self.weight, not self.shows

    @property
    def changes_something(self) -> Formula:
        """Where the action is enabled: the guard holds, and the step changes something."""
        changes = (
            conjunction([case.condition, negation(atom(variable, case.value))])
            for variable, cases in self.updates.items()
            for case in cases
        )
        return conjunction([self.guard, disjunction(changes)])

    def weakest_precondition(self, formula: Formula) -> Formula:
        """What must hold before the step so that the formula holds after it, the guard left out.

        Dijkstra's weakest precondition of a simultaneous assignment; linear in the parts that read what is written.
        """
        return substitution(self.updates.keys(), self._precondition)(formula)

    def _precondition(self, after: Atom) -> Formula:
        cases = self.updates.get(after.variable, ())
        hit = disjunction(case.condition for case in cases if case.value == after.value)
        touched = disjunction(case.condition for case in cases)
        return disjunction([hit, conjunction([negation(touched), after])])


class Model(NamedTuple):
    """Variables with their initial values, and the actions that change them."""

    variables: tuple[Variable, ...]
    actions: tuple[Action, ...]

    @property
    def initial(self) -> State:
        """The state in which every execution begins."""
        return tuple(variable.initial for variable in self.variables)

    @property
    def deadlock(self) -> Formula:
        """The states in which no action is enabled."""
        return conjunction(negation(action.changes_something) for action in self.actions)

    def successor(self, action: Action, state: State) -> State | None:
        """The state after the action, or None where it is not enabled."""
        if not evaluate(action.guard, state):
            return None
        after = list(state)
        for variable, cases in action.updates.items():
            after[variable] = next((value for condition, value in cases if evaluate(condition, state)), after[variable])
        changed = tuple(after)
        return None if changed == state else changed


class Bounds(NamedTuple):
    """Where a search gives up: number of states, seconds, bytes; None: no bound.

    An exploration may take that `share` of the seconds; the rest is for questions about what it has found.
    """

    states: int | None = None
    seconds: float | None = None
    memory: int | None = None
    share: float = 1.0

    def is_over(self, seconds: float) -> bool:
        """Whether an exploration that has taken so many seconds has to stop."""
        return self.seconds is not None and seconds >= self.seconds * self.share

    @property
    def out_of_time(self) -> str:
        """The name of the bound on time."""
        return f"{self.seconds:g} seconds"


class Size(NamedTuple):
    """How large the explored space is; `depth` and `nodes` are None where the engine does not know them.

    If it is not `exact`, the states are those of an invariant: no others are reachable, and not all of these need be.
    """

    states: int
    transitions: int
    depth: int | None
    nodes: int | None
    complete: bool
    bound: str
    exact: bool = True
