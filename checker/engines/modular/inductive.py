"""The one check on which everything rests: whether a set of states is an inductive invariant of the whole model."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from podproof.checker.engines.modular.reduction import Classes
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, rows
from podproof.checker.engines.symbolic.local_relation import LocalRelation
from podproof.checker.engines.symbolic.partition import Group, Partition
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation, instance, placed
from podproof.checker.engines.symbolic.relation import Operator
from podproof.checker.model import Model, places_by_component


class InductiveInvariant:
    """Checks that a set holds the initial state and that no action leaves it.

    The set must not change when components of one class change places.  The actions of a component are therefore asked
    as if it were the first of its class, where diagrams are smallest: where the others of the class have changed places
    too, an action leaves the set if and only if it did before.  Components whose actions become the same are asked
    once.
    """

    def __init__(self, encoding: DiagramEncoding, model: Model, parts: Partition, classes: Classes) -> None:
        self.encoding, self.model, self.parts = encoding, model, parts
        self.relation = PartitionedRelation(encoding, model, parts)
        self._classes = classes
        self._members = {each: members for members in classes for each in members}
        self._own = places_by_component(model.variables)

    def holds(self, states: Set) -> bool:
        """Whether the set is an inductive invariant: then every reachable state is in it."""
        if not self.encoding.contains(states, self.model.initial):
            return False
        outside = ~states
        return not any((operator.image(states) & outside).satisfiable() for operator in self._operators())

    def is_symmetric(self, states: Set) -> bool:
        """Whether the set stays as it is when components of one class change places."""
        neighbors = (pair for members in self._classes for pair in pairwise(members))
        return all(
            states.substitute(self.encoding.diagrams.renaming(self._bits([one, other]), self._bits([other, one])))
            == states
            for one, other in neighbors
        )

    def _operators(self) -> Iterator[Operator]:
        yield from (each.step for each in (*self.relation.shared, *self.relation.global_actions))
        asked: set[tuple[LocalRelation, int, tuple[Set, ...]]] = set()
        for group in self.parts.groups:
            if group.component is not None:
                local = self.relation.local_relations[group.shape]
                first, parameters = self._members[group.component][0], tuple(self._parameters(group, group.component))
                if (local, first, parameters) not in asked:
                    asked.add((local, first, parameters))
                    renamed = instance(self.encoding, local, self._own[first], parameters)
                    yield placed(self.encoding, local, local.step, self._own[first], renamed)

    def _parameters(self, group: Group, component: int) -> Iterable[Set]:
        """What the group's actions ask of others, once the component and the first of its class have changed places.

        The members before it follow it, the nearest first, and then come those behind it.
        """
        members = self._members[component]
        number = members.index(component)
        order = (*reversed(members[: number + 1]), *members[number + 1 :])
        moved = self.encoding.diagrams.renaming(self._bits(order), self._bits(members))
        return (self.encoding.set_of(each).substitute(moved) for each in group.parameters)

    def _bits(self, components: Iterable[int]) -> list[int]:
        return rows(self.encoding.blocks[place] for each in components for place in self._own[each])[0]
