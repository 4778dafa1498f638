"""From where a goal is reached, building on what is known of other goals."""

from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.exploration import Reachability
from podproof.checker.engines.symbolic.partitioned_relation import ActionGroup, PartitionedRelation

Actions = frozenset[int]
"""Some actions of the model by their positions."""


class Predecessors(NamedTuple):
    """What is known: the actions `by` lead to the goal from the states that are `able`, and perhaps from others."""

    by: Actions
    goal: Set
    able: Set


class OutOfTime(Exception):
    """The seconds that were granted are used up."""


class SymbolicBackwardSearch:
    """EF of computation tree logic as a least fixpoint (Clarke and Emerson, 1981), the relations read backwards.

    Like the exploration it sweeps over the sites, and the other steps join one by one when all is closed under those
    before.  A known way joins as soon as its goal is among the states found: whoever gets there gets here.
    """

    def __init__(
        self, exploration: Reachability, relation: PartitionedRelation, ways: Sequence[Predecessors], latest: float
    ) -> None:
        self.states, self.relation, self.ways = exploration.states, relation, ways
        self._diagrams, self._latest = exploration.encoding.diagrams, latest
        self._seen: dict[ActionGroup, Set] = {}

    def from_goal(self, goal: Set, asking: Set) -> Set:
        """The states that lead to the goal; the search ends early when all those that are asked for are among them."""
        self.found = goal
        active: list[ActionGroup] = []
        pending = self.relation.deferred
        while not self._sweeps(active, asking):
            newcomer = next(filter(self._grow, pending), None)
            if newcomer is None:
                break
            pending.remove(newcomer)
            active.append(newcomer)
        return self.found

    def _sweeps(self, active: Sequence[ActionGroup], asking: Set) -> bool:
        """Sweep forth and back until nothing is new; whether all are found that are asked for."""
        turns = list(self.relation.components)
        before = None
        while before != self.found:
            before = self.found
            self._leap()
            if not (asking & ~self.found).satisfiable():
                return True
            for steps in _sweep(turns, [steps for steps in active if steps in self.relation.shared], active):
                self._grow(steps)
            turns.reverse()
        return False

    def _leap(self) -> None:
        for way in self.ways:
            if not (way.goal & ~self.found).satisfiable():
                self.found |= way.able

    def _grow(self, steps: ActionGroup) -> bool:
        """Add the states from which the steps lead to those found, if there are any new ones."""
        if perf_counter() > self._latest:
            raise OutOfTime
        before = self.found
        if self._seen.get(steps) == before:
            return False
        self.found = self._diagrams.within_memory(lambda: before | steps.closure.preimage(before) & self.states)
        self._seen[steps] = before
        return self.found != before


def _sweep(
    components: Sequence[ActionGroup], shared: Sequence[ActionGroup], active: Sequence[ActionGroup]
) -> Iterator[ActionGroup]:
    for component in components:
        yield component
        yield from shared
    yield from active
