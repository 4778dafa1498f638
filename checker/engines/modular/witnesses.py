"""Real executions of the whole model: those of the small model, with the other components acting like those in it."""

from collections.abc import Iterator

from podproof.checker.engines.modular.guess import Guess
from podproof.checker.engines.modular.reduction import Classes, components_in, exchanged
from podproof.checker.engines.modular.replay import Execution, Replay
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.paths import Path, Paths
from podproof.checker.engines.symbolic.traces import path_through
from podproof.checker.formulas import And, Formula, State, evaluate
from podproof.checker.model import Model
from podproof.checker.trace import Trace

ATTEMPTS = 3
"""States of the small model from which an execution of the whole one is sought, for each question."""


class Witnesses:
    """Finds executions of the whole model to states that satisfy a formula; each is replayed, so it is real.

    Executions that were found are remembered by the states of the small model that they pass.
    """

    def __init__(self, model: Model, guess: Guess, kept: Classes, classes: Classes) -> None:
        self._model, self._guess, self._encoding = model, guess, guess.sets.encoding
        self._kept, self._classes = kept, classes
        self._small = Paths(guess.small.model)
        self._replay = self._acting({})
        self._known: dict[State, list[Execution]] = {}
        self._passed: Set = self._encoding.diagrams.false
        self._alike: dict[Formula, Execution | None] = {}

    def _acting(self, others: dict[int, int]) -> Replay:
        roles: dict[int | None, int] = {each: others.get(each, each) for members in self._kept for each in members}
        return Replay(self._model, self._guess.small, roles, self._classes)

    def find(self, formula: Formula) -> Execution | None:
        """An execution to a state of the formula; None if none was found, which says nothing."""
        if evaluate(formula, self._model.initial):
            return Execution((), self._model.initial, ())
        other = self._not_kept(formula)
        return self._find(formula) if other is None else self._find_of_another(formula, other)

    def _find(self, formula: Formula) -> Execution | None:
        for restriction in self._guess.small.restrictions:
            for execution in self._candidates(restriction(formula)):
                if evaluate(formula, execution.end):
                    return execution
        return None

    def _not_kept(self, formula: Formula) -> int | None:
        """The only component that is not in the small model and that a part of a conjunction speaks of alone."""
        parts = formula.operands if isinstance(formula, And) else (formula,)
        alone = {component for part in parts for component in _only(components_in(self._model, part))}
        (other,) = kept_out if len(kept_out := alone.difference(*self._kept)) == 1 else (None,)
        return other

    def _find_of_another(self, formula: Formula, other: int) -> Execution | None:
        """What was found of one that is like this one, with the two in each other's roles."""
        (kept,) = (few[-1] for few, all_ in zip(self._kept, self._classes, strict=True) if other in all_)
        alike = exchanged(self._model, kept, other)(formula)
        if alike not in self._alike:
            self._alike[alike] = self._find(alike)
        if found := self._alike[alike]:
            replay, states = self._acting({kept: other}), self._states(found.followed)
            for is_eager in (False, True):
                for state, execution in replay.of(found.followed, states, is_eager):
                    if state == states[-1] and evaluate(formula, execution.end):
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
                states = self._states(path)
                for is_eager in (False, True):
                    yield from self._learn(path, states, is_eager)
                wanted &= ~self._encoding.state(states[-1])

    def _states(self, path: Path) -> list[State]:
        return list(map(self._small.unpack, self._small.states(path)))

    def _learn(self, path: Path, states: list[State], is_eager: bool) -> Iterator[Execution]:
        """Remember the executions along a path, and answer with those that reach its end."""
        for state, execution in self._replay.of(path, states, is_eager):
            self._known.setdefault(state, []).append(execution)
            self._passed |= self._encoding.state(state)
            if state == states[-1]:
                yield execution

    def trace(self, execution: Execution, formula: Formula) -> Trace:
        """The execution as a trace to the formula, without what can be left out."""
        whole = Paths(self._model)
        return whole.trace(whole.irreducible(execution.path, whole.successors.holds(formula)), "irreducible")


def _only(components: set[int]) -> set[int]:
    return components if len(components) == 1 else set()
