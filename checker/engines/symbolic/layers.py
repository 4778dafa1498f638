"""Layers of states around the initial one, by what the lightest paths to them cost."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property

from oxidd.util import DDMemoryError

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.engines.symbolic.paths import Path, Paths
from podproof.checker.engines.weights import cost, steps
from podproof.checker.formulas import State

Cones = dict[int, Set]
"""For each layer the states from which a lightest path leads to the target."""


class TooManyNodes(Exception):
    """The cones of a target cost more nodes than are granted."""


class Layers:
    """Layers around the initial state, computed on demand until their images have cost `nodes` in all.

    The symbolic breadth-first search of Coudert, Berthet and Madre, "Verification of synchronous sequential machines
    based on symbolic execution" (1989), with costs: the image by the actions of each cost lies as much further out
    (Jensen, Bryant and Veloso, "SetA*", 2002, without its estimate).  It is exact, and its diagrams explode beyond some
    25 layers of a large model.  The image of a layer costs its nodes once for each group of actions, and so takes time
    in proportion; unlike a bound on time, a bound on nodes gives the same layers, and therefore the same traces, on
    every machine.
    """

    def __init__(self, encoding: DiagramEncoding, relation: PartitionedRelation, paths: Paths, nodes: int) -> None:
        self.encoding, self.paths = encoding, paths
        self._relation = relation
        self._layers: dict[int, Set] = {}
        self._open = {0: encoding.state(paths.model.initial)}
        self._inside = encoding.diagrams.false
        self._last: int | None = None
        self._nodes = self._granted = nodes

    @cached_property
    def _relations(self) -> dict[int, PartitionedRelation]:
        """The actions that cost the same, by what they cost."""
        by_cost: dict[int, list[int]] = {}
        for number, action in enumerate(self.paths.model.actions):
            by_cost.setdefault(cost(action), []).append(number)
        return {each: self._relation.only(frozenset(numbers)) for each, numbers in by_cost.items()}

    def distance(self, target: Set) -> int | None:
        """The number of steps of a lightest path to the target, None if no layer within the bound meets it."""
        found = self._cost_of(target)
        return None if found is None else steps(found)

    def path_to(self, target: Set) -> Path | None:
        """A lightest path to a state of the target, or None if no layer within the bound meets it.

        Among these each step is the most plausible that is left, unless that costs more than `nodes` or more memory
        than there is.
        """
        found = self._cost_of(target)
        if found is None:
            return None
        target &= self._layers[found]
        with suppress(TooManyNodes, DDMemoryError):
            return tuple(self._walk(self._cones(target, found), found))
        return self._back(found, self.encoding.pick(target))

    def is_lightest(self, path: Path) -> bool:
        """Whether no path to a state outside the layers can be lighter."""
        beyond = [*self._open] if self._last is None else [*self._open, self._last + min(self._relations)]
        return not beyond or sum(cost(self.paths.model.actions[action]) for action in path) <= min(beyond)

    def _cost_of(self, target: Set) -> int | None:
        if not target.satisfiable():
            return None
        return next((number for number, layer in self._all() if (layer & target).satisfiable()), None)

    def _all(self) -> Iterator[tuple[int, Set]]:
        yield from list(self._layers.items())
        while self._expand() and (found := self._next()) is not None:
            yield found

    def _next(self) -> tuple[int, Set] | None:
        """The layer that costs least among those left, None if there is none."""
        while self._open:
            nearest = min(self._open)
            layer = self._open.pop(nearest) & ~self._inside
            if layer.satisfiable():
                self._inside |= layer
                self._layers[nearest] = layer
                self._last = nearest
                return nearest, layer
        return None

    def _expand(self) -> bool:
        """Add what a step leads to from the last layer; False if that would exceed the bound, or the memory."""
        if self._last is None:
            return True
        layer = self._layers[self._last]
        nodes = layer.node_count() * self._groups
        if nodes > self._nodes:
            return False
        self._nodes -= nodes
        try:
            found = {added: self._image(relation, layer) for added, relation in self._relations.items()}
        except DDMemoryError:
            self._nodes = 0  # nor would another layer fit
            return False
        for added, after in found.items():
            if after.satisfiable():
                there = self._last + added
                self._open[there] = self._open[there] | after if there in self._open else after
        self._last = None
        return True

    def _image(self, relation: PartitionedRelation, states: Set) -> Set:
        """What one of the actions leads to from the states, without the layers that are known."""
        return self.encoding.diagrams.union(group.step.image(states) for group in relation) & ~self._inside

    @cached_property
    def _groups(self) -> int:
        return sum(len(list(relation)) for relation in self._relations.values())

    def _cones(self, target: Set, end: int) -> Cones:
        cones, nodes = {end: target}, self._granted
        for number in sorted((each for each in self._layers if each < end), reverse=True):
            sources = self.encoding.diagrams.false
            for added, relation in self._relations.items():
                if (ahead := cones.get(number + added)) is not None:
                    nodes -= ahead.node_count() * len(list(relation))
                    if nodes < 0:
                        raise TooManyNodes
                    sources |= self._sources(relation, ahead)
            sources &= self._layers[number]
            if sources.satisfiable():
                cones[number] = sources
        return cones

    def _sources(self, relation: PartitionedRelation, states: Set) -> Set:
        return self.encoding.diagrams.union(group.step.preimage(states) for group in relation)

    def _walk(self, cones: Cones, end: int) -> Iterator[int]:
        state, here, actions = self.paths.initial, 0, self.paths.model.actions
        while here < end:
            steps = list(self._steps(state, here, cones))
            action, state = min(steps, key=lambda step: actions[step[0]].rank)
            here += cost(actions[action])
            yield action

    def _steps(self, state: int, here: int, cones: Cones) -> Iterable[tuple[int, int]]:
        """The actions that lead from the state into a cone."""
        for action, after in self.paths.successors.of(state):
            cone = cones.get(here + cost(self.paths.model.actions[action]))
            if cone is not None and self.encoding.contains(cone, self.paths.unpack(after)):
                yield action, after

    def _back(self, end: int, state: State) -> Path:
        """A lightest path to the state, found from its end."""
        path: list[int] = []
        while end:
            action, state = self._step_back(end, state)
            end -= cost(self.paths.model.actions[action])
            path.append(action)
        return tuple(reversed(path))

    def _step_back(self, end: int, state: State) -> tuple[int, State]:
        """An action that leads to the state from a layer that is nearer by as much as it costs, and where from."""
        after, number = self.encoding.state(state), self.paths.pack(state)
        for added, relation in self._relations.items():
            for group in relation if end - added in self._layers else ():
                sources = group.step.preimage(after) & self._layers[end - added]
                if sources.satisfiable():
                    source = self.encoding.pick(sources)
                    return self.paths.action(self.paths.pack(source), number, group.actions), source
        raise AssertionError("a layer is reached from nearer ones")
