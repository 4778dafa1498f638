"""From where a goal is reached, building on what is known of other goals."""

from collections.abc import Sequence
from time import perf_counter
from typing import NamedTuple

from checker.engines.symbolic.diagrams import Set
from checker.engines.symbolic.exploration import Exploration
from checker.engines.symbolic.steps import Steps, System

Actions = frozenset[int]
"""Some actions of the model by their positions."""


class Way(NamedTuple):
    """What is known: the actions `by` lead to the goal from the worlds that are `able`, and perhaps from others."""

    by: Actions
    goal: Set
    able: Set


class TimeIsOver(Exception):
    """The seconds that were granted are used up."""


class Backward:
    """EF of computation tree logic as a least fixpoint (Clarke and Emerson, 1981), the relations read backwards.

    Like the exploration it sweeps over the sites, and the other steps join one by one when all is closed under those
    before.  A known way joins as soon as its goal is among the worlds found: whoever gets there gets here.
    """

    def __init__(self, exploration: Exploration, system: System, ways: Sequence[Way], latest: float) -> None:
        self.worlds, self.system, self.ways = exploration.worlds, system, ways
        self._diagrams, self._latest = exploration.encoding.diagrams, latest
        self._seen: dict[Steps, Set] = {}

    def from_goal(self, goal: Set, asking: Set) -> Set:
        """The worlds that lead to the goal; the search ends early when all those that are asked for are among them."""
        self.found = goal
        active: list[Steps] = []
        pending = self.system.latecomers
        before = None
        while before != self.found and self._lacks(asking):
            before = self.found
            self._leap()
            newcomer = next(filter(self._grow, pending), None)
            if newcomer is not None:
                pending.remove(newcomer)
                active.append(newcomer)
            self._sweep(active, asking)
        return self.found

    def _lacks(self, asking: Set) -> bool:
        return (asking & ~self.found).satisfiable()

    def _sweep(self, active: Sequence[Steps], asking: Set) -> None:
        """Sweep over the sites, forth and back, until nothing is new; the shared steps follow on each site."""
        shared = [steps for steps in active if steps in self.system.shared]
        turns = list(self.system.sites)
        before = None
        while before != self.found and self._lacks(asking):
            before = self.found
            self._leap()
            for site in turns:
                self._grow(site)
                for steps in shared:
                    self._grow(steps)
            for steps in active:
                self._grow(steps)
            turns.reverse()

    def _leap(self) -> None:
        for way in self.ways:
            if not (way.goal & ~self.found).satisfiable():
                self.found |= way.able

    def _grow(self, steps: Steps) -> bool:
        """Add the worlds from which the steps lead to those found, if there are any new ones."""
        if perf_counter() > self._latest:
            raise TimeIsOver
        before = self.found
        if self._seen.get(steps) == before:
            return False
        self.found = self._diagrams.within_memory(lambda: before | steps.closure.preimage(before) & self.worlds)
        self._seen[steps] = before
        return self.found != before
