"""Paths as sequences of actions, replayed state by state: the explicit half of a trace."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from podproof.checker.engines.successors import Successors
from podproof.checker.model import Model
from podproof.checker.trace import Minimality, Step, Trace

Path = tuple[int, ...]
"""Actions by their position in the model, in the order in which they are taken."""

Target = Callable[[int], bool]
"""Whether a state, as an integer, is one of interest."""


class Paths:
    """Replays, finds and shortens paths from state to state."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.successors = Successors(model)
        self.initial = self.successors.encoding.pack(model.initial)
        self.pack = self.successors.encoding.pack
        self.unpack = self.successors.encoding.unpack
        self._among = cache(self._successors_among)

    def replay(self, state: int, path: Iterable[int], goal: Target) -> Path | None:
        """The part of the path from the state to the goal; None if an action is not enabled or the goal is not met."""
        taken: list[int] = []
        for action in path:
            if goal(state):
                break
            after = self.successors.after(action, state)
            if after is None:
                return None
            state = after
            taken.append(action)
        return tuple(taken) if goal(state) else None

    def between(self, start: int, end: int, actions: Path) -> Path:
        """A shortest path among these actions, by which the end can be reached."""
        path = self.towards(start, lambda state: state == end, actions)
        assert path is not None
        return path

    def towards(self, start: int, goal: Target, actions: Path, most: int | None = None) -> Path | None:
        """A shortest path to the goal among these actions, None if none is found among so many states.

        Breadth-first; linear in the states and steps that it sees.
        """
        expand = self._among(actions)
        came: dict[int, tuple[int, int]] = {start: (start, -1)}
        queue = [start]
        if goal(start):
            return ()
        for state in queue:
            if most is not None and len(came) > most:
                return None
            for action, after in expand(state):
                if after not in came:
                    came[after] = state, actions[action]
                    if goal(after):
                        return _path(came, start, after)
                    queue.append(after)
        return None

    def action(self, start: int, end: int, actions: Iterable[int]) -> int:
        """The first of the actions that leads from one state to the other."""
        return next(action for action in actions if self.successors.after(action, start) == end)

    def _successors_among(self, actions: Path) -> Callable[[int], list[tuple[int, int]]]:
        chosen = tuple(self.model.actions[action] for action in actions)
        return Successors(Model(self.model.variables, chosen)).of

    def irreducible(self, path: Path, goal: Target, start: int | None = None) -> Path:
        """The path from the start, or the initial state (None), without runs of events as far as they can be left out.

        The longest run is left out first, in the manner of delta debugging (Zeller and Hildebrandt, "Simplifying and
        isolating failure-inducing input", 2002), but for every run: quadratically many replays, of which most fail at
        their first step.
        """
        shorter: Path | None = path
        while shorter is not None:
            path, shorter = shorter, self._without_a_run(shorter, goal, start)
        return path

    def _without_a_run(self, path: Path, goal: Target, start: int | None) -> Path | None:
        states = self.states(path, start)
        for length in range(len(path), 0, -1):
            for begin in range(len(path) - length + 1):
                rest = self.replay(states[begin], path[begin + length :], goal)
                if rest is not None:
                    return path[:begin] + rest
        return None

    def states(self, path: Path, start: int | None = None) -> list[int]:
        """The states along a path from the start, or from the initial state (None), the first one included."""
        states = [self.initial if start is None else start]
        for action in path:
            after = self.successors.after(action, states[-1])
            assert after is not None
            states.append(after)
        return states

    def trace(self, path: Path, minimality: Minimality) -> Trace:
        """The path as a trace."""
        start, *afters = map(self.unpack, self.states(path))
        actions = (self.model.actions[action] for action in path)
        return Trace(start, tuple(map(Step, actions, afters)), minimality)


def _path(came: Mapping[int, tuple[int, int]], start: int, end: int) -> Path:
    path: list[int] = []
    while end != start:
        end, action = came[end]
        path.append(action)
    return tuple(reversed(path))
