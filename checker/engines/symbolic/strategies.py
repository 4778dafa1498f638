"""The strategies of all groups of actions towards a goal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from podproof.checker.engines.symbolic.backward import Actions
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, rows
from podproof.checker.engines.symbolic.local_relation import LocalRelation
from podproof.checker.engines.symbolic.local_strategy import LocalStrategy
from podproof.checker.engines.symbolic.partition import Partition, restricted
from podproof.checker.engines.symbolic.partitioned_relation import PartitionedRelation
from podproof.checker.engines.symbolic.relation import Operator
from podproof.checker.formulas import Atom, Formula, Not, negation, variables_in
from podproof.checker.model import Action, Model, Variable


class Strategies:
    """What each group of some actions does towards a goal; made once for goals of which it prefers the same parts.

    Variables that neither these actions nor the goal read are left out: from states that differ in nothing else the
    same goals can be reached.
    """

    def __init__(
        self,
        encoding: DiagramEncoding,
        model: Model,
        whole: Partition,
        relation: PartitionedRelation,
        actions: Actions,
        goal: Formula,
    ) -> None:
        self.actions, self._actions = actions, [model.actions[number] for number in sorted(actions)]
        self._relevant = relevant_to(self._actions, goal)
        parts = restricted(whole, actions, self._relevant)
        relation = PartitionedRelation(encoding, model, parts, relation.local_relations)
        self.global_actions = parts.global_actions
        self._encoding, self._groups = encoding, (*relation.components, *relation.shared)
        self._local = {group.local_relation: LocalStrategy(group.local_relation) for group in self._groups}
        self._made: dict[tuple[tuple[Formula, ...], ...], list[Operator]] = {}
        ignored = (block for place, block in encoding.blocks.items() if place not in self._relevant)
        self._ignored = encoding.diagrams.cube(rows(ignored)[0])

    def are_about(self, goal: Formula) -> bool:
        """Whether no variable of the goal is left out."""
        return self._relevant.issuperset(variables_in(goal))

    def may_join(self, action: Action) -> bool:
        """Whether the action may be taken too: it has no component, and no variable that it reads is left out."""
        return action.component is None and read_by(action, self._relevant) <= self._relevant

    def relevant(self, states: Set) -> Set:
        """The states, and those that differ from them in variables that are left out."""
        return states.exists(self._ignored)

    def towards(self, goal: Formula) -> Iterator[list[Operator]]:
        """The strategy of each group, one choice after the other of where the groups prefer to come to rest.

        First where their parts of the goal hold, then as for earlier goals, and at last where other components need
        them: a component for which the next one waits had better get on.
        """
        first = self._preferring({each: self._parts(each, [goal]) for each in self._local})
        yield first
        yield from [made for made in self._made.values() if made is not first]
        yield self._preferring({each: [*self._needed(each), *self._parts(each, [goal])] for each in self._local})

    def _preferring(self, preferred: Mapping[LocalRelation, list[Formula]]) -> list[Operator]:
        key = tuple(map(tuple, preferred.values()))
        if key not in self._made:
            made = {
                local_relation: self._local[local_relation].towards(map(self._encoding.set_of, formulas))
                for local_relation, formulas in preferred.items()
            }
            self._made[key] = [group.operator(made[group.local_relation]) for group in self._groups]
        return self._made[key]

    def _parts(self, local_relation: LocalRelation, formulas: Iterable[Formula]) -> list[Formula]:
        component = self._component(local_relation)
        if component is None:
            return []
        return [part for each in formulas for part in parts_about(component, each, self._encoding.variables)]

    def _needed(self, local_relation: LocalRelation) -> list[Formula]:
        """What the guards of other components read of this one, the most frequent first."""
        others = (each.guard for each in self._actions if each.component not in {None, self._component(local_relation)})
        return [part for part, _ in Counter(self._parts(local_relation, others)).most_common()]

    def _component(self, local_relation: LocalRelation) -> int | None:
        """The component over whose bits the relation is."""
        return self._encoding.variables[local_relation.own[0]].component if local_relation.own else None


def parts_about(component: int, formula: Formula, variables: Sequence[Variable]) -> Iterator[Formula]:
    """The largest parts of the formula that read this component only, negated where the formula denies them."""
    read = {variables[place].component for place in variables_in(formula)}
    if read == {component}:
        yield formula
    elif component in read and isinstance(formula, Not):
        yield from map(negation, parts_about(component, formula.operand, variables))
    elif component in read and not isinstance(formula, bool | Atom | Not):
        for operand in formula.operands:
            yield from parts_about(component, operand, variables)


def relevant_to(actions: Sequence[Action], goal: Formula) -> frozenset[int]:
    """The variables that decide whether the actions lead to the goal."""
    relevant, found = frozenset(variables_in(goal)), None
    while relevant != found:
        found = relevant
        relevant = found.union(*(read_by(action, found) for action in actions))
    return relevant


def read_by(action: Action, relevant: frozenset[int]) -> frozenset[int]:
    """What decides when the action is taken, and what it makes of the relevant variables."""
    cases = (case for place, cases in action.updates.items() if place in relevant for case in cases)
    return frozenset(variables_in(action.guard)).union(*(variables_in(case.condition) for case in cases))
