"""Fair lives without end as sets of states."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial

from podproof.checker.engines.symbolic.cycle_filter import CycleFilter
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, rows
from podproof.checker.engines.symbolic.relation import Operator, effect
from podproof.checker.model import Model, State


def unhurried() -> None:
    """No check: what is known to be there is searched for until it is found."""


class FairActions:
    """The steps that may be taken without end, with the states in which each lasts, and those of a site together."""

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


class FairStates:
    """The states from which a fair life goes on for ever within a region: `states`, narrowed until it is so.

    Emerson and Lei, "Efficient model checking in fragments of the propositional mu-calculus" (LICS 1986), with a
    fairness condition for each action of `progress`: that it does not move, or is taken.  Staying in a state counts as
    going on.  What `CycleFilter` can leave out beforehand is left out.
    """

    def __init__(
        self, encoding: DiagramEncoding, model: Model, region: Set, recurrent: Iterable[int], check: Callable[[], None]
    ) -> None:
        self.encoding, self.model = encoding, model
        self.cycle_filter = CycleFilter(encoding, model, region, recurrent, check)
        self._check = check

    @property
    def states(self) -> Set:
        """The region as far as it has been narrowed."""
        return self.cycle_filter.states

    @cached_property
    def steps(self) -> FairActions:
        """The steps that `CycleFilter` has left."""
        return FairActions(self.encoding, self.model, self.cycle_filter.steps)

    def narrow(self, progress: Iterable[int]) -> None:
        """Leave out states until from each of the rest, each of the actions is settled again and again."""
        self._narrow(progress)
        self._check = unhurried

    def _narrow(self, progress: Iterable[int]) -> None:
        self.cycle_filter.narrow(progress)
        waiting = sorted(progress)
        settled = 0
        while settled < len(waiting) and self.states.satisfiable():
            number = waiting.pop(0)
            waiting.append(number)
            kept = self._leading_to(self._settled(number))
            settled = settled + 1 if kept == self.states else 1
            self.cycle_filter.states = kept

    def _settled(self, number: int) -> Set:
        """Where the action does not move, or is taken and stays among the states."""
        idle = self.states & ~self.cycle_filter.changes_something[number]
        return idle | self.steps.into(number, self.states) & self.states if number in self.steps.recurrent else idle

    def _leading_to(self, goal: Set) -> Set:
        """The states with a way to the goal among them."""
        return self._closed(goal, self.states, Operator.preimage)

    def _closed(self, found: Set, within: Set, led: Callable[[Operator, Set], Set]) -> Set:
        before = None
        while before != found and found != within:
            before = found
            for operator in self.steps.together:
                self._check()
                found = self._grown(found, within, partial(led, operator))
        return found

    def _grown(self, found: Set, within: Set, led: Callable[[Set], Set]) -> Set:
        return self.encoding.diagrams.within_memory(lambda: found | led(found) & within)

    def component(self, state: State, progress: Iterable[int]) -> Set:
        """A fair strongly connected set of states that is reached from the state, which lies in the narrowed hull.

        States where life may stop are preferred.  Else what is ahead is searched for a component that nothing leads
        out of (Xie and Beerel, "Implicit enumeration of strongly connected components", ICCAD 1999): as each of its
        states leads on to where each action is settled, it is fair.
        """
        start = self.encoding.state(state)
        while True:
            ahead = self._closed(start, self.states, Operator.image)
            still = self.encoding.diagrams.intersection(
                [ahead, *(~self.cycle_filter.changes_something[number] for number in progress)]
            )
            if still.satisfiable():
                return self.encoding.state(self.encoding.pick(still))
            behind = self._closed(start, ahead, Operator.preimage)
            if behind == ahead:
                return ahead
            start = self.encoding.state(self.encoding.pick(ahead & ~behind))
