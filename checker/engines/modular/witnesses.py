"""Real executions of the whole model: those of the small model, with the other components acting like those in it."""

from collections.abc import Iterator, Mapping
from operator import itemgetter
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
    """A path of the whole model from its initial state, and the state in which it ends."""

    path: Path
    end: State


class Witnesses:
    """Finds executions of the whole model to states that satisfy a formula; each is replayed, so it is real.

    Executions that were found are remembered by the states of the small model that they pass.
    """

    def __init__(self, model: Model, guess: Guess, kept: Classes, classes: Classes) -> None:
        self._model, self._guess, self._encoding = model, guess, guess.sets.encoding
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
                if evaluate(formula, execution.end):
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
        whole = Paths(self._model)
        return whole.trace(whole.irreducible(execution.path, whole.successors.holds(formula)), "irreducible")


class _Extension:
    """Replays a path of the small model in the whole one.

    Each other component follows a member of its class that is in the small model: it takes the same actions in the same
    order later, as soon as it can (eager) or only when the path could not go on without.  The actions are interpreted:
    most are taken a few times only, and code of an action that reads all components takes longer to generate.
    """

    def __init__(self, model: Model, guess: Guess, kept: Classes, classes: Classes) -> None:
        self._actions = guess.small.actions
        self._named = {_name(action): number for number, action in enumerate(model.actions)}
        self._model = model
        self._followers: dict[int | None, tuple[int, ...]] = {
            few[-1]: members[len(few) :] for few, members in zip(kept, classes, strict=True)
        }
        self._kept = itemgetter(*guess.small.places)

    def of(self, path: Path, small: Paths, is_eager: bool) -> Iterator[tuple[State, Execution]]:
        """The states that the path passes, as far as it can be replayed, each with an execution that ends like it."""
        state, taken = self._model.initial, list[int]()
        waiting: dict[int, list[int]] = {}
        states = [small.unpack(each) for each in small.states(path)]
        yield states[0], Execution((), state)
        for number, aim in zip(path, states[1:], strict=True):
            action = self._actions[number]
            after = self._after(action, state, aim)
            if after is None:
                state = self._catch_up(waiting, state, taken)
                after = self._after(action, state, aim)
            if after is None:
                return
            state = after
            taken.append(action)
            self._follow(action, waiting)
            if is_eager:
                state = self._catch_up(waiting, state, taken)
            yield aim, Execution(tuple(taken), state)

    def _after(self, action: int, state: State, aim: State) -> State | None:
        """The state after the action, if it differs from that in the small model in other components only."""
        after = self._model.successor(self._model.actions[action], state)
        if after is None:
            return None
        kept = self._kept(after)
        return after if kept == aim[: len(kept)] else None

    def _follow(self, number: int, waiting: dict[int, list[int]]) -> None:
        action = self._model.actions[number]
        for follower in self._followers.get(action.component, ()):
            same = self._named.get(_name(action._replace(component=follower)))
            if same is not None:
                waiting.setdefault(follower, []).append(same)

    def _catch_up(self, waiting: Mapping[int, list[int]], state: State, taken: list[int]) -> State:
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

    def _turn(self, actions: list[int], state: State) -> tuple[State, int, int] | None:
        """The first of the waiting actions that together change nothing else, as a range, and the state after them."""
        kept = self._kept(state)
        for begin in range(len(actions)):
            reached = state
            for end in range(begin, len(actions)):
                after = self._model.successor(self._model.actions[actions[end]], reached)
                if after is None:
                    break
                if self._kept(after) == kept:
                    return after, begin, end + 1
                reached = after
        return None


def _name(action: Action) -> tuple[str, str, int | None]:
    return action.actor, action.event, action.component
