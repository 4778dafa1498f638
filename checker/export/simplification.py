"""Formulas simplified under an assumption, such as the guard of a command: what is known is not said again."""

from collections.abc import Callable, Iterable
from functools import cache

from podproof.checker.formulas import And, Atom, Formula, Not, Or, Value, conjunction, disjunction, negation


def assuming(assumption: Formula) -> Callable[[Formula], Formula]:
    """The function that simplifies a formula where the conjuncts of the assumption are known to hold.

    Syntactic, so some of what follows from the assumption stays; linear in the formula.
    """
    facts = set(assumption.operands if isinstance(assumption, And) else (assumption,))
    values: dict[int, Value] = {fact.variable: fact.value for fact in facts if isinstance(fact, Atom)}

    @cache
    def simplified(formula: Formula) -> Formula:
        if isinstance(formula, bool):
            return formula
        if formula in facts or negation(formula) in facts:
            return formula in facts
        match formula:
            case Atom():
                return values[formula.variable] == formula.value if formula.variable in values else formula
            case Not():
                return negation(simplified(formula.operand))
            case And():
                return conjunction(map(simplified, formula.operands))
            case Or():
                return disjunction(map(simplified, formula.operands))

    return simplified


def implies_other(formula: Formula, variable: int, value: Value) -> bool:
    """Whether the formula, by its own text, says that the variable does not have the value."""
    match formula:
        case Atom():
            return formula.variable == variable and formula.value != value
        case Not(Atom() as excluded):
            return (excluded.variable, excluded.value) == (variable, value)
        case And():
            return any(implies_other(operand, variable, value) for operand in formula.operands)
        case Or():
            return all(implies_other(operand, variable, value) for operand in formula.operands)
    return formula is False


def either(formulas: Iterable[Formula]) -> Formula:
    """The disjunction, true also if one formula is the negation of another."""
    options = set(formulas := tuple(formulas))
    return True if any(negation(each) in options for each in formulas) else disjunction(formulas)
