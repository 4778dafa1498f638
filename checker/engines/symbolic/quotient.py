"""The quotient of a set of states by features: states with equal values are merged."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from podproof.checker.engines.symbolic.diagrams import Set, product
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, rows
from podproof.checker.engines.symbolic.relation import Assignment
from podproof.checker.formulas import Feature, State, Value, variables_in
from podproof.checker.model import Action, Model


class QuotientTransitions(NamedTuple):
    """The feature values of reachable states, those of the initial state, and the actions between them."""

    classes: tuple[State, ...]
    initial: State
    changes: dict[tuple[State, State], frozenset[int]]


class SymbolicQuotient:
    """The existential quotient of the states by features, as in Clarke, Grumberg and Long (1994).

    Each vector of values gets a number; the function from states to these numbers is one diagram for all of them, so
    that an action takes one preimage (of the function) and one relational product (with the states), however many
    vectors there are.
    The function is defined on all states: restricted to the reachable ones, it was ten times larger.
    """

    def __init__(self, encoding: DiagramEncoding, model: Model, states: Set, features: Sequence[Feature]) -> None:
        self.encoding, self.diagrams, self.model, self.states = encoding, encoding.diagrams, model, states
        self.read = {place for feature in features for _, formula in feature for place in variables_in(formula)}
        self.classes = self._classes(features)
        bits = (len(self.classes) - 1).bit_length()
        self.before, self.after = self.diagrams.new_bits(bits), self.diagrams.new_bits(bits)

    def _classes(self, features: Sequence[Feature]) -> dict[State, Set]:
        """Each vector of values that some of the states have, with all states, reachable or not, that have it."""
        unread = (block for place, block in self.encoding.blocks.items() if place not in self.read)
        seen = self.states.exists(self.diagrams.cube(rows(unread)[0]))
        classes: dict[State, Set] = {(): self.diagrams.true}
        for feature in features:
            values = self._values(feature)
            classes = {
                (*key, value): those & these
                for key, those in classes.items()
                for value, these in values.items()
                if (seen & those & these).satisfiable()
            }
        return classes

    def _values(self, feature: Feature) -> dict[Value, Set]:
        values: dict[Value, Set] = {}
        rest = self.diagrams.true
        for value, formula in feature:
            found = self.encoding.set_of(formula) & rest
            values[value] = values.get(value, self.diagrams.false) | found
            rest &= ~found
        return values

    def quotient(self) -> QuotientTransitions:
        """The quotient, without transitions within a class."""
        (initial,) = (key for key, those in self.classes.items() if self.encoding.contains(those, self.model.initial))
        changes: dict[tuple[State, State], set[int]] = {}
        now, then = self._numbered(self.before), self._numbered(self.after)
        changed = now & ~self.diagrams.equal(self.before, self.after)
        for number, action in enumerate(self.model.actions):
            if self.read & action.updates.keys():
                pairs = self.diagrams.within_memory(partial(self._changed, action, changed, then))
                for pair in self._pairs(pairs):
                    changes.setdefault(pair, set()).add(number)
        return QuotientTransitions(
            tuple(self.classes), initial, {pair: frozenset(those) for pair, those in changes.items()}
        )

    def _changed(self, action: Action, changed: Set, then: Set) -> Set:
        """Between which classes the action leads, as a relation between their numbers."""
        plain = self.diagrams.cube(rows(self.encoding.blocks.values())[0])
        return product(self.states, Assignment(self.encoding, action).preimage(then) & changed, plain)

    def _numbered(self, bits: Sequence[int]) -> Set:
        """The function from states to the numbers of their classes, as a relation."""
        classes = enumerate(self.classes.values())
        return self.diagrams.union(those & self.diagrams.literals(bits, number) for number, those in classes)

    def _pairs(self, pairs: Set) -> Iterator[tuple[State, State]]:
        """The pairs of classes in a relation between their numbers."""
        classes = tuple(self.classes)
        for one, source in enumerate(classes):
            from_here = pairs & self.diagrams.literals(self.before, one)
            while from_here.satisfiable():
                bits = from_here.pick_cube()
                assert bits is not None
                other = sum(1 << n for n, bit in enumerate(self.after) if bits[bit])
                yield source, classes[other]
                from_here &= ~self.diagrams.literals(self.after, other)
