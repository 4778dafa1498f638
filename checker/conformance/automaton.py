"""An automaton over observations, determinized on demand: a belief and an observation lead to one belief or to none."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable
from functools import cached_property, partial

from podproof.checker.engines.symbolic.diagrams import Set

Symbol = Hashable
"""One observation, without the details that the specification abstracts."""

MOST_STEPS = 200_000
"""Transitions of the automaton that are remembered; beyond that it starts again from nothing."""

Edges = list[tuple[int, Symbol, int]]
"""An automaton as plain numbers: belief, observation, and the belief after it (-1 for none), new ones in order."""


class Belief:
    """A state of the automaton: the last observation, and the states in which the Pod may be."""

    __slots__ = ("__weakref__", "_states", "symbol")

    def __init__(self, symbol: Symbol | None, states: Set | Callable[[], Set]) -> None:
        self.symbol, self._states = symbol, states

    @property
    def states(self) -> Set:
        """The states in which the Pod may be, found when they are first asked for."""
        if not isinstance(self._states, Set):
            self._states = self._states()
        return self._states


class Automaton(ABC):
    """The subset construction of Rabin and Scott (1959) over the hidden steps of a model, on demand.

    An observation that was met in the same belief costs one look-up, a new one a few fixpoints over sets of states.
    """

    def __init__(self) -> None:
        self._steps: dict[tuple[Belief, Symbol], Belief | None] = {}
        self._beliefs: dict[tuple[Set, Symbol], Belief] = {}

    @abstractmethod
    def initial_states(self) -> Set:
        """The states before the first observation."""

    @abstractmethod
    def states_after(self, belief: Belief, symbol: Symbol) -> Set:
        """The states after one more observation; none if the observation is impossible."""

    @cached_property
    def start(self) -> Belief:
        """The belief before the first observation: the initial state."""
        return Belief(None, self.initial_states)

    @property
    def edges(self) -> Edges:
        """What was learned so far; belief 0 is the start."""
        numbers, edges = {self.start: 0}, []
        for (belief, symbol), after in self._steps.items():
            if belief in numbers:  # others are older than what is remembered
                edges.append(
                    (numbers[belief], symbol, -1 if after is None else numbers.setdefault(after, len(numbers)))
                )
        return edges

    def learn(self, edges: Edges) -> None:
        """Take up what another automaton of the same executions has learned; states are found when needed."""
        beliefs = [self.start]
        for number, symbol, after in edges:
            key = beliefs[number], symbol
            if after == len(beliefs):
                new = Belief(symbol, partial(self.states_after, *key))
                beliefs.append(self._steps.get(key) or new)
            self._steps.setdefault(key, None if after < 0 else beliefs[after])

    @property
    def size(self) -> int:
        """How many transitions of the automaton are known."""
        return len(self._steps)

    def accepts(self, symbols: Iterable[Symbol]) -> bool | None:
        """Whether the observations lead to a belief; None if that was not learned yet."""
        belief: Belief | None = self.start
        for symbol in symbols:
            if belief is None:
                return False
            if (belief, symbol) not in self._steps:
                return None
            belief = self._steps[belief, symbol]
        return belief is not None

    def after(self, belief: Belief, symbol: Symbol) -> Belief | None:
        """The belief after one more observation; None if none of its states leads to it."""
        key = belief, symbol
        try:
            return self._steps[key]
        except KeyError:
            return self._compute(key)

    def _compute(self, key: tuple[Belief, Symbol]) -> Belief | None:
        if len(self._steps) >= MOST_STEPS:
            self.clear()
        belief, symbol = key
        states = self.states_after(belief, symbol)
        after = self._beliefs.setdefault((states, symbol), Belief(symbol, states)) if states.satisfiable() else None
        self._steps[key] = after
        return after

    def clear(self) -> None:
        """Forget what was learned."""
        self._steps.clear()
        self._beliefs.clear()
