"""Lives as rows of actions, replayed world by world: the explicit half of a story."""

from collections.abc import Callable, Iterable
from functools import cache

from podproof.checker.engines.successors import Successors
from podproof.checker.model import Model, Step, Story

Path = tuple[int, ...]
"""Actions by their position in the model, in the order in which they are taken."""

Goal = Callable[[int], bool]
"""Whether a world, as an integer, is one of interest."""


class Paths:
    """Replays, finds and shortens paths from world to world."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.successors = Successors(model)
        self.initial = self.successors.encoding.pack(model.initial)
        self.pack = self.successors.encoding.pack
        self.unpack = self.successors.encoding.unpack
        self._among = cache(self._successors_among)

    def replay(self, world: int, path: Iterable[int], goal: Goal) -> Path | None:
        """As much of the path as leads from the world to the goal; None if an action may not happen or none does."""
        taken: list[int] = []
        for action in path:
            if goal(world):
                break
            after = self.successors.after(action, world)
            if after is None:
                return None
            world = after
            taken.append(action)
        return tuple(taken) if goal(world) else None

    def between(self, start: int, end: int, actions: Path) -> Path:
        """A shortest path among these actions; breadth-first, linear in the worlds and steps that it sees."""
        expand = self._among(actions)
        came: dict[int, tuple[int, int]] = {start: (start, -1)}
        queue = [start]
        for world in queue:
            for action, after in expand(world):
                if after not in came:
                    came[after] = world, actions[action]
                    queue.append(after)
            if end in came:
                break
        path: list[int] = []
        while end != start:
            end, action = came[end]
            path.append(action)
        return tuple(reversed(path))

    def action(self, start: int, end: int, actions: Iterable[int]) -> int:
        """The first of the actions that leads from one world to the other."""
        return next(action for action in actions if self.successors.after(action, start) == end)

    def _successors_among(self, actions: Path) -> Callable[[int], list[tuple[int, int]]]:
        chosen = tuple(self.model.actions[action] for action in actions)
        return Successors(Model(self.model.variables, chosen)).of

    def irreducible(self, path: Path, goal: Goal) -> Path:
        """What remains when no run of events can be left out any more: longest runs first, over and over.

        In the manner of delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input",
        2002), but for every run: quadratically many replays, of which most fail at their first step.
        """
        shorter: Path | None = path
        while shorter is not None:
            path, shorter = shorter, self._without_a_run(shorter, goal)
        return path

    def _without_a_run(self, path: Path, goal: Goal) -> Path | None:
        worlds = self.worlds(path)
        for length in range(len(path), 0, -1):
            for begin in range(len(path) - length + 1):
                rest = self.replay(worlds[begin], path[begin + length :], goal)
                if rest is not None:
                    return path[:begin] + rest
        return None

    def worlds(self, path: Path) -> list[int]:
        """The worlds along a path, the first one included."""
        worlds = [self.initial]
        for action in path:
            after = self.successors.after(action, worlds[-1])
            assert after is not None
            worlds.append(after)
        return worlds

    def story(self, path: Path, *, shortest: bool) -> Story:
        """The path told in the model's own worlds."""
        start, *afters = map(self.unpack, self.worlds(path))
        actions = (self.model.actions[action] for action in path)
        return Story(start, tuple(map(Step, actions, afters)), shortest)
