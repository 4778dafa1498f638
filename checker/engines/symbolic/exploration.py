"""The fixpoint: every reachable state, and the stages in which they were reached."""

from collections.abc import Sequence
from time import perf_counter
from typing import NamedTuple

from oxidd.util import DDMemoryError

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.partitioned_relation import ActionGroup, PartitionedRelation
from podproof.checker.model import Bounds, State


class Stage(NamedTuple):
    """The states reached so far, and which steps reached the last of them (None: all lives begin there)."""

    states: Set
    by: ActionGroup | None


class _Stopped(Exception):
    """A bound was hit; the argument says which."""


class Reachability:
    """A least fixpoint that keeps its stages: a stage is kept where the set grew.

    Every operator takes up at once what the last one added: the chaining of Roig, Cortadella and Pastor, "Verification
    of asynchronous circuits by BDD-based model checking of Petri nets" (1995).  The steps that are not a site's join
    one by one, the ordinary ones before the rare kinds, each when all is closed under those before it: with all of them
    from the start, diagrams grew ten times larger on the way than at the end.  Sweeps go forth and back, as sites wait
    for those before them and are waited for by those behind.
    """

    def __init__(
        self, encoding: DiagramEncoding, relation: PartitionedRelation, initial: State, bounds: Bounds
    ) -> None:
        self.encoding, self.relation, self.bounds = encoding, relation, bounds
        self.stages = [Stage(encoding.state(initial), None)]
        self.bound = "not explored"

    @property
    def states(self) -> Set:
        """The states reached so far."""
        return self.stages[-1].states

    def run(self) -> None:
        """Reach every state, or as many as the bounds allow; `bound` then tells which of them was hit."""
        self._began = perf_counter()
        try:
            self._run()
            self.bound = ""
        except _Stopped as stopped:
            self.bound = str(stopped)
        except DDMemoryError:
            self.bound = self._full
        except KeyboardInterrupt:
            self.bound = "interrupted"

    def retreat(self) -> bool:
        """Give up the last stage to make room in a table that is full; False if only the beginning is left."""
        if len(self.stages) == 1:
            return False
        self.stages.pop()
        self.bound = self.bound or self._full
        return True

    @property
    def _full(self) -> str:
        return "memory" if self.bounds.memory is None else f"{self.bounds.memory:,} bytes"

    def _run(self) -> None:
        active: list[ActionGroup] = []
        pending = self.relation.deferred
        while True:
            self._saturate(active)
            newcomer = next(filter(self._grow, pending), None)
            if newcomer is None:
                return
            pending.remove(newcomer)
            active.append(newcomer)

    def _saturate(self, active: Sequence[ActionGroup]) -> None:
        """Sweep over the sites, forth and back, until a sweep adds nothing; the shared steps follow on each site."""
        shared = [steps for steps in active if steps in self.relation.shared]
        turns = list(self.relation.components)
        before = None
        while before != self.states:
            before = self.states
            for component in turns:
                self._grow(component)
                for steps in shared:
                    self._grow(steps)
            for steps in active:
                self._grow(steps)
            turns.reverse()

    def _grow(self, steps: ActionGroup) -> bool:
        """Add the states that the steps lead to, if there are any new ones."""
        self._check()
        after = self.encoding.diagrams.within_memory(lambda: steps.closure).grown(self.states)
        if after == self.states:
            return False
        self.stages.append(Stage(after, steps))
        return True

    def _check(self) -> None:
        states, seconds, _ = self.bounds
        if seconds is not None and perf_counter() - self._began >= seconds:
            raise _Stopped(f"{seconds:g} seconds")
        if states is not None and self.encoding.count(self.states) > states:
            raise _Stopped(f"{states:,} states")
