"""Whether states lead to a goal, by strategies: forward images of ever fewer states instead of a backward search."""

from collections.abc import Callable, Iterator, Sequence

from podproof.checker.engines.symbolic.backward import Actions
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.partition import Partition
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.engines.symbolic.relation import Assignment, Operator
from podproof.checker.engines.symbolic.strategies import Strategies
from podproof.checker.formulas import Formula
from podproof.checker.model import Model


class Elimination:
    """Shrinks a set of states from which a goal is to be reached, by putting a successor in the place of each state.

    A strategy puts the end of each state in its place, a single action the next state where it is enabled; states of
    the goal are left out.  If no state is left, all of them lead to the goal; if some are left, nothing is known: the
    strategies may be bad ones.  States that differed become alike, so that the sets become small soon, while those of a
    backward search grow until all states are in them.
    """

    def __init__(
        self,
        encoding: DiagramEncoding,
        model: Model,
        parts: Partition,
        relation: PartitionedRelation,
        check: Callable[[], None],
    ) -> None:
        self._encoding, self._model, self._parts, self._relation = encoding, model, parts, relation
        self._check = check
        self._strategies: list[Strategies] = []
        self._single: dict[int, Operator] = {}

    def succeeds(self, states: Set, goal: Formula, actions: Actions) -> bool:
        """Whether no state is left, so that the actions lead from each of the states to the goal."""
        attempts = self._attempts(goal, actions)
        while states.satisfiable() and (strategies := next(attempts, None)):
            others = sorted(actions - strategies.actions)
            single = [number for number in others if strategies.may_join(self._model.actions[number])]
            states = self._rest(strategies.relevant(states), goal, strategies, [*strategies.global_actions, *single])
        return not states.satisfiable()

    def _attempts(self, goal: Formula, actions: Actions) -> Iterator[Strategies]:
        """The known strategies of the most of the actions, if that are half of them, and then those of all of them."""
        usable = (each for each in self._strategies if each.actions <= actions and each.are_about(goal))
        most = max(usable, key=lambda each: len(each.actions), default=None)
        if most is not None and 2 * len(most.actions) > len(actions):
            yield most
            if most.actions == actions:
                return
        made = Strategies(self._encoding, self._model, self._parts, self._relation, actions, goal)
        self._strategies.append(made)
        yield made

    def _rest(self, states: Set, goal: Formula, strategies: Strategies, single: Sequence[int]) -> Set:
        """What is left of the states when strategies and single actions do not change them any more."""
        reached = self._encoding.set_of(goal)
        states &= ~reached
        for order in strategies.towards(goal):
            states = self._under(order, states, reached, single)
        return states

    def _under(self, order: list[Operator], states: Set, reached: Set, single: Sequence[int]) -> Set:
        seen: set[Set] = set()
        while states.satisfiable() and states not in seen:
            seen.add(states)
            for strategy in order:
                self._check()
                states = strategy.image(states) & ~reached
            for number in single:
                states = self._after(number, states) & ~reached
            order = order[::-1]
        return states

    def _after(self, number: int, states: Set) -> Set:
        """The states after the action; where it is not enabled, the states themselves."""
        action = self._model.actions[number]
        if number not in self._single:
            self._single[number] = Assignment(self._encoding, action)
        enabled = states & self._encoding.set_of(action.changes_something)
        return states & ~enabled | self._single[number].image(enabled)
