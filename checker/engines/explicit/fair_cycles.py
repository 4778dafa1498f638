"""Fair cycles of a graph: strongly connected sets of states in which every action is treated fairly."""

from collections.abc import Collection, Iterator
from functools import cached_property

from podproof.checker.engines.components import StrongComponent, strong_components
from podproof.checker.engines.explicit.search import Search


class FairCycles:
    """Finds fair components: each progress action is taken in them, or is disabled in one of their states."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self._turning: dict[frozenset[int], set[int]] = {}

    def fair(
        self, states: Collection[int], progress: frozenset[int], recurrent: frozenset[int]
    ) -> list[StrongComponent]:
        """The fair components of `recurrent` actions within the states, and single states in which no progress is owed.

        A part of a component that is not fair is not fair either, so that no component is looked into.
        """
        asked = sum(1 << action for action in progress)
        still = [[state] for state in states if not self._enabled[state] & asked]
        turning = self._in_circles(recurrent).intersection(states)
        return still + [
            component
            for component in self._components(turning, recurrent)
            if self._is_fair(component, asked, recurrent)
        ]

    def _in_circles(self, recurrent: frozenset[int]) -> set[int]:
        """The states on some cycle of recurrent actions."""
        if recurrent not in self._turning:
            every = range(len(self.search.states))
            circles = self._components(every, recurrent)
            self._turning[recurrent] = {state for component in circles for state in component}
        return self._turning[recurrent]

    def _components(self, states: Collection[int], recurrent: frozenset[int]) -> list[StrongComponent]:
        """The components of more than one state; there are no self-loops."""
        search = self.search

        def afters(state: int) -> Iterator[int]:
            for edge in search.edges_from(state):
                if search.actions[edge] in recurrent and search.targets[edge] in states:
                    yield search.targets[edge]

        return [component for component in strong_components(states, afters) if len(component) > 1]

    def _is_fair(self, component: StrongComponent, asked: int, recurrent: frozenset[int]) -> bool:
        inside, search = set(component), self.search
        owed = asked
        for state in component:
            owed &= self._enabled[state]
            for edge in search.edges_from(state) if owed else ():
                action = search.actions[edge]
                if owed >> action & 1 and action in recurrent and search.targets[edge] in inside:
                    owed &= ~(1 << action)
            if not owed:
                return True
        return False

    @cached_property
    def _enabled(self) -> list[int]:
        """Which actions are enabled in each state, as bits."""
        search = self.search
        return [
            sum({1 << search.actions[edge] for edge in search.edges_from(number)})
            for number in range(len(search.states))
        ]
