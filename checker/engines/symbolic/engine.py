"""The symbolic engine: sets of states as decision diagrams."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial

from oxidd.util import DDMemoryError

from podproof.checker.engines.symbolic.counting import transitions
from podproof.checker.engines.symbolic.diagrams import Diagrams, Set, Table
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.exploration import Reachability
from podproof.checker.engines.symbolic.layers import Layers
from podproof.checker.engines.symbolic.partition import partition
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.engines.symbolic.paths import Paths, Target
from podproof.checker.engines.symbolic.quotient import QuotientTransitions, SymbolicQuotient
from podproof.checker.engines.symbolic.relation import Assignment
from podproof.checker.engines.symbolic.traces import path_through
from podproof.checker.formulas import Feature, Formula
from podproof.checker.model import Bounds, Model, Size
from podproof.checker.trace import Step, Trace

DEFAULT_MEMORY = 2 << 30
"""Bytes that the diagrams may take where no bound is given; they are not used before they are needed."""

UNBOUNDED = Bounds()

NODES_FOR_LAYERS = 2_000_000
"""Nodes that layers around the initial state may cost in all: about half a second."""


class Symbolic:
    """Answers questions about the states of a model that it has reached, however many they are.

    Until `explore` has returned a complete size, it knows some of them only, and a count is a lower bound.
    A question that does not fit into the bound on memory raises `MemoryError`.  A trace is a most plausible one
    if layers find it within `nodes_for_layers` in all, else irreducible.
    """

    leaves_open = "the question does not fit into the memory"
    representatives = None

    def __init__(self, model: Model, bounds: Bounds = UNBOUNDED, *, nodes_for_layers: int = NODES_FOR_LAYERS) -> None:
        self.model = model
        self._parts = partition(model, range(len(model.actions)))
        self._diagrams = Diagrams(Table(DEFAULT_MEMORY if bounds.memory is None else bounds.memory, model.bits))
        choices = len(model.actions).bit_length()
        self._encoding = DiagramEncoding(self._diagrams, model, self._parts.parameters, choices)
        self._relation = PartitionedRelation(self._encoding, model, self._parts)
        self._exploration = Reachability(self._encoding, self._relation, model.initial, bounds)
        self._paths = Paths(model)
        self._layers = Layers(self._encoding, self._relation, self._paths, nodes_for_layers)

    def explore(self) -> Size:
        """Find every reachable state, within the bounds; without memory or time to count them, transitions are 0."""
        self._exploration.explore()
        steps = 0 if self._exploration.is_out_of_time else self._transitions()
        states, bound = self._exploration.states, self._exploration.bound
        return Size(self._encoding.count(states), steps, None, states.node_count(), not bound, bound)

    def _transitions(self) -> int:
        def count() -> int:
            return transitions(self._encoding, self._exploration.states, self.model.actions)

        with suppress(DDMemoryError):
            return self._diagrams.within_memory(count)
        return self._transitions() if self._exploration.retreat() else 0

    def reachable(self, formula: Formula) -> bool | None:
        """Whether a reachable state satisfies the formula; None where a bound left that open."""
        try:
            found = self._meeting(formula).satisfiable()
        except DDMemoryError:
            return None
        return found or (None if self._exploration.bound else False)

    def count(self, formula: Formula) -> int:
        """How many of the states that were found satisfy the formula, exactly."""
        return self._encoding.count(self._meeting(formula))

    def distance(self, formula: Formula) -> int | None:
        """The length of a most plausible trace, if all states were found and layers reach the formula within bounds."""
        if self._exploration.bound:
            return None
        try:
            return self._layers.distance(self._meeting(formula))
        except DDMemoryError:
            return None

    def trace(self, formula: Formula) -> Trace | None:
        """A trace to a state that satisfies the formula, or None where none was found."""
        return self._trace(self._meeting(formula), self._paths.successors.holds(formula))

    def trace_of_change(self, before: Formula, after: Formula, actions: Iterable[int]) -> Trace | None:
        """A trace whose last step is one of these actions, from a state of one formula to a state of the other."""
        changed = self._diagrams.within_memory(lambda: self._encoding.set_of(after))
        for number in actions:
            action = self.model.actions[number]
            target = self._meeting(before) & Assignment(self._encoding, action).preimage(changed)
            trace = self._trace(target, partial(self._contains, target))
            last = None if trace is None else self.model.successor(action, trace.end)
            if trace is not None and last is not None:
                return trace._replace(steps=(*trace.steps, Step(action, last)), minimality="")
        return None

    def _contains(self, states: Set, state: int) -> bool:
        return self._encoding.contains(states, self._paths.unpack(state))

    def quotient(self, features: Sequence[Feature]) -> QuotientTransitions:
        """The quotient of the states that were found by the features; `MemoryError` as for any question."""
        return SymbolicQuotient(self._encoding, self.model, self._exploration.states, features).quotient()

    def _meeting(self, formula: Formula) -> Set:
        states = self._exploration.states
        return self._diagrams.within_memory(lambda: states & self._encoding.set_of(formula))

    def _trace(self, target: Set, goal: Target) -> Trace | None:
        if not target.satisfiable():
            return None
        path, is_complete = self._layers.path_to(target), not self._exploration.bound
        if path is not None and is_complete:
            return self._paths.trace(path, "most plausible")
        if path is None:
            path = path_through(self._encoding, self._exploration.stages, self._paths, target)
        path = self._paths.irreducible(path, goal)
        is_lightest = is_complete and self._layers.is_lightest(path)
        return self._paths.trace(path, "most plausible" if is_lightest else "irreducible")
