"""Promises over sets of states: from which the goal need not come, and which lives lead there."""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from math import inf
from time import perf_counter

from oxidd.util import DDMemoryError

from podproof.checker.engines.lassos import Lassos
from podproof.checker.engines.symbolic.backward import Actions, OutOfTime, Predecessors, SymbolicBackwardSearch
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.engine import NODES_FOR_SHORTEST, UNBOUNDED, Symbolic
from podproof.checker.engines.symbolic.fair_states import FairStates
from podproof.checker.engines.symbolic.fixpoint import Saturation
from podproof.checker.engines.symbolic.partition import partition
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.engines.symbolic.relation import Operator
from podproof.checker.model import Bounds, Model, State
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Step, Trace, with_loop

SECONDS_FOR_CYCLES = 10.0
"""How long all questions of weak fairness of a model may take where no bound is given: each a quarter of the rest."""


class StagedSaturation(Saturation):
    """A saturation that keeps its stages, each larger than the one before."""

    def __init__(self, states: Set, within: Set, read: Callable[[Operator, Set], Set]) -> None:
        super().__init__(states, within, read)
        self.stages = [self.states]

    def changed(self, turn: Operator) -> None:
        """Keep the stage."""
        self.stages.append(self.states)


class SymbolicLeadsTo(Symbolic):
    """The symbolic engine, with promises; for all of them it takes as many seconds as the bounds grant the states."""

    def __init__(
        self, model: Model, bounds: Bounds = UNBOUNDED, *, nodes_for_shortest: int = NODES_FOR_SHORTEST
    ) -> None:
        super().__init__(model, bounds, nodes_for_shortest=nodes_for_shortest)
        self._seconds = inf if bounds.seconds is None else bounds.seconds
        self._granted = SECONDS_FOR_CYCLES if bounds.seconds is None else bounds.seconds
        self._relations: dict[Actions, PartitionedRelation] = {frozenset(range(len(model.actions))): self._relation}
        self._known: list[Predecessors] = []
        self._fair_states: dict[LeadsTo, FairStates] = {}
        self._so_far = ""

    @cached_property
    def _latest(self) -> float:
        """When to give up: so many seconds after the first promise was asked for."""
        return perf_counter() + self._seconds

    def violated(self, leads_to: LeadsTo) -> bool | None:
        """Whether some life breaks the promise; None where a bound left that open."""
        if self._exploration.bound:
            return None
        try:
            return (self._stages(leads_to)[-1] & self._meeting(leads_to.when)).satisfiable()
        except (OutOfTime, DDMemoryError):
            return None

    def why_undecided(self) -> str:
        """How far a question of weak fairness came that was left open."""
        return self._so_far

    def counterexample(self, leads_to: LeadsTo) -> Trace | None:
        """A life into a lost state of `when`; where there is none, one past such a state into a lost one.

        Under weak fairness it goes on with a loop there.
        """
        if self._exploration.bound:
            return None
        stages = self._stages(leads_to)
        doomed = stages[-1] & self._meeting(leads_to.when)
        if leads_to.recurrent is None or not doomed.satisfiable():
            return self._into(doomed, stages)
        return self._lasso(leads_to, stages, self._encoding.pick(doomed))

    def _into(self, doomed: Set, stages: Sequence[Set]) -> Trace | None:
        unpack, contains = self._paths.unpack, self._encoding.contains
        trace = self._trace(doomed, cache(lambda state: contains(doomed, unpack(state))))
        return trace if trace is None or len(stages) == 1 else self._past(trace, stages)

    def _lasso(self, leads_to: LeadsTo, stages: Sequence[Set], doomed: State) -> Trace:
        """A life into a fair component that the state leads to, and a loop in there."""
        assert leads_to.recurrent is not None
        entry = self._past(Trace(doomed, (), shortest=False), stages)
        component = self._fair_states[leads_to].fair_component(entry.end, leads_to.progress)
        stages = self._missing(component, leads_to)
        trace = self._into(stages[-1] & self._meeting(leads_to.when), stages)
        assert trace is not None
        unpack, contains = self._paths.unpack, self._encoding.contains
        inside = cache(lambda state: contains(component, unpack(state)))
        loops = Lassos(self._paths.successors, inside, leads_to.progress, leads_to.recurrent)
        return with_loop(self.model, trace, loops.through(self._paths.pack(trace.end)))

    def _stages(self, leads_to: LeadsTo) -> list[Set]:
        """Where the goal need not come, and then, as far as that matters, from where that is reached, step by step."""
        if leads_to.recurrent is not None:
            return self._missing(self._fair(leads_to), leads_to)
        states, when = self._exploration.states, self._meeting(leads_to.when)
        lost = states & ~self._able(
            self._meeting(leads_to.goal), leads_to.progress, states if leads_to.on_every_path else when
        )
        return [lost] if (lost & when).satisfiable() else self._missing(lost, leads_to)

    def _missing(self, lost: Set, leads_to: LeadsTo) -> list[Set]:
        """The lost states and, if it matters, from where life can miss the goal and be lost, step by step."""
        if not leads_to.on_every_path or not lost.satisfiable():
            return [lost]
        around = self._exploration.states & ~self._meeting(leads_to.goal)
        search = StagedSaturation(lost, around, Operator.preimage)
        search.run([group.step for group in self._relation])
        return search.stages

    def _fair(self, leads_to: LeadsTo) -> Set:
        """The states from which a fair life goes on for ever without the goal."""
        if leads_to not in self._fair_states:
            self._fair_states[leads_to] = self._find_fair_states(leads_to)
        return self._fair_states[leads_to].states

    def _find_fair_states(self, leads_to: LeadsTo) -> FairStates:
        assert leads_to.recurrent is not None
        began = perf_counter()
        latest = began + self._granted / 4
        region = self._exploration.states & ~self._meeting(leads_to.goal)
        if not leads_to.on_every_path:
            region &= self._meeting(leads_to.when)

        def check() -> None:
            if perf_counter() > latest:
                raise OutOfTime

        hull = FairStates(self._encoding, self.model, region, leads_to.recurrent, check)
        try:
            hull.narrow(leads_to.progress)
        except (OutOfTime, DDMemoryError):
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
        if by not in self._relations:
            parts = partition(self.model, sorted(by))
            self._relations[by] = PartitionedRelation(self._encoding, self.model, parts, self._relation.local_relations)
        known = [each for each in self._known if each.actions <= by]
        search = SymbolicBackwardSearch(self._exploration, goal, asking, known, self._latest)
        able = search.search(self._relations[by])
        self._known.append(Predecessors(by, goal, able))
        return able
