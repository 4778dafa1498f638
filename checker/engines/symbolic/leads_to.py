"""Leads-to properties over sets of states: the states in which the goal is lost, and the traces that lead there."""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from math import inf
from time import perf_counter

from oxidd.util import DDMemoryError

from podproof.checker.engines.lassos import Lassos
from podproof.checker.engines.symbolic.backward import Actions, OutOfTime, Predecessors, SymbolicBackwardSearch
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.elimination import Elimination
from podproof.checker.engines.symbolic.engine import NODES_FOR_LAYERS, UNBOUNDED, Symbolic
from podproof.checker.engines.symbolic.fair_states import FairStates
from podproof.checker.engines.symbolic.fixpoint import Saturation, backward, forward
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.engines.symbolic.relation import Operator
from podproof.checker.formulas import State
from podproof.checker.model import Bounds, Model
from podproof.checker.properties import LeadsTo
from podproof.checker.trace import Step, Trace, with_loop

SECONDS_FOR_CYCLES = 10.0
"""How long all properties under weak fairness may take where no bound is given: each a quarter of the rest."""


BITS_FOR_SEARCH = 140
"""Bits of a state up to which a backward search is begun at once (measured: 5 components)."""


class StagedSaturation(Saturation):
    """A saturation that keeps its stages, each larger than the one before."""

    def __init__(self, states: Set, within: Set, read: Callable[[Operator, Set], Set]) -> None:
        super().__init__(states, within, read)
        self.stages = [self.states]

    def changed(self, turn: Operator) -> None:
        """Keep the stage."""
        self.stages.append(self.states)


class SymbolicLeadsTo(Symbolic):
    """The symbolic engine with leads-to properties, which together may take as many seconds as the exploration."""

    def __init__(
        self,
        model: Model,
        bounds: Bounds = UNBOUNDED,
        *,
        nodes_for_layers: int = NODES_FOR_LAYERS,
        bits_for_search: int = BITS_FOR_SEARCH,
    ) -> None:
        super().__init__(model, bounds, nodes_for_layers=nodes_for_layers)
        self._seconds = inf if bounds.seconds is None else bounds.seconds
        self._granted = SECONDS_FOR_CYCLES if bounds.seconds is None else bounds.seconds
        self._relations: dict[Actions, PartitionedRelation] = {frozenset(range(len(model.actions))): self._relation}
        self._known: list[Predecessors] = []
        self._fair_states: dict[LeadsTo, FairStates] = {}
        self._so_far = ""
        self._tries_strategies = self._encoding.bits > bits_for_search
        self._elimination = Elimination(self._encoding, model, self._parts, self._relation, self._check_time)

    @cached_property
    def _latest(self) -> float:
        """When to give up: so many seconds after the first property."""
        return perf_counter() + self._seconds

    def _check_time(self) -> None:
        if perf_counter() > self._latest:
            raise OutOfTime

    def violated(self, leads_to: LeadsTo) -> bool | None:
        """Whether some execution violates the property; None where a bound left that open."""
        if self._exploration.bound:
            return None
        try:
            if leads_to.recurrent is None and self._is_soon_proved(leads_to):
                return False
            return (self._stages(leads_to)[-1] & self._meeting(leads_to.when)).satisfiable()
        except (OutOfTime, DDMemoryError):
            return None

    def why_undecided(self) -> str:
        """How far the last property under weak fairness that was left open came."""
        return self._so_far

    def counterexample(self, leads_to: LeadsTo) -> Trace | None:
        """A trace to a lost state of `when`, or else one through a state of `when` to a lost state.

        Under weak fairness it is a lasso, with a loop of lost states.
        """
        if self._exploration.bound:
            return None
        stages = self._stages(leads_to)
        violating = stages[-1] & self._meeting(leads_to.when)
        if leads_to.recurrent is None or not violating.satisfiable():
            trace = self._into(violating, stages)
        else:
            trace = self._lasso(leads_to, stages, self._encoding.pick(violating))
        return trace and trace._replace(kind="counterexample")

    def _into(self, violating: Set, stages: Sequence[Set]) -> Trace | None:
        unpack, contains = self._paths.unpack, self._encoding.contains
        trace = self._trace(violating, cache(lambda state: contains(violating, unpack(state))))
        return trace if trace is None or len(stages) == 1 else self._past(trace, stages)

    def _lasso(self, leads_to: LeadsTo, stages: Sequence[Set], violating: State) -> Trace:
        """A stem to a fair component that the state leads to, and a loop in it."""
        assert leads_to.recurrent is not None
        entry = self._past(Trace(violating, ()), stages)
        component = self._fair_states[leads_to].fair_component(entry.end, leads_to.progress)
        stages = self._missing(component, leads_to)
        trace = self._into(stages[-1] & self._meeting(leads_to.when), stages)
        assert trace is not None
        unpack, contains = self._paths.unpack, self._encoding.contains
        inside = cache(lambda state: contains(component, unpack(state)))
        loops = Lassos(self._paths.successors, inside, leads_to.progress, leads_to.recurrent)
        return with_loop(self.model, trace, loops.through(self._paths.pack(trace.end)))

    def _stages(self, leads_to: LeadsTo) -> list[Set]:
        """The lost states and, as far as it matters, growing sets of states that lead to them without the goal."""
        if leads_to.recurrent is not None:
            return self._missing(self._fair(leads_to), leads_to)
        states, when = self._exploration.states, self._meeting(leads_to.when)
        lost = states & ~self._able(
            self._meeting(leads_to.goal), leads_to.progress, states if leads_to.on_every_path else when
        )
        return [lost] if (lost & when).satisfiable() else self._missing(lost, leads_to)

    def _missing(self, lost: Set, leads_to: LeadsTo) -> list[Set]:
        """The lost states and, if it matters, growing sets of states that can miss the goal and lead to them."""
        if not leads_to.on_every_path or not lost.satisfiable():
            return [lost]
        around = self._exploration.states & ~self._meeting(leads_to.goal)
        search = StagedSaturation(lost, around, backward)
        search.run([group.step for group in self._relation])
        return search.stages

    def _fair(self, leads_to: LeadsTo) -> Set:
        """The states from which a fair execution avoids the goal forever."""
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

        fair_states = FairStates(self._encoding, self.model, region, leads_to.recurrent, check)
        try:
            fair_states.narrow(leads_to.progress)
        except (OutOfTime, DDMemoryError):
            left, whole = self._encoding.count(fair_states.states), self._encoding.count(region)
            self._so_far = f"{left:.3g} of {whole:.3g} states were left to judge"
            raise
        finally:
            self._granted = max(0.0, self._granted - (perf_counter() - began))
        return fair_states

    def _past(self, trace: Trace, stages: Sequence[Set]) -> Trace:
        """The trace, continued to a lost state."""
        steps = list(trace.steps)
        state = steps[-1].state if steps else trace.start
        while number := self._stage_of(state, stages):
            successors = self._paths.successors.of(self._paths.pack(state))
            afters = (Step(self.model.actions[action], self._paths.unpack(after)) for action, after in successors)
            nearer = (step for step in afters if self._encoding.contains(stages[number - 1], step.state))
            steps.append(min(nearer, key=lambda step: step.action.rank))
            state = steps[-1].state
        return Trace(trace.start, tuple(steps))

    def _stage_of(self, state: State, stages: Sequence[Set]) -> int:
        return next(number for number, stage in enumerate(stages) if self._encoding.contains(stage, state))

    def _is_soon_proved(self, leads_to: LeadsTo) -> bool:
        """Whether strategies lead to the goal wherever that matters; if not, the property is still open."""
        if not self._tries_strategies:
            return False
        states, when, goal = self._exploration.states, self._meeting(leads_to.when), self._meeting(leads_to.goal)
        if not leads_to.on_every_path:
            return self._eliminates(when, goal, leads_to)
        if self._eliminates(states, goal, leads_to):
            return True
        ahead = Saturation(when & ~goal, states & ~goal, forward, self._check_time)
        return self._eliminates(ahead.run([group.step for group in self._relation]), goal, leads_to)

    def _eliminates(self, asked: Set, goal: Set, leads_to: LeadsTo) -> bool:
        rest = asked
        for known in self._known:
            if known.actions <= leads_to.progress and not (known.goal & ~goal).satisfiable():
                rest &= ~known.states
        if not self._elimination.succeeds(rest, leads_to.goal, leads_to.progress):
            return False
        self._known.append(Predecessors(leads_to.progress, goal, asked))
        return True

    def _able(self, goal: Set, by: Actions, asking: Set) -> Set:
        """States from which these actions lead to the goal: all, or at least all that are asked about."""
        if by not in self._relations:
            self._relations[by] = self._relation.only(by)
        known = [each for each in self._known if each.actions <= by]
        search = SymbolicBackwardSearch(self._exploration, goal, asking, known, self._latest)
        able = search.search(self._relations[by])
        self._known.append(Predecessors(by, goal, able))
        return able
