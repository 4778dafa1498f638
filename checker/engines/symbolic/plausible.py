"""The most plausible among the shortest paths, found in the breadth-first layers."""

from collections.abc import Iterable, Iterator, Sequence

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.partition import partition
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.engines.symbolic.paths import Path, Paths
from podproof.checker.model import Plausibility

Cone = list[Set]
"""For each layer the states from which a shortest path leads to the target with so many rare actions, or fewer."""


class TooManyNodes(Exception):
    """The cones of a target cost more nodes than are granted."""


class PlausibleLayers:
    """Shortest paths with the fewest rare actions; among these, each step is the most plausible that is left.

    Backward through the layers without a rare action, then with one, and so on, until the initial state is met; then a
    walk forward inside.  Exact; a preimage for each layer, group of actions and rare action, within `nodes` for each
    path.
    """

    def __init__(self, encoding: DiagramEncoding, relation: PartitionedRelation, paths: Paths, nodes: int) -> None:
        self.encoding, self.paths = encoding, paths
        self._granted = self._nodes = nodes
        self._plausibility = [action.plausibility for action in paths.model.actions]
        is_rare = [plausibility == Plausibility.RARE for plausibility in self._plausibility]
        self._rare = self._part(relation, [number for number, rare in enumerate(is_rare) if rare])
        self._others = self._part(relation, [number for number, rare in enumerate(is_rare) if not rare])

    def _part(self, relation: PartitionedRelation, actions: Iterable[int]) -> PartitionedRelation:
        parts = partition(self.paths.model, actions)
        return PartitionedRelation(self.encoding, self.paths.model, parts, relation.local_relations)

    def path_to(self, target: Set, layers: Sequence[Set]) -> Path:
        """A path through the layers to a state of the target, which lies in the last one.  Raises TooManyNodes."""
        self._nodes = self._granted
        cones = [self._cone(target, layers, None)]
        while not cones[-1][0].satisfiable():
            cones.append(self._cone(target, layers, cones[-1]))
        return tuple(self._walk(cones))

    def _cone(self, target: Set, layers: Sequence[Set], fewer: Cone | None) -> Cone:
        cone = [target]
        for distance in range(len(layers) - 1, 0, -1):
            sources = self._preimage(self._others, cone[-1])
            if fewer is not None:
                sources |= self._preimage(self._rare, fewer[distance])
            cone.append(sources & layers[distance - 1])
        return cone[::-1]

    def _preimage(self, relation: PartitionedRelation, states: Set) -> Set:
        groups = list(relation)
        self._nodes -= states.node_count() * len(groups)
        if self._nodes < 0:
            raise TooManyNodes
        return self.encoding.diagrams.union(group.step.preimage(states) for group in groups)

    def _walk(self, cones: Sequence[Cone]) -> Iterator[int]:
        state, rare = self.paths.initial, len(cones) - 1
        for distance in range(1, len(cones[0])):
            action, state = min(self._steps(state, distance, cones[: rare + 1]), key=self._plausibility_of)
            rare -= self._plausibility[action] == Plausibility.RARE
            yield action

    def _plausibility_of(self, step: tuple[int, int]) -> Plausibility:
        return self._plausibility[step[0]]

    def _steps(self, state: int, distance: int, cones: Sequence[Cone]) -> Iterator[tuple[int, int]]:
        """The actions that lead from the state into the cone that its rare actions leave."""
        for action, after in self.paths.successors.of(state):
            left = len(cones) - 1 - (self._plausibility[action] == Plausibility.RARE)
            if left >= 0 and self.encoding.contains(cones[left][distance], self.paths.unpack(after)):
                yield action, after
