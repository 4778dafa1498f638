"""Reachability: every reachable state, and the stages in which they were reached."""

from time import perf_counter
from typing import NamedTuple

from oxidd.util import DDMemoryError

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.fixpoint import Fixpoint
from podproof.checker.engines.symbolic.partitioned_relation import ActionGroup, PartitionedRelation
from podproof.checker.formulas import State
from podproof.checker.model import Bounds

BITS_FOR_STEPS = 128
"""Bits of a state up to which single steps are repeated; beyond, closures are built (measured: 7 components)."""


class Stage(NamedTuple):
    """The states reached so far, and the actions that reached the last of them (None: the initial state)."""

    states: Set
    group: ActionGroup | None


class _Stopped(Exception):
    """A bound was hit; the argument says which."""


class Reachability(Fixpoint[ActionGroup]):
    """The least fixpoint of the relation from the initial state; a stage is kept wherever the set grew.

    The actions of no component are deferred, the ordinary ones before the rare kinds.
    """

    def __init__(
        self, encoding: DiagramEncoding, relation: PartitionedRelation, initial: State, bounds: Bounds
    ) -> None:
        super().__init__(encoding.state(initial), repeats=encoding.bits <= BITS_FOR_STEPS)
        self.encoding, self.relation, self.bounds = encoding, relation, bounds
        self.stages = [Stage(self.states, None)]
        self.bound = "not explored"
        self._began = perf_counter()

    def explore(self) -> None:
        """Reach every state, or as many as the bounds allow; `bound` then names the bound that was hit."""
        try:
            self.run(self.relation.components, self.relation.deferred, after_each=self.relation.shared)
            self.bound = ""
        except _Stopped as stopped:
            self.bound = str(stopped)
        except DDMemoryError:
            self.bound = self._memory_bound
        except KeyboardInterrupt:
            self.bound = "interrupted"

    @property
    def is_out_of_time(self) -> bool:
        """Whether the bound on time was hit."""
        return self.bounds.seconds is not None and self.bound == self.bounds.out_of_time

    def retreat(self) -> bool:
        """Give up the last stage to make room in a table that is full; False if only the initial state is left."""
        if len(self.stages) == 1:
            return False
        self.stages.pop()
        self.states = self.stages[-1].states
        self.bound = self.bound or self._memory_bound
        return True

    @property
    def _memory_bound(self) -> str:
        return "memory" if self.bounds.memory is None else f"{self.bounds.memory:,} bytes"

    def apply(self, turn: ActionGroup) -> Set:
        """The states, and those to which the actions lead from them."""
        relation = self.encoding.diagrams.within_memory(lambda: turn.step if self._repeats else turn.closure)
        return relation.grown(self.states)

    def changed(self, turn: ActionGroup) -> None:
        """Keep the stage."""
        self.stages.append(Stage(self.states, turn))

    def check(self) -> None:
        """Stop where a bound on time or on states is hit."""
        states = self.bounds.states
        if self.bounds.is_over(perf_counter() - self._began):
            raise _Stopped(self.bounds.out_of_time)
        if states is not None and self.encoding.count(self.states) > states:
            raise _Stopped(f"{states:,} states")
