"""Fair lives without end as sets of worlds."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import Encoding, rows
from podproof.checker.engines.symbolic.recurring import Recurring
from podproof.checker.engines.symbolic.relation import Operator, effect
from podproof.checker.model import Model, Values


def unhurried() -> None:
    """No check: what is known to be there is searched for until it is found."""


class Steps:
    """The steps that may be taken without end, with the worlds in which each lasts, and those of a site together."""

    def __init__(self, encoding: Encoding, model: Model, lasting: Mapping[int, Set]) -> None:
        self.encoding, self.model, self.lasting = encoding, model, lasting
        together: dict[int | None, list[int]] = {}
        for number in lasting:
            together.setdefault(model.actions[number].site, []).append(number)
        self.together = [self._operator(numbers) for numbers in together.values()]
        self._alone: dict[int, Operator] = {}

    def into(self, number: int, worlds: Set) -> Set:
        """From where the step leads into the worlds."""
        if number not in self._alone:
            self._alone[number] = self._operator([number])
        return self._alone[number].preimage(worlds)

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
        return self.lasting[number] & effect(self.encoding, action.guard, action.updates.items()) & rest


class Hull:
    """The worlds from which a fair life goes on for ever within a region: `worlds`, narrowed until it is so.

    Emerson and Lei, "Efficient model checking in fragments of the propositional mu-calculus" (LICS 1986), with a
    fairness condition for each action of `just`: that it does not move, or is taken.  Staying in a world counts as
    going on.  What `Recurring` can leave out beforehand is left out.
    """

    def __init__(
        self, encoding: Encoding, model: Model, region: Set, lasting: Iterable[int], check: Callable[[], None]
    ) -> None:
        self.encoding, self.model = encoding, model
        self.recurring = Recurring(encoding, model, region, lasting, check)
        self._check = check

    @property
    def worlds(self) -> Set:
        """The region as far as it has been narrowed."""
        return self.recurring.worlds

    @cached_property
    def steps(self) -> Steps:
        """The steps that `Recurring` has left."""
        return Steps(self.encoding, self.model, self.recurring.steps)

    def narrow(self, just: Iterable[int]) -> None:
        """Leave out worlds until from each of the rest, each of the actions is settled again and again."""
        self._narrow(just)
        self._check = unhurried

    def _narrow(self, just: Iterable[int]) -> None:
        self.recurring.narrow(just)
        waiting = sorted(just)
        settled = 0
        while settled < len(waiting) and self.worlds.satisfiable():
            number = waiting.pop(0)
            waiting.append(number)
            kept = self._leading_to(self._settled(number))
            settled = settled + 1 if kept == self.worlds else 1
            self.recurring.worlds = kept

    def _settled(self, number: int) -> Set:
        """Where the action does not move, or is taken and stays among the worlds."""
        idle = self.worlds & ~self.recurring.moves[number]
        return idle | self.steps.into(number, self.worlds) & self.worlds if number in self.steps.lasting else idle

    def _leading_to(self, goal: Set) -> Set:
        """The worlds with a way to the goal among them."""
        return self._closed(goal, self.worlds, Operator.preimage)

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

    def component(self, world: Values, just: Iterable[int]) -> Set:
        """A fair strongly connected set of worlds that is reached from the world, which lies in the narrowed hull.

        Worlds where life may stop are preferred.  Else what is ahead is searched for a component that nothing leads
        out of (Xie and Beerel, "Implicit enumeration of strongly connected components", ICCAD 1999): as each of its
        worlds leads on to where each action is settled, it is fair.
        """
        start = self.encoding.world(world)
        while True:
            ahead = self._closed(start, self.worlds, Operator.image)
            still = self.encoding.diagrams.intersection([ahead, *(~self.recurring.moves[number] for number in just)])
            if still.satisfiable():
                return self.encoding.world(self.encoding.pick(still))
            behind = self._closed(start, ahead, Operator.preimage)
            if behind == ahead:
                return ahead
            start = self.encoding.world(self.encoding.pick(ahead & ~behind))
