"""Real executions of the whole model: those of the small model, with the other components acting like those in it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from podproof.checker.engines.modular.guess import Guess
from podproof.checker.engines.modular.reduction import Classes
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.paths import Path, Paths
from podproof.checker.engines.symbolic.traces import path_through
from podproof.checker.formulas import Formula, State, evaluate
from podproof.checker.model import Action, Model
from podproof.checker.trace import Trace

ATTEMPTS = 3
"""States of the small model from which an execution of the whole one is sought, for each question."""


class Execution(NamedTuple):
    """A path of the whole model from its initial state, and the state in which it ends, as an integer."""

    path: Path
    end: int


class Witnesses:
    """Finds executions of the whole model to states that satisfy a formula; each is replayed, so it is real.

    Executions that were found are remembered by the states of the small model that they pass.
    """

    def __init__(self, model: Model, guess: Guess, kept: Classes, classes: Classes) -> None:
        self._guess, self._encoding = guess, guess.sets.encoding
        self._small = Paths(guess.small.model)
        self._extension = _Extension(model, guess, kept, classes)
        self._known: dict[State, list[Execution]] = {}
        self._passed: Set = self._encoding.diagrams.false

    def find(self, formula: Formula) -> Execution | None:
        """An execution to a state of the formula; None if none was found, which says nothing."""
        if isinstance(formula, bool):
            return None
        for restriction in self._guess.small.restrictions:
            for execution in self._candidates(restriction(formula)):
                if evaluate(formula, self._extension.whole.unpack(execution.end)):
                    return execution
        return None

    def _candidates(self, small: Formula) -> Iterator[Execution]:
        """Executions to states that in the small model satisfy a formula."""
        wanted = self._encoding.set_of(small) & self._guess.reached.states
        passed = wanted & self._passed
        for _ in range(ATTEMPTS):
            if passed.satisfiable():
                state = self._encoding.pick(passed)
                yield from self._known[state]
                passed &= ~self._encoding.state(state)
        for _ in range(ATTEMPTS):
            wanted &= ~self._passed
            if wanted.satisfiable():
                path = path_through(self._encoding, self._guess.reached.stages, self._small, wanted)
                end = self._small.unpack(self._small.states(path)[-1])
                for is_eager in (False, True):
                    yield from self._learn(end, path, is_eager)
                wanted &= ~self._encoding.state(end)

    def _learn(self, end: State, path: Path, is_eager: bool) -> Iterator[Execution]:
        """Remember the executions along a path, and answer with those that reach its end."""
        for state, execution in self._extension.of(path, self._small, is_eager):
            self._known.setdefault(state, []).append(execution)
            self._passed |= self._encoding.state(state)
            if state == end:
                yield execution

    def trace(self, execution: Execution, formula: Formula) -> Trace:
        """The execution as a trace to the formula, without what can be left out."""
        whole = self._extension.whole
        return whole.trace(whole.irreducible(execution.path, whole.successors.holds(formula)), "irreducible")


class _Extension:
    """Replays a path of the small model in the whole one.

    Each other component follows a member of its class that is in the small model: it takes the same actions in the same
    order later, as soon as it can (eager) or only when the path could not go on without.
    """

    def __init__(self, model: Model, guess: Guess, kept: Classes, classes: Classes) -> None:
        self.whole = Paths(model)
        self._actions = guess.small.actions
        self._named = {_name(action): number for number, action in enumerate(model.actions)}
        self._model = model
        self._followers: dict[int | None, tuple[int, ...]] = {
            few[-1]: members[len(few) :] for few, members in zip(kept, classes, strict=True)
        }
        encoding = self.whole.successors.encoding
        self._places = guess.small.places
        self._mask = sum(encoding.mask(place) for place in self._places)

    def of(self, path: Path, small: Paths, is_eager: bool) -> Iterator[tuple[State, Execution]]:
        """The states that the path passes, as far as it can be replayed, each with an execution that ends like it."""
        state, taken = self.whole.initial, list[int]()
        waiting: dict[int, list[int]] = {}
        states = [small.unpack(each) for each in small.states(path)]
        yield states[0], Execution((), state)
        for number, aim in zip(path, states[1:], strict=True):
            action, expected = self._actions[number], self._code(aim)
            after = self._after(action, state, expected)
            if after is None:
                state = self._catch_up(waiting, state, taken)
                after = self._after(action, state, expected)
            if after is None:
                return
            state = after
            taken.append(action)
            self._follow(action, waiting)
            if is_eager:
                state = self._catch_up(waiting, state, taken)
            yield aim, Execution(tuple(taken), state)

    def _after(self, action: int, state: int, expected: int) -> int | None:
        """The state after the action, if it differs from that in the small model in other components only."""
        after = self.whole.successors.after(action, state)
        return after if after is not None and after & self._mask == expected else None

    def _code(self, state: State) -> int:
        encoding = self.whole.successors.encoding
        return sum(encoding.code(place, value) for place, value in zip(self._places, state, strict=False))

    def _follow(self, number: int, waiting: dict[int, list[int]]) -> None:
        action = self._model.actions[number]
        for follower in self._followers.get(action.component, ()):
            same = self._named.get(_name(action._replace(component=follower)))
            if same is not None:
                waiting.setdefault(follower, []).append(same)

    def _catch_up(self, waiting: Mapping[int, list[int]], state: int, taken: list[int]) -> int:
        """Let the others act as far as they can, if that leaves the components of the small model as they are."""
        before = None
        while before != state:
            before = state
            for actions in waiting.values():
                while turn := self._turn(actions, state):
                    state, begin, end = turn
                    taken += actions[begin:end]
                    del actions[:end]
        return state

    def _turn(self, actions: list[int], state: int) -> tuple[int, int, int] | None:
        """The first of the waiting actions that together change nothing else, as a range, and the state after them."""
        for begin in range(len(actions)):
            reached = state
            for end in range(begin, len(actions)):
                after = self.whole.successors.after(actions[end], reached)
                if after is None:
                    break
                if after & self._mask == state & self._mask:
                    return after, begin, end + 1
                reached = after
        return None


def _name(action: Action) -> tuple[str, str, int | None]:
    return action.actor, action.event, action.component
