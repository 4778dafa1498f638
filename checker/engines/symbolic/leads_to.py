"""Promises over sets of states: from which the goal need not come, and which lives lead there."""

from collections.abc import Sequence
from functools import cache, cached_property
from math import inf
from time import perf_counter

from oxidd.util import DDMemoryError

from podproof.checker.engines.lassos import Lassos
from podproof.checker.engines.symbolic.backward import Actions, BackwardPath, SymbolicBackwardSearch, TimeIsOver
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.engine import UNBOUNDED, Symbolic
from podproof.checker.engines.symbolic.fair_states import FairStates
from podproof.checker.engines.symbolic.partition import partition
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.model import Bounds, Model, State, Step, Trace, with_loop
from podproof.checker.properties import LeadsTo

SECONDS_FOR_CYCLES = 10.0
"""How long all questions of weak fairness of a model may take where no bound is given: each a quarter of the rest."""


class SymbolicLeadsTo(Symbolic):
    """The symbolic engine, with promises; for all of them it takes as many seconds as the bounds grant the states."""

    def __init__(self, model: Model, bounds: Bounds = UNBOUNDED, *, seconds_for_shortest: float = 0.5) -> None:
        super().__init__(model, bounds, seconds_for_shortest=seconds_for_shortest)
        self._seconds = inf if bounds.seconds is None else bounds.seconds
        self._granted = SECONDS_FOR_CYCLES if bounds.seconds is None else bounds.seconds
        self._systems: dict[Actions, PartitionedRelation] = {frozenset(range(len(model.actions))): self._system}
        self._known: list[BackwardPath] = []
        self._hulls: dict[LeadsTo, FairStates] = {}
        self._so_far = ""

    @cached_property
    def _latest(self) -> float:
        """When to give up: so many seconds after the first promise was asked for."""
        return perf_counter() + self._seconds

    def broken(self, promise: LeadsTo) -> bool | None:
        """Whether some life breaks the promise; None where a bound left that open."""
        if self._exploration.bound:
            return None
        try:
            return (self._stages(promise)[-1] & self._meeting(promise.when)).satisfiable()
        except (TimeIsOver, DDMemoryError):
            return None

    def how_far(self) -> str:
        """How far a question of weak fairness came that was left open."""
        return self._so_far

    def breach(self, promise: LeadsTo) -> Trace | None:
        """A life into a lost state of `when`; where there is none, one past such a state into a lost one.

        Under weak fairness it goes on with a loop there.
        """
        if self._exploration.bound:
            return None
        stages = self._stages(promise)
        doomed = stages[-1] & self._meeting(promise.when)
        if promise.lasting is None or not doomed.satisfiable():
            return self._into(doomed, stages)
        return self._lasso(promise, stages, self._encoding.pick(doomed))

    def _into(self, doomed: Set, stages: Sequence[Set]) -> Trace | None:
        unpack, contains = self._paths.unpack, self._encoding.contains
        trace = self._trace(doomed, cache(lambda state: contains(doomed, unpack(state))))
        return trace if trace is None or len(stages) == 1 else self._past(trace, stages)

    def _lasso(self, promise: LeadsTo, stages: Sequence[Set], doomed: State) -> Trace:
        """A life into a fair component that the state leads to, and a loop in there."""
        assert promise.lasting is not None
        entry = self._past(Trace(doomed, (), shortest=False), stages)
        component = self._hulls[promise].component(entry.steps[-1].state if entry.steps else doomed, promise.by)
        stages = self._missing(component, promise)
        trace = self._into(stages[-1] & self._meeting(promise.when), stages)
        assert trace is not None
        unpack, contains = self._paths.unpack, self._encoding.contains
        inside = cache(lambda state: contains(component, unpack(state)))
        loops = Lassos(self._paths.successors, inside, promise.by, promise.lasting)
        end = trace.steps[-1].state if trace.steps else trace.start
        return with_loop(self.model, trace, loops.through(self._paths.pack(end)))

    def _stages(self, promise: LeadsTo) -> list[Set]:
        """Where the goal need not come, and then, as far as that matters, from where that is reached, step by step."""
        if promise.lasting is not None:
            return self._missing(self._fair(promise), promise)
        states, when = self._exploration.states, self._meeting(promise.when)
        lost = states & ~self._able(self._meeting(promise.goal), promise.by, states if promise.certain else when)
        return [lost] if (lost & when).satisfiable() else self._missing(lost, promise)

    def _missing(self, lost: Set, promise: LeadsTo) -> list[Set]:
        """The lost states and, if it matters, from where life can miss the goal and be lost, step by step."""
        stages = [lost]
        if not promise.certain or not lost.satisfiable():
            return stages
        around = self._exploration.states & ~self._meeting(promise.goal)
        before = None
        while before != stages[-1]:
            before = stages[-1]
            for steps in self._system:
                grown = stages[-1] | steps.step.preimage(stages[-1]) & around
                if grown != stages[-1]:
                    stages.append(grown)
        return stages

    def _fair(self, promise: LeadsTo) -> Set:
        """The states from which a fair life goes on for ever without the goal."""
        if promise not in self._hulls:
            self._hulls[promise] = self._hull(promise)
        return self._hulls[promise].states

    def _hull(self, promise: LeadsTo) -> FairStates:
        assert promise.lasting is not None
        began = perf_counter()
        latest = began + self._granted / 4
        region = self._exploration.states & ~self._meeting(promise.goal)
        if not promise.certain:
            region &= self._meeting(promise.when)

        def check() -> None:
            if perf_counter() > latest:
                raise TimeIsOver

        hull = FairStates(self._encoding, self.model, region, promise.lasting, check)
        try:
            hull.narrow(promise.by)
        except (TimeIsOver, DDMemoryError):
            left, whole = self._encoding.count(hull.states), self._encoding.count(region)
            self._so_far = f"{left:.3g} of {whole:.3g} states were left to judge"
            raise
        finally:
            self._granted = max(0.0, self._granted - (perf_counter() - began))
        return hull

    def _past(self, trace: Trace, stages: Sequence[Set]) -> Trace:
        """The trace led on to where the goal never comes."""
        told = list(trace.steps)
        state = told[-1].state if told else trace.start
        while number := self._stage_of(state, stages):
            steps = self._paths.successors.of(self._paths.pack(state))
            afters = (Step(self.model.actions[action], self._paths.unpack(after)) for action, after in steps)
            told.append(next(step for step in afters if self._encoding.contains(stages[number - 1], step.state)))
            state = told[-1].state
        return Trace(trace.start, tuple(told), shortest=False)

    def _stage_of(self, state: State, stages: Sequence[Set]) -> int:
        return next(number for number, stage in enumerate(stages) if self._encoding.contains(stage, state))

    def _able(self, goal: Set, by: Actions, asking: Set) -> Set:
        """States from which these actions lead to the goal: all, or at least all those that are asked for."""
        if by not in self._systems:
            parts = partition(self.model, sorted(by))
            self._systems[by] = PartitionedRelation(self._encoding, self.model, parts, self._system.templates)
        ways = [way for way in self._known if way.by <= by]
        search = SymbolicBackwardSearch(self._exploration, self._systems[by], ways, self._latest)
        able = search.from_goal(goal, asking)
        self._known.append(BackwardPath(by, goal, able))
        return able
