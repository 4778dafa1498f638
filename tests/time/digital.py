"""Digital clocks: every configuration at every integer moment, by the definitions alone.  For small constants only.

Henzinger, Manna and Pnueli, "What good are digital clocks?" (1992): with closed integer bounds they miss nothing.
"""

from collections.abc import Iterator
from functools import cache
from math import inf
from typing import NamedTuple

import networkx

from podproof.checker.formulas import Formula, State, evaluate
from podproof.checker.timed_model import TimedModel

Situation = Formula | frozenset[int]


class Configuration(NamedTuple):
    """A state, what each timer shows (None: it does not count), and how often the end was met (-1: not begun)."""

    state: State
    values: tuple[int | None, ...]
    met: int


class TooLarge(Exception):
    """There are too many configurations."""


class Digital:
    """All configurations of a question and the steps between them, each with the time that it takes: 0 or 1."""

    def __init__(
        self, timed: TimedModel, start: Situation | None, end: Situation, first: bool, times: int, most: int
    ) -> None:
        self.timed, self.start, self.end, self.first, self.times = timed, start, end, first, times
        constants = [0] * len(timed.timers)
        for windows, due in timed.timings:
            for window in windows:
                constants[window.timer] = max(constants[window.timer], window.least, window.most or 0, due or 0)
        self.caps = [constant + 1 for constant in constants]
        self.steps = cache(self._steps)
        self.counting = cache(self._counting)
        self.graph = networkx.DiGraph()
        self._explore(most)

    def _counting(self, state: State) -> tuple[bool, ...]:
        return tuple(evaluate(timer.runs, state) for timer in self.timed.timers)

    def _steps(self, state: State) -> list[tuple[int, State]]:
        found = []
        counting = self.counting(state)
        for number, action in enumerate(self.timed.model.actions):
            restarts = any(
                counts and number in timer.restarts for counts, timer in zip(counting, self.timed.timers, strict=True)
            )
            after = self.timed.model.successor(action, state)
            if after is None and restarts and evaluate(action.guard, state):
                after = state
            if after is not None:
                found.append((number, after))
        return found

    def _explore(self, most: int) -> None:
        initial = self.timed.model.initial
        values = tuple(0 if counts else None for counts in self.counting(initial))
        self.roots: list[Configuration] = []
        queue = [Configuration(initial, values, -1)]
        if self.start is None:
            queue = [Configuration(initial, values, int(self._holds(self.end, initial)))]
            self.roots = list(queue)
        elif self._holds(self.start, initial) and not self._holds(self.end, initial):
            self.roots = [queue[0]._replace(met=0)]
            queue = self.roots + ([] if self.first else queue)
        self.graph.add_nodes_from(queue)
        for configuration in queue:
            for after, units in self._afters(configuration):
                if after not in self.graph:
                    queue.append(after)
                    if len(queue) > most:
                        raise TooLarge
                # Time and a step can both lead back to where they began: then time can pass there.
                units = max(units, self.graph.get_edge_data(configuration, after, {"units": 0})["units"])
                self.graph.add_edge(configuration, after, units=units)

    def _afters(self, configuration: Configuration) -> Iterator[tuple[Configuration, int]]:
        if configuration.met == self.times:
            return
        state, values, count = configuration
        steps = self.steps(state)
        if not any(self._is_due(number, values) for number, _ in steps):
            later = (
                None if value is None else min(value + 1, cap) for value, cap in zip(values, self.caps, strict=True)
            )
            yield Configuration(state, tuple(later), count), 1
        for number, after in steps:
            if not self._can_be_taken(number, values):
                continue
            moved = self._moved(state, values, number, after)
            for new in self._counts(state, number, after, count):
                if count == -1 and new >= 0:
                    self.roots.append(Configuration(after, moved, new))
                yield Configuration(after, moved, new), 0

    def _is_due(self, number: int, values: tuple[int | None, ...]) -> bool:
        windows, due = self.timed.timings[number]
        return due is not None and (values[windows[0].timer] or 0 if windows else 0) >= due

    def _can_be_taken(self, number: int, values: tuple[int | None, ...]) -> bool:
        windows, due = self.timed.timings[number]
        for rank, (timer, least, most) in enumerate(windows):
            value = values[timer] or 0
            overdue = rank == 0 and due is not None and value > due
            if value < least or (most is not None and value > most and not overdue):
                return False
        return True

    def _moved(self, state: State, values: tuple[int | None, ...], number: int, after: State) -> tuple[int | None, ...]:
        timers, counting = self.timed.timers, self.counting(after)
        return tuple(
            None if not counts else 0 if value is None or number in timer.restarts else value
            for timer, value, counts in zip(timers, values, counting, strict=True)
        )

    def _holds(self, situation: Situation, state: State) -> bool:
        return not isinstance(situation, frozenset) and evaluate(situation, state)

    def _occurs(self, situation: Situation, state: State, number: int, after: State) -> bool:
        if isinstance(situation, frozenset):
            return number in situation
        return self._holds(situation, after) and not self._holds(situation, state)

    def _counts(self, state: State, number: int, after: State, count: int) -> list[int]:
        ends = self._occurs(self.end, state, number, after)
        if count >= 0:
            return [count + ends]
        begins = self.start is not None and self._occurs(self.start, state, number, after)
        if not begins:
            return [-1]
        measured = [int(ends)] if ends or not self._holds(self.end, after) else []
        return measured + ([] if self.first else [-1])

    def least(self, time: int) -> int | None:
        """The least time until the end is met for the given time; None: never."""
        distances = (
            networkx.multi_source_dijkstra_path_length(self.graph, self.roots, weight="units") if self.roots else {}
        )
        return min((units for node, units in distances.items() if node.met == time), default=None)

    def most(self, time: int) -> float | None:
        """The most time; infinite: there is no bound; None: the end is never met."""
        inside = self.graph.subgraph(node for node in self._measured() if node.met <= time)
        if any(self._passes(component, time) for component in networkx.strongly_connected_components(inside)):
            return inf
        return self._longest(inside, time)

    def can_take(self, units: int) -> bool:
        """Whether exactly this time can pass until the end is met for the first time."""
        now = set(self.roots)
        for moment in range(units + 1):
            queue = list(now)
            for node in queue:
                new = [after for after, steps in self._afters(node) if steps == 0 and after not in now]
                now.update(new)
                queue += new
            if moment == units:
                return any(node.met == 1 for node in now)
            now = {after for node in now for after, steps in self._afters(node) if steps == 1}
        return False

    def _measured(self) -> set[Configuration]:
        found = set(self.roots)
        for root in self.roots:
            found |= networkx.descendants(self.graph, root)
        return found

    def _passes(self, component: set[Configuration], time: int) -> bool:
        return next(iter(component)).met < time and any(
            units for _, _, units in self.graph.subgraph(component).edges(data="units")
        )

    def _longest(self, inside: networkx.DiGraph, time: int) -> int | None:
        whole = networkx.condensation(inside)
        component = whole.graph["mapping"]
        times = {component[root]: 0 for root in self.roots if root.met <= time}
        entered = [0 for root in self.roots if root.met == time]
        for number in networkx.topological_sort(whole):
            if number not in times:
                continue
            for source in whole.nodes[number]["members"]:
                for _, target, units in inside.out_edges(source, data="units"):
                    if source.met < target.met == time:
                        entered.append(times[number] + units)
                    elif target.met < time and component[target] != number:
                        after = times[number] + units
                        times[component[target]] = max(times.get(component[target], 0), after)
        return max(entered, default=None)
