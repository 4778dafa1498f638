"""Formulas over `variable == value`, which are true or false in a state."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from itertools import chain

Value = Hashable
State = tuple[Value, ...]
"""One state: a value for each variable of the model, in the model's order."""


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
    if len(operands) < 2:
        return next(iter(operands), True)
    return False if _contradicts(operands) else _and(tuple(operands))


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
    return _or(tuple(operands)) if len(operands) > 1 else next(iter(operands), False)


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
