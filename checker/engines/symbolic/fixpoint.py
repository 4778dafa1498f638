"""The sweep over operators until nothing changes, by which the symbolic engine computes every fixpoint."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Generic, TypeVar

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.relation import Operator

Turn = TypeVar("Turn")


class Fixpoint(ABC, Generic[Turn]):
    """Grows a set of states, or shrinks it, until no operator changes it any more.

    The fixpoint of Knaster and Tarski, computed by chaining (Roig, Cortadella and Pastor, "Verification of asynchronous
    circuits by BDD-based model checking of Petri nets", 1995): every operator is applied at once to what the last one
    made, and to all the states, because the diagrams remember what it made of the old ones and telling the new ones
    apart costs more.  Sweeps go there and back, as components wait for those before them and are awaited by those
    behind them.  Cost: one application for each operator and each set that it has not seen, and at most as many sweeps
    as the longest chain of operators that need each other.

    A fixpoint that `repeats` applies each operator until it changes nothing, before the next one has its turn: single
    steps then lead as far as closures, which cost more to build than they save while the sets are small.
    """

    def __init__(self, states: Set, *, repeats: bool = False) -> None:
        self.states = states
        self._repeats = repeats
        self._seen: dict[Turn, Set] = {}

    @abstractmethod
    def apply(self, turn: Turn) -> Set:
        """What one operator makes of the states: always a superset, or always a subset."""

    def check(self) -> None:
        """Called before each application: raises where a bound is hit."""

    def is_enough(self) -> bool:
        """Called before each sweep: whether the fixpoint may end early."""
        return False

    def changed(self, turn: Turn) -> None:
        """Called after each application that has changed the states."""

    def run(self, turns: Sequence[Turn], deferred: Sequence[Turn] = (), after_each: Collection[Turn] = ()) -> Set:
        """Close the states under all operators, and return them.

        The deferred operators join one by one, each when the states are closed under those before it: with all of them
        from the start, diagrams grew ten times larger on the way than at the end.  The operators `after_each`
        follow on every turn once they have joined.
        """
        joined: list[Turn] = []
        pending = list(deferred)
        while self._close(turns, joined, [turn for turn in joined if turn in after_each]):
            newcomer = next(filter(self.take, pending), None)
            if newcomer is None:
                break
            pending.remove(newcomer)
            joined.append(newcomer)
        return self.states

    def take(self, turn: Turn) -> bool:
        """Apply one operator, once or until it changes nothing; whether that changed the states."""
        before = self.states
        while self._seen.get(turn) != self.states:
            self.check()
            self._seen[turn] = self.states
            self.states = self.apply(turn)
            if not self._repeats:
                break
        if self.states == before:
            return False
        self.changed(turn)
        return True

    def _close(self, turns: Sequence[Turn], joined: Sequence[Turn], after_each: Sequence[Turn]) -> bool:
        """Sweep until a sweep changes nothing; False where the fixpoint ends early."""
        order = list(turns)
        before = None
        while before != self.states:
            before = self.states
            if self.is_enough():
                return False
            for turn in _sweep(order, joined, after_each):
                self.take(turn)
            order.reverse()
        return True


def _sweep(order: Sequence[Turn], joined: Sequence[Turn], after_each: Sequence[Turn]) -> Iterator[Turn]:
    for turn in order:
        yield turn
        yield from after_each
    yield from joined


def forward(operator: Operator, states: Set) -> Set:
    """Where the operator leads from the states."""
    return operator.image(states)


def backward(operator: Operator, states: Set) -> Set:
    """From where the operator leads into the states."""
    return operator.preimage(states)


class Saturation(Fixpoint[Operator]):
    """The least set that holds the states and that no operator leaves but to go out of `within`.

    `read` is the direction in which the operators are read: `forward` or `backward`.
    """

    def __init__(
        self,
        states: Set,
        within: Set,
        read: Callable[[Operator, Set], Set],
        check: Callable[[], None] = lambda: None,
        *,
        repeats: bool = False,
    ) -> None:
        super().__init__(states & within, repeats=repeats)
        self.within, self._read, self._check = within, read, check

    def apply(self, turn: Operator) -> Set:
        """The states, and those that one operator adds to them."""
        states = self.states
        return turn.diagrams.within_memory(lambda: states | self._read(turn, states) & self.within)

    def check(self) -> None:
        """Ask the caller, who may raise."""
        self._check()

    def is_enough(self) -> bool:
        """Whether nothing can be added any more."""
        return self.states == self.within
