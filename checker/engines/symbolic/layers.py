"""Breadth-first rings: the states that are exactly so many steps away."""

from collections.abc import Iterator
from time import perf_counter

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.engines.symbolic.paths import Path, Paths
from podproof.checker.model import State


class Layers:
    """Rings around the initial state, grown as far as they are asked for and as `seconds` in all allow.

    The symbolic breadth-first search of Coudert, Berthet and Madre, "Verification of synchronous sequential machines
    based on symbolic execution" (1989).  It is exact, and its diagrams explode beyond some 25 rings of a large model.
    """

    def __init__(self, encoding: DiagramEncoding, relation: PartitionedRelation, paths: Paths, seconds: float) -> None:
        self.encoding, self.relation, self.paths = encoding, relation, paths
        self.layers = [encoding.state(paths.model.initial)]
        self._inside = self.layers[0]
        self._seconds = seconds

    def path_to(self, target: Set) -> Path | None:
        """A shortest path to a state of the target, or None if it was not found in time."""
        for number, ring in enumerate(self._all()):
            if (ring & target).satisfiable():
                return self._path(number, self.encoding.pick(ring & target))
        return None

    def _all(self) -> Iterator[Set]:
        yield from list(self.layers)
        while (ring := self._next()) is not None:
            yield ring

    def _next(self) -> Set | None:
        """The next ring, or None where there is none or the time is over."""
        began = perf_counter()
        ring = self.encoding.diagrams.false
        for steps in self.relation:
            if perf_counter() - began > self._seconds:
                self._seconds = 0.0
                return None
            ring |= steps.step.image(self.layers[-1])
        self._seconds -= perf_counter() - began
        ring &= ~self._inside
        if not ring.satisfiable():
            return None
        self._inside |= ring
        self.layers.append(ring)
        return ring

    def _path(self, number: int, state: State) -> Path:
        path: list[int] = []
        for ring in reversed(self.layers[:number]):
            action, state = self._step_back(ring, state)
            path.append(action)
        return tuple(reversed(path))

    def _step_back(self, ring: Set, state: State) -> tuple[int, State]:
        """An action that leads to the state from a state of the ring, and that state."""
        after, end = self.encoding.state(state), self.paths.pack(state)
        for steps in self.relation:
            sources = steps.step.preimage(after) & ring
            if sources.satisfiable():
                source = self.encoding.pick(sources)
                return self.paths.action(self.paths.pack(source), end, steps.actions), source
        raise AssertionError("a ring is reached from the one before it")
