"""Fair loops, found state by state."""

from collections.abc import Callable, Collection
from functools import partial

from podproof.checker.engines.successors import Successors

Path = tuple[int, ...]
"""Actions by their position in the model, in the order in which they are taken."""


class Lassos:
    """Fair loops of `recurrent` actions inside a strongly connected set of states.

    A loop is fair if each `progress` action is taken in it or is disabled in one of its states.  The empty loop, which
    stays in one state, is fair where they all are disabled.
    """

    def __init__(
        self,
        successors: Successors,
        inside: Callable[[int], bool],
        progress: Collection[int],
        recurrent: Collection[int],
    ) -> None:
        self.successors, self.inside = successors, inside
        self.progress, self.recurrent = frozenset(progress), frozenset(recurrent)

    def through(self, start: int) -> Path:
        """A fair loop through the state, of which no run of events can be left out.

        It repeatedly goes to the nearest state in which an action that is still owed is taken or disabled, then back.
        """
        state, owed, path = start, self._enabled(start), list[int]()
        if not owed:
            return ()
        while owed:
            steps = self._path(state, partial(self._settles, owed))
            for action, after in steps:
                owed = (owed - {action}) & self._enabled(after)
            path += [action for action, _ in steps]
            _, state = steps[-1]
        if state != start:
            path += [action for action, _ in self._path(state, lambda _, after: after == start)]
        return self._irreducible(start, tuple(path))

    def is_fair(self, start: int, path: Path) -> bool:
        """Whether the path replays inside, returns to its start and treats every action fairly."""
        state, owed = start, self._enabled(start)
        for action in path:
            after = self.successors.after(action, state)
            if after is None or not self.inside(after):
                return False
            state = after
            owed = (owed - {action}) & self._enabled(state)
        return state == start and not owed

    def _enabled(self, state: int) -> frozenset[int]:
        return self.progress.intersection(action for action, _ in self.successors.of(state))

    def _settles(self, owed: frozenset[int], action: int, after: int) -> bool:
        return action in owed or not owed <= self._enabled(after)

    def _path(self, start: int, ends: Callable[[int, int], bool]) -> list[tuple[int, int]]:
        """A shortest path of at least one step, each with the state after it, to one that `ends` it."""
        came: dict[int, tuple[int, int]] = {}
        queue = [start]
        for state in queue:
            for action, after in self.successors.of(state):
                if action not in self.recurrent or not self.inside(after):
                    continue
                if ends(action, after):
                    return [*self._back(start, state, came), (action, after)]
                if after not in came:
                    came[after] = state, action
                    queue.append(after)
        raise AssertionError("a fair strongly connected set has a path to each of its states and actions")

    def _back(self, start: int, state: int, came: dict[int, tuple[int, int]]) -> list[tuple[int, int]]:
        steps = []
        while state != start:
            before, action = came[state]
            steps.append((action, state))
            state = before
        return steps[::-1]

    def _irreducible(self, start: int, path: Path) -> Path:
        shorter: Path | None = path
        while shorter is not None:
            path, shorter = shorter, self._without_a_run(start, shorter)
        return path

    def _without_a_run(self, start: int, path: Path) -> Path | None:
        rests = (
            path[:begin] + path[begin + length :]
            for length in range(len(path) - 1, 0, -1)
            for begin in range(len(path) - length + 1)
        )
        return next((rest for rest in rests if self.is_fair(start, rest)), None)
