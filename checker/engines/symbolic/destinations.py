"""Destinations: from which states a goal can be reached, in how many steps, and on which path."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from time import perf_counter
from typing import NamedTuple

from oxidd.util import DDMemoryError

from podproof.checker.engines.symbolic.backward import OutOfTime, Predecessors, SymbolicBackwardSearch
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.engines.symbolic.exploration import Reachability
from podproof.checker.engines.symbolic.fixpoint import Saturation, forward
from podproof.checker.engines.symbolic.partitioned_relation import ActionGroup
from podproof.checker.engines.symbolic.paths import Path, Target
from podproof.checker.engines.symbolic.traces import earliest
from podproof.checker.formulas import Formula, State
from podproof.checker.model import Bounds

MOST_STATES = 30_000
"""States that the search for a path on which only one component acts may visit, all components together."""


@dataclass(frozen=True)
class BackwardStage:
    """States that lead to the goal, and how the last of them do: by these actions, or by way of another goal."""

    states: Set
    by: "ActionGroup | Destination"


@dataclass(frozen=True)
class Destination:
    """A goal: the states within each number of steps of it, and in stages further ones that lead there.

    `is_complete` if no other reachable state leads to it.
    """

    goal: Formula
    layers: tuple[Set, ...]
    stages: tuple[BackwardStage, ...]
    is_complete: bool

    @property
    def states(self) -> Set:
        """All states of which it is known that they lead to the goal."""
        return self.stages[-1].states if self.stages else self.layers[-1]


class Distance(NamedTuple):
    """How far a goal is: whether it can be reached (None: not decided), and the number of steps.

    Where the number is not `exact`, it is at least that.
    """

    reachable: bool | None
    steps: int
    exact: bool


class SymbolicDestinations(Symbolic):
    """Answers questions about the way from any reachable state to a goal, whose backward search is made once.

    Layers around the goal are exact, as those around the initial state, and stay small, as a goal speaks of few
    variables; beyond their bound on nodes, the backward fixpoint still tells where the goal is unreachable.
    """

    _is_stopped = False

    def stop(self) -> None:
        """End the search under way after its present operation, from another thread: all that is open stays so."""
        self._is_stopped = True
        self._exploration.bounds = Bounds(seconds=0.0)

    def destination(
        self, goal: Formula, *, nodes: int, seconds: float, known: Iterable[Destination] = ()
    ) -> Destination:
        """The way to the goal: layers that cost so many nodes, and, for so many seconds, a search beyond them."""
        layers, is_complete = self._backward_layers(goal, nodes)
        found = Destination(goal, tuple(layers), (), is_complete and not self._exploration.bound)
        if is_complete or self._exploration.bound:
            return found
        latest = perf_counter() + seconds
        search = _Search(
            self._exploration, layers[-1], list(known), lambda: self._is_stopped or perf_counter() > latest
        )
        try:
            search.search(self._relation)
            return Destination(goal, tuple(layers), tuple(search.stages), True)
        except (OutOfTime, DDMemoryError):
            return Destination(goal, tuple(layers), tuple(search.stages), False)

    def _backward_layers(self, goal: Formula, nodes: int) -> tuple[list[Set], bool]:
        """The states within each number of steps, and whether these are all that lead to the goal."""
        groups = len(list(self._relation))
        layers = [self._meeting(goal)]
        newest = layers[0]
        while newest.satisfiable():
            nodes -= newest.node_count() * groups
            if nodes < 0 or self._is_stopped:
                return layers, False
            newest = self._preimage(newest) & ~layers[-1]
            if newest.satisfiable():
                layers.append(layers[-1] | newest)
        return layers, True

    def _preimage(self, states: Set) -> Set:
        """The reachable states from which one step leads there."""
        reachable = self._exploration.states

        def sources() -> Set:
            return self._diagrams.union(group.step.preimage(states) & reachable for group in self._relation)

        return self._diagrams.within_memory(sources)

    def distance_from(self, state: State, destination: Destination) -> Distance:
        """How far the goal is from a reachable state."""
        contains, layers = self._encoding.contains, destination.layers
        if contains(layers[-1], state):
            return Distance(True, next(n for n, layer in enumerate(layers) if contains(layer, state)), True)
        if contains(destination.states, state):
            return Distance(True, len(layers), False)
        return Distance(False if destination.is_complete else None, len(layers), False)

    def path_from(self, state: State, destination: Destination) -> tuple[Path, bool] | None:
        """A path to the goal, and whether there is certainly none shorter; None where none is found."""
        if self._encoding.contains(destination.layers[-1], state):
            return tuple(self._along_layers(state, destination.layers)), True
        leads_there = self._encoding.contains(destination.states, state)
        if destination.is_complete and not leads_there:
            return None
        start, goal = self._paths.pack(state), self._paths.successors.holds(destination.goal)
        path = self._of_one_component(start, goal)
        if path is None and leads_there:
            path = self._paths.irreducible(self._through_stages(state, destination), goal, start)
        return None if path is None else (path, len(path) == len(destination.layers))

    def _of_one_component(self, start: int, goal: Target) -> Path | None:
        """A path on which only one component acts, and the whole: often the shortest, and soon found."""
        components = dict.fromkeys(action.component for action in self.model.actions if action.component is not None)
        for component in components:
            actions = [number for number, each in enumerate(self.model.actions) if each.component in (component, None)]
            path = self._paths.towards(start, goal, tuple(actions), MOST_STATES // len(components))
            if path:
                return path
        return None

    def _along_layers(self, state: State, layers: Sequence[Set]) -> Iterable[int]:
        """Each step leads one layer nearer; the most plausible of these is taken."""
        contains, paths = self._encoding.contains, self._paths
        while not contains(layers[0], state):
            distance = next(number for number, layer in enumerate(layers) if contains(layer, state))
            steps = ((number, paths.unpack(after)) for number, after in paths.successors.of(paths.pack(state)))
            nearer = (step for step in steps if contains(layers[distance - 1], step[1]))
            action, state = min(nearer, key=lambda step: self.model.actions[step[0]].rank)
            yield action

    def _through_stages(self, state: State, destination: Destination) -> Path:
        """A path from stage to earlier stage, and then along the layers; its end is replayed to know where it leads."""
        paths, stages = self._paths, destination.stages
        path: list[int] = []
        while not self._encoding.contains(destination.layers[-1], state):
            here = self._encoding.state(state)
            number = earliest(stages, here)
            by = stages[number].by
            if isinstance(by, Destination):
                found = self.path_from(state, by)
                assert found is not None
                part = found[0]
            else:
                before = stages[number - 1].states if number else destination.layers[-1]
                reached = Saturation(here, stages[number].states, forward, repeats=True).run([by.step])
                target = self._encoding.pick(reached & before)
                part = paths.between(paths.pack(state), paths.pack(target), by.actions)
            path += part
            state = paths.unpack(paths.states(part, paths.pack(state))[-1])
        return (*path, *self._along_layers(state, destination.layers))


class _Search(SymbolicBackwardSearch):
    """The backward search, which keeps a stage wherever the states grew."""

    def __init__(
        self, reachable: Reachability, goal: Set, known: list[Destination], is_over: Callable[[], bool]
    ) -> None:
        super().__init__(reachable, goal, reachable.states, list[Predecessors](), inf)
        self.stages: list[BackwardStage] = []
        self._others, self._is_over = known, is_over

    def check(self) -> None:
        """Stop when the time is over."""
        if self._is_over():
            raise OutOfTime

    def is_enough(self) -> bool:
        """Add what leads to other goals, all of whose states lead to this one."""
        for other in self._others:
            if not (other.layers[0] & ~self.states).satisfiable() and (other.states & ~self.states).satisfiable():
                self.states |= other.states
                self.stages.append(BackwardStage(self.states, other))
        return super().is_enough()

    def changed(self, turn: ActionGroup) -> None:
        """Keep the stage."""
        self.stages.append(BackwardStage(self.states, turn))
