"""Fair executions without end, as sets of states."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from podproof.checker.engines.symbolic.cycle_filter import CycleFilter
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, rows
from podproof.checker.engines.symbolic.fixpoint import Fixpoint, Saturation, backward, forward
from podproof.checker.engines.symbolic.relation import Operator, effect
from podproof.checker.formulas import State
from podproof.checker.model import Model


def without_bound() -> None:
    """No bound: what is known to be there is searched for until it is found."""


class FairActions:
    """The actions that may be taken infinitely often, each in the states given; those of a component together."""

    def __init__(self, encoding: DiagramEncoding, model: Model, recurrent: Mapping[int, Set]) -> None:
        self.encoding, self.model, self.recurrent = encoding, model, recurrent
        together: dict[int | None, list[int]] = {}
        for number in recurrent:
            together.setdefault(model.actions[number].component, []).append(number)
        self.together = [self._operator(numbers) for numbers in together.values()]
        self._alone: dict[int, Operator] = {}

    def into(self, number: int, states: Set) -> Set:
        """From where the step leads into the states."""
        if number not in self._alone:
            self._alone[number] = self._operator([number])
        return self._alone[number].preimage(states)

    def _operator(self, numbers: Iterable[int]) -> Operator:
        written = sorted({place for number in numbers for place in self.model.actions[number].updates})
        stays = {place: self._stays(place) for place in written}
        before, after, _ = rows(self.encoding.blocks[place] for place in written)
        relation = self.encoding.diagrams.union(self._relation(number, stays) for number in numbers)
        return Operator(self.encoding.diagrams, before, after, relation)

    def _stays(self, place: int) -> Set:
        block = self.encoding.blocks[place]
        return self.encoding.diagrams.equal(block.plain, block.primed)

    def _relation(self, number: int, stays: Mapping[int, Set]) -> Set:
        action = self.model.actions[number]
        rest = self.encoding.diagrams.intersection(stays[place] for place in stays.keys() - action.updates.keys())
        return self.recurrent[number] & effect(self.encoding, action.guard, action.updates.items()) & rest


class FairStates(Fixpoint[int]):
    """The states of a region from which a fair execution stays in it: `states`, narrowed until that is so.

    Emerson and Lei, "Efficient model checking in fragments of the propositional mu-calculus" (LICS 1986), with a
    fairness condition for each progress action: that it is disabled, or taken.  Staying in a state counts as going on.
    A nested fixpoint: each application of the outer one is a backward search.  What `CycleFilter` can leave out
    beforehand is left out.
    """

    def __init__(
        self, encoding: DiagramEncoding, model: Model, region: Set, recurrent: Iterable[int], check: Callable[[], None]
    ) -> None:
        super().__init__(region)
        self.encoding, self.model = encoding, model
        self.cycle_filter = CycleFilter(encoding, model, region, recurrent, check)
        self._check = check

    @cached_property
    def steps(self) -> FairActions:
        """The actions that `CycleFilter` has left."""
        return FairActions(self.encoding, self.model, self.cycle_filter.steps)

    def narrow(self, progress: Iterable[int]) -> None:
        """Leave out states until each of the rest leads, again and again, to where each of the actions is settled."""
        try:
            self.cycle_filter.narrow(progress)
        finally:
            self.states = self.cycle_filter.states
        self.run(sorted(progress))
        self._check = without_bound

    def apply(self, turn: int) -> Set:
        """The states that lead, within the states, to where the action is settled."""
        return self._closed(self._settled(turn), self.states, backward)

    def check(self) -> None:
        """Stop when the time is over."""
        self._check()

    def is_enough(self) -> bool:
        """Whether no state is left."""
        return not self.states.satisfiable()

    def _settled(self, number: int) -> Set:
        """Where the action is disabled, or is taken and leads to one of the states."""
        disabled = self.states & ~self.cycle_filter.changes_something[number]
        if number not in self.steps.recurrent:
            return disabled
        return disabled | self.steps.into(number, self.states) & self.states

    def _closed(self, states: Set, within: Set, read: Callable[[Operator, Set], Set]) -> Set:
        return Saturation(states, within, read, self._check).run(self.steps.together)

    def fair_component(self, state: State, progress: Iterable[int]) -> Set:
        """A fair strongly connected set of states that is reached from the state, one of the narrowed states.

        States where the execution may stop are preferred.  Else what lies ahead is searched for a component that
        nothing leads out of (Xie and Beerel, "Implicit enumeration of strongly connected components", ICCAD 1999): as
        each of its states leads on to where each action is settled, it is fair.
        """
        start = self.encoding.state(state)
        while True:
            ahead = self._closed(start, self.states, forward)
            disabled = (~self.cycle_filter.changes_something[number] for number in progress)
            stop = self.encoding.diagrams.intersection([ahead, *disabled])
            if stop.satisfiable():
                return self.encoding.state(self.encoding.pick(stop))
            behind = self._closed(start, ahead, backward)
            if behind == ahead:
                return ahead
            start = self.encoding.state(self.encoding.pick(ahead & ~behind))
