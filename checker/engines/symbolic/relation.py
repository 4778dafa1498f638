"""What actions do, as relations between the state before and the state after."""

from collections.abc import Iterable
from operator import itemgetter

from podproof.checker.engines.symbolic.diagrams import Bits, Diagrams, Set, product
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, Formulas, rows
from podproof.checker.formulas import Formula
from podproof.checker.model import Action, Case


def update(formulas: Formulas, place: int, cases: Iterable[Case]) -> Set:
    """The relation between a variable before and after: the value of the case that holds, or else no change."""
    block, diagrams = formulas.blocks[place], formulas.diagrams
    changed, otherwise = diagrams.false, diagrams.true
    for condition, value in cases:
        holds = formulas.set_of(condition)
        changed |= holds & formulas.equals(place, value, primed=True)
        otherwise &= ~holds
    return changed | otherwise & diagrams.equal(block.plain, block.primed)


def effect(formulas: Formulas, guard: Formula, updates: Iterable[tuple[int, Iterable[Case]]]) -> Set:
    """The relation of a guarded, simultaneous assignment between the variables before and the written ones after."""
    changes = (update(formulas, place, cases) for place, cases in sorted(updates, key=itemgetter(0), reverse=True))
    return formulas.set_of(guard) & formulas.diagrams.intersection(changes)


class Operator:
    """A relation between the bits that it writes and the bits that it leaves their new values in; the others stay."""

    def __init__(self, diagrams: Diagrams, before: Bits, after: Bits, relation: Set) -> None:
        self.diagrams, self.relation = diagrams, relation
        self._before, self._after = diagrams.cube(before), diagrams.cube(after)
        self._arrive, self._depart = diagrams.renaming(after, before), diagrams.renaming(before, after)

    def image(self, states: Set) -> Set:
        """Where the relation leads from the states."""
        return product(states, self.relation, self._before).substitute(self._arrive)

    def grown(self, states: Set) -> Set:
        """The states and where the relation leads from them."""
        return self.diagrams.within_memory(lambda: states | self.image(states))

    def preimage(self, states: Set) -> Set:
        """From where the relation leads into the states."""
        return product(states.substitute(self._depart), self.relation, self._after)


class Assignment(Operator):
    """One action on many variables: variables that get a fixed value need no primed bits."""

    def __init__(self, encoding: DiagramEncoding, action: Action) -> None:
        diagrams, blocks = encoding.diagrams, encoding.blocks
        outright = {place: cases[0].value for place, cases in action.updates.items() if cases[0].condition is True}
        by_cases = {place: cases for place, cases in action.updates.items() if place not in outright}
        before, after, _ = rows(blocks[place] for place in by_cases)
        super().__init__(diagrams, before, after, effect(encoding, action.guard, by_cases.items()))
        values = [encoding.equals(place, outright[place]) for place in sorted(outright, reverse=True)]
        self._values = diagrams.intersection(values)
        self._overwritten = diagrams.cube(rows(blocks[place] for place in outright)[0])
        self._lost = self._before & self._overwritten

    def image(self, states: Set) -> Set:
        """Where the action leads from the states."""
        return product(states, self.relation, self._lost).substitute(self._arrive) & self._values

    def preimage(self, states: Set) -> Set:
        """From where the action leads into the states."""
        return super().preimage(product(states, self._values, self._overwritten))
