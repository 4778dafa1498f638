"""Backward search: the states that lead to a goal, reusing what is known of other goals."""

from collections.abc import Sequence
from time import perf_counter
from typing import NamedTuple

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.exploration import Reachability
from podproof.checker.engines.symbolic.fixpoint import Fixpoint
from podproof.checker.engines.symbolic.partitioned_relation import ActionGroup, PartitionedRelation

BITS_FOR_STEPS = 300
"""Bits of a state up to which single steps are repeated; beyond, closures are built (measured: 13 components)."""

Actions = frozenset[int]
"""Some actions of the model by their positions."""


class Predecessors(NamedTuple):
    """What is known of a goal: these actions lead to it from these states, and perhaps from others."""

    actions: Actions
    goal: Set
    states: Set


class OutOfTime(Exception):
    """The seconds that were granted are used up."""


class SymbolicBackwardSearch(Fixpoint[ActionGroup]):
    """EF of computation tree logic as a least fixpoint (Clarke and Emerson, 1981), the relations read backwards.

    The known predecessors of another goal join as soon as that goal is among the states found: what leads there leads
    to this goal too.  The search ends early when it has found all the states that it is asked about.
    """

    def __init__(self, reachable: Reachability, goal: Set, asked: Set, known: Sequence[Predecessors], latest: float):
        super().__init__(goal, repeats=reachable.encoding.bits <= BITS_FOR_STEPS)
        self._reachable, self._asked, self._known = reachable.states, asked, list(known)
        self._diagrams, self._latest = reachable.encoding.diagrams, latest

    def search(self, relation: PartitionedRelation) -> Set:
        """The states from which the relation leads to the goal: all, or at least all that were asked about."""
        return self.run(relation.components, relation.deferred, after_each=relation.shared)

    def is_enough(self) -> bool:
        """Add the known predecessors; whether all the states that were asked about are found."""
        for known in list(self._known):
            if not (known.goal & ~self.states).satisfiable():
                self.states |= known.states
                self._known.remove(known)
        return not (self._asked & ~self.states).satisfiable()

    def apply(self, turn: ActionGroup) -> Set:
        """The states, and those from which the actions lead to them."""
        return self._diagrams.within_memory(lambda: self._grown(turn))

    def _grown(self, turn: ActionGroup) -> Set:
        relation = turn.step if self._repeats else turn.closure
        return self.states | relation.preimage(self.states) & self._reachable

    def check(self) -> None:
        """Stop when the time is over."""
        if perf_counter() > self._latest:
            raise OutOfTime
