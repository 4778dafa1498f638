"""Breadth-first layers: the states at exactly each distance from the initial state."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property

from oxidd.util import DDMemoryError

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.engines.symbolic.paths import Path, Paths
from podproof.checker.engines.symbolic.plausible import PlausibleLayers, TooManyNodes
from podproof.checker.model import State


class Layers:
    """Layers around the initial state, computed on demand until their images have cost `nodes` in all.

    The symbolic breadth-first search of Coudert, Berthet and Madre, "Verification of synchronous sequential machines
    based on symbolic execution" (1989).  It is exact, and its diagrams explode beyond some 25 layers of a large model.
    The image of a layer costs its nodes once for each group of actions, and so takes time in proportion; unlike a
    bound on time, a bound on nodes gives the same layers, and therefore the same traces, on every machine.
    """

    def __init__(self, encoding: DiagramEncoding, relation: PartitionedRelation, paths: Paths, nodes: int) -> None:
        self.encoding, self.relation, self.paths = encoding, relation, paths
        self.layers = [encoding.state(paths.model.initial)]
        self._inside = self.layers[0]
        self._nodes = self._granted = nodes

    def path_to(self, target: Set) -> Path | None:
        """A shortest path to a state of the target, or None if no layer within the bound meets it.

        It is a most plausible one, unless that costs more than `nodes` or more memory than there is.
        """
        distance = self.distance(target)
        if distance is None:
            return None
        layers = self.layers[: distance + 1]
        with suppress(TooManyNodes, DDMemoryError):
            return self._plausible.path_to(layers[-1] & target, layers)
        return self._path(distance, self.encoding.pick(layers[-1] & target))

    @cached_property
    def _plausible(self) -> PlausibleLayers:
        return PlausibleLayers(self.encoding, self.relation, self.paths, self._granted)

    def distance(self, target: Set) -> int | None:
        """The number of steps to the nearest state of the target, or None if no layer within the bound meets it."""
        if not target.satisfiable():
            return None
        return next((number for number, layer in enumerate(self._all()) if (layer & target).satisfiable()), None)

    def _all(self) -> Iterator[Set]:
        yield from list(self.layers)
        while (layer := self._next()) is not None:
            yield layer

    def _next(self) -> Set | None:
        """The next layer, or None if there is none or it would exceed the bound."""
        groups = list(self.relation)
        cost = self.layers[-1].node_count() * len(groups)
        if cost > self._nodes:
            return None
        self._nodes -= cost
        layer = self.encoding.diagrams.false
        for group in groups:
            layer |= group.step.image(self.layers[-1])
        layer &= ~self._inside
        if not layer.satisfiable():
            return None
        self._inside |= layer
        self.layers.append(layer)
        return layer

    def _path(self, distance: int, state: State) -> Path:
        path: list[int] = []
        for layer in reversed(self.layers[:distance]):
            action, state = self._step_back(layer, state)
            path.append(action)
        return tuple(reversed(path))

    def _step_back(self, layer: Set, state: State) -> tuple[int, State]:
        """An action that leads to the state from a state of the layer, and that state."""
        after, end = self.encoding.state(state), self.paths.pack(state)
        for group in self.relation:
            sources = group.step.preimage(after) & layer
            if sources.satisfiable():
                source = self.encoding.pick(sources)
                return self.paths.action(self.paths.pack(source), end, group.actions), source
        raise AssertionError("a layer is reached from the one before it")
