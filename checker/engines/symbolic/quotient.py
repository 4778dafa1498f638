"""All states seen from afar: those that look alike are one, and joined by whatever leads from any to any."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from podproof.checker.engines.symbolic.diagrams import Set, product
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, rows
from podproof.checker.engines.symbolic.relation import Assignment
from podproof.checker.model import Action, Atom, Feature, Formula, Model, Not, State, Value


class QuotientTransitions(NamedTuple):
    """The looks that reachable states have, the initial one, and which actions lead from one look to another."""

    looks: tuple[State, ...]
    initial: State
    changes: dict[tuple[State, State], frozenset[int]]


class SymbolicQuotient:
    """The existential quotient of the states by features, as in Clarke, Grumberg and Long (1994).

    A look gets a number; the function from states to these numbers is one diagram for all of them, so that an action
    takes one preimage (of the function) and one relational product (with the states), however many looks there are.
    The function speaks of all states, reachable or not: restricted to those that are, it was ten times larger.
    """

    def __init__(self, encoding: DiagramEncoding, model: Model, states: Set, features: Sequence[Feature]) -> None:
        self.encoding, self.diagrams, self.model, self.states = encoding, encoding.diagrams, model, states
        self.read = variables_of(formula for feature in features for _, formula in feature)
        self.looks = self._looks(features)
        bits = (len(self.looks) - 1).bit_length()
        self.before, self.after = self.diagrams.new_bits(bits), self.diagrams.new_bits(bits)

    def _looks(self, features: Sequence[Feature]) -> dict[State, Set]:
        """Each look that some of the states have, with all states, reachable or not, that have it."""
        unread = (block for place, block in self.encoding.blocks.items() if place not in self.read)
        seen = self.states.exists(self.diagrams.cube(rows(unread)[0]))
        looks: dict[State, Set] = {(): self.diagrams.true}
        for feature in features:
            values = self._values(feature)
            looks = {
                (*look, value): those & these
                for look, those in looks.items()
                for value, these in values.items()
                if (seen & those & these).satisfiable()
            }
        return looks

    def _values(self, feature: Feature) -> dict[Value, Set]:
        values: dict[Value, Set] = {}
        rest = self.diagrams.true
        for value, formula in feature:
            found = self.encoding.set_of(formula) & rest
            values[value] = values.get(value, self.diagrams.false) | found
            rest &= ~found
        return values

    def folded(self) -> QuotientTransitions:
        """The quotient, without the steps that change no look."""
        (initial,) = (look for look, those in self.looks.items() if self.encoding.contains(those, self.model.initial))
        changes: dict[tuple[State, State], set[int]] = {}
        now, then = self._numbered(self.before), self._numbered(self.after)
        changed = now & ~self.diagrams.equal(self.before, self.after)
        for number, action in enumerate(self.model.actions):
            if self.read & action.updates.keys():
                pairs = self.diagrams.within_memory(partial(self._changed, action, changed, then))
                for pair in self._pairs(pairs):
                    changes.setdefault(pair, set()).add(number)
        return QuotientTransitions(
            tuple(self.looks), initial, {pair: frozenset(those) for pair, those in changes.items()}
        )

    def _changed(self, action: Action, changed: Set, then: Set) -> Set:
        """Between which looks the action leads, as a relation between their numbers."""
        plain = self.diagrams.cube(rows(self.encoding.blocks.values())[0])
        return product(self.states, Assignment(self.encoding, action).preimage(then) & changed, plain)

    def _numbered(self, bits: Sequence[int]) -> Set:
        """The function from states to the numbers of their looks, as a relation."""
        looks = enumerate(self.looks.values())
        return self.diagrams.union(those & self.diagrams.literals(bits, number) for number, those in looks)

    def _pairs(self, pairs: Set) -> Iterator[tuple[State, State]]:
        """The pairs of looks that the relation between their numbers holds."""
        looks = tuple(self.looks)
        for one, source in enumerate(looks):
            from_here = pairs & self.diagrams.literals(self.before, one)
            while from_here.satisfiable():
                bits = from_here.pick_cube()
                assert bits is not None
                other = sum(1 << n for n, bit in enumerate(self.after) if bits[bit])
                yield source, looks[other]
                from_here &= ~self.diagrams.literals(self.after, other)


def variables_of(formulas: Iterable[Formula]) -> set[int]:
    """The positions of the variables that the formulas read; linear in what they share."""
    found: set[int] = set()
    seen: set[Formula] = set()
    waiting = list(formulas)
    while waiting:
        formula = waiting.pop()
        if isinstance(formula, bool) or formula in seen:
            continue
        seen.add(formula)
        if isinstance(formula, Atom):
            found.add(formula.variable)
        else:
            waiting.extend([formula.operand] if isinstance(formula, Not) else formula.operands)
    return found
