"""Sets of states as products: the local states of each class, over the shared variables and those of one component."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from podproof.checker.engines.modular.reduction import Classes
from podproof.checker.engines.symbolic.diagrams import Diagrams, Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, rows
from podproof.checker.model import Model, places_by_component


class Lock(NamedTuple):
    """A shared variable by its place, the history variables by component, and whether only components take it."""

    place: int
    holders: Mapping[int, int]
    only_components: bool


class LocalStates(NamedTuple):
    """The local states of a class, apart for a member that holds the lock and for one that does not."""

    holding: Set
    others: Set


class LocalSets:
    """Takes sets of states of a small model apart into local states, and puts these together.

    Local states are sets over the bits of the shared variables and of the first member of the class.
    """

    def __init__(self, encoding: DiagramEncoding, model: Model, classes: Classes, lock: Lock | None) -> None:
        self.encoding, self.diagrams = encoding, encoding.diagrams
        self._variables, self._classes, self._lock = model.variables, classes, lock
        holders = {} if lock is None else lock.holders
        own = places_by_component(model.variables)
        self._bits = {
            each: _bits(encoding, [place for place in own[each] if place != holders.get(each)])
            for members in classes
            for each in members
        }
        self._holding = {each: encoding.equals(place, True) for each, place in holders.items()}
        self._holder_bits = {each: _bits(encoding, [place]) for each, place in holders.items()}

    def apart(self, states: Set) -> list[LocalStates]:
        """The local states that occur in the states, for each class: the projection."""
        return [self._union(self._local(states, each, members[0]) for each in members) for members in self._classes]

    def _local(self, states: Set, component: int, first: int) -> LocalStates:
        lost = [bit for each in self._bits if each != component for bit in (*self._bits[each], *self._held(each))]
        seen = states.exists(self.diagrams.cube(lost))
        own = self.diagrams.cube(self._held(component))
        holds = self._holding.get(component, self.diagrams.false)
        moved = self.diagrams.renaming(self._bits[component], self._bits[first])
        return LocalStates(*((seen & each).exists(own).substitute(moved) for each in (holds, ~holds)))

    def _held(self, component: int) -> Sequence[int]:
        return self._holder_bits.get(component, ())

    def _union(self, parts: Iterable[LocalStates]) -> LocalStates:
        return LocalStates(*map(self.diagrams.union, zip(*parts, strict=True)))

    def together(self, local: Sequence[LocalStates]) -> Set:
        """The states of the small model whose local states are all among these: the product."""
        parts: dict[int, LocalStates] = {}
        for states, members in zip(local, self._classes, strict=True):
            for each in members:
                moved = self.diagrams.renaming(self._bits[members[0]], self._bits[each])
                holds = self._holding.get(each, self.diagrams.false)
                holding, others = (part.substitute(moved) for part in states)
                parts[each] = LocalStates(holding & holds, others & ~holds)
        return self._joined(self.diagrams, parts, self._free(self.encoding, None))

    def in_whole(
        self, local: Sequence[LocalStates], whole: DiagramEncoding, places: Sequence[int], all_: Classes
    ) -> Set:
        """The states of the whole model whose local states are all among these, whoever holds the lock.

        `places` are those of the small model's variables in the whole one.  Equal components have equal sets, so the
        product does not change when they change places.
        """
        shared, own = places_by_component(self._variables).get(None, []), places_by_component(whole.variables)
        new_shared = _bits(whole, [places[place] for place in shared])
        parts: dict[int, LocalStates] = {}
        for states, few, members in zip(local, self._classes, all_, strict=True):
            old = _bits(self.encoding, shared) + list(self._bits[few[0]])
            for each in members:
                new = new_shared + _bits(whole, own[each])
                parts[each] = LocalStates(*(part.substitute(self.diagrams.renaming(old, new)) for part in states))
        return self._joined(self.diagrams, parts, self._free(whole, places))

    def _free(self, encoding: DiagramEncoding, places: Sequence[int] | None) -> Set:
        if self._lock is None:
            return self.diagrams.true
        place = self._lock.place
        return encoding.equals(place if places is None else places[place], self._variables[place].initial)

    def _joined(self, diagrams: Diagrams, parts: Mapping[int, LocalStates], free: Set) -> Set:
        """All components at once: none holds a lock that is free, and one a lock that is not."""
        nobody, one = diagrams.true, diagrams.false
        for component in sorted(parts, reverse=True):
            holding, others = parts[component]
            nobody, one = nobody & others, one & others | nobody & holding
        held = one if self._lock is not None and self._lock.only_components else one | nobody
        return free & nobody | ~free & held


def _bits(encoding: DiagramEncoding, places: Iterable[int]) -> list[int]:
    return rows(encoding.blocks[place] for place in places)[0]
