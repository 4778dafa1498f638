"""Which parts of formulas a text defines once, by a name: predicates, and what several formulas share.

Formulas are hash-consed, so a predicate is found again by identity.  Where simplification has joined its operands with
others of the same connective, they are taken out again: `a ∧ b ∧ c` becomes `p ∧ c` if `p` is the predicate `a ∧ b`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from podproof.checker.formulas import And, Atom, Formula, Not, Or

Name = tuple[str, ...]
"""A name by its parts, such as container and predicate, of which each language makes an identifier."""

MANY = 4
"""Leaves from which on a formula is defined if it occurs more than once: a shorter one reads better in its place."""


class Definition(NamedTuple):
    """A formula that has a name, with a comment on its meaning."""

    name: Name
    body: Formula
    comment: str


class Definitions:
    """The definitions for some formulas, which are the roots; `named` has the formulas of the predicates."""

    def __init__(self, named: Mapping[Formula, Definition], roots: Iterable[Formula]) -> None:
        self._named = named
        self._containing: dict[Formula, list[Formula]] = {}
        self._by_operands: dict[tuple[type, frozenset[Formula]], Formula] = {}
        for formula in named:
            self._by_operands.setdefault(_key(formula), formula)
            for operand in formula.operands if isinstance(formula, And | Or) else ():
                self._containing.setdefault(operand, []).append(formula)
        self._bodies: dict[Formula, Formula] = {}
        self.names: dict[Formula, Name] = {}
        self.definitions: list[Definition] = []
        self._define([self.body(root) for root in roots])

    def body(self, formula: Formula) -> Formula:
        """The formula in which predicates are operands again."""
        if isinstance(formula, bool | Atom):
            return formula
        same = self._by_operands.get(_key(formula), formula)
        if same not in self._bodies:
            self._bodies[same] = self._made(same)
        return self._bodies[same]

    def _made(self, formula: Formula) -> Formula:
        match formula:
            case Not():
                return Not(self.body(formula.operand))
            case And():
                return And(tuple(map(self.body, self._covered(formula))))
            case Or():
                return Or(tuple(map(self.body, self._covered(formula))))
        return formula

    def _covered(self, formula: And | Or) -> Iterator[Formula]:
        """The operands, those of the largest predicates replaced by these."""
        left = dict.fromkeys(formula.operands)
        candidates = dict.fromkeys(each for operand in left for each in self._containing.get(operand, ()))
        for each in sorted(candidates, key=lambda each: -len(_operands(each))):
            parts = _operands(each)
            if type(each) is type(formula) and len(parts) < len(formula.operands) and left.keys() >= set(parts):
                yield each
                for part in parts:
                    del left[part]
        yield from left

    def _define(self, roots: list[Formula]) -> None:
        """Name what is a predicate or shared, each after what it reads."""
        originals = {self.body(formula): formula for formula in self._named}
        uses = _uses(roots)
        weights: dict[Formula, int] = {}
        numbers = count(1)
        for formula in uses:
            if isinstance(formula, bool | Atom):
                continue
            weights[formula] = sum(weights.get(each, 1) for each in _operands(formula))
            if formula in originals:
                definition = self._named[originals[formula]]
            elif uses[formula] > 1 and weights[formula] >= MANY and not isinstance(formula, Not):
                definition = Definition(("shared", str(next(numbers))), formula, "")
            else:
                continue
            weights[formula] = 1
            self.names[formula] = definition.name
            self.definitions.append(definition._replace(body=formula))


def _key(formula: Formula) -> tuple[type, frozenset[Formula]]:
    """What equal formulas have in common, in whatever order their operands are."""
    return type(formula), frozenset(_operands(formula))


def _operands(formula: Formula) -> tuple[Formula, ...]:
    match formula:
        case Not():
            return (formula.operand,)
        case And() | Or():
            return formula.operands
    return ()


def _uses(roots: Iterable[Formula]) -> Counter[Formula]:
    """How often each formula occurs, operands before those who read them."""
    uses: Counter[Formula] = Counter()

    def visit(formula: Formula) -> None:
        if formula not in uses:
            for operand in _operands(formula):
                visit(operand)
        uses[formula] += 1

    for root in roots:
        visit(root)
    return uses
