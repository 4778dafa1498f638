"""Operations on belief states: closure under hidden actions, one visible event, restriction by a formula."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cached_property

from podproof.checker.engines.symbolic.diagrams import Diagrams, Set, Table
from podproof.checker.engines.symbolic.encoding import DiagramEncoding
from podproof.checker.engines.symbolic.fixpoint import Saturation, forward
from podproof.checker.engines.symbolic.partition import partition
from podproof.checker.engines.symbolic.partitioned_relation import ActionGroup, PartitionedRelation
from podproof.checker.engines.symbolic.relation import Assignment, Operator
from podproof.checker.formulas import Formula, State, Value
from podproof.checker.model import Action, Model

MEMORY = 1 << 31
"""Bytes that the diagrams may take; they are not used before they are needed."""

FEWEST_TO_COLLECT = 50_000
"""Number of nodes from which dead ones are collected: there are many models with small sets."""


PARAMETERS = 8
"""Bits for parameters of local relations that are numbered before those of the variables; most models need fewer."""


def small_table() -> Table:
    """A table for models with small sets of states, which may share it."""
    return Table(MEMORY, 1, FEWEST_TO_COLLECT)


class BeliefOperations:
    """The operations that an observer needs, over the diagrams of one model.

    An action is hidden, or `visible` but perhaps missed, or `announced`, so that it is taken by name only.

    The forward half of a Bayes filter without its numbers, or the subset construction taken lazily (Rabin and Scott,
    1959): an observation costs a few fixpoints over closed relations, however many states there are.
    """

    def __init__(
        self,
        model: Model,
        visible: Callable[[Action], bool],
        announced: Callable[[Action], bool] = lambda action: False,
        table: Table | None = None,
    ) -> None:
        self.model = model
        rest = [(number, action) for number, action in enumerate(model.actions) if not announced(action)]
        self._hidden_actions = [number for number, action in rest if not visible(action)]
        self._seen_actions = [number for number, action in rest if visible(action)]
        self._encoding = DiagramEncoding(Diagrams(table or small_table()), model, PARAMETERS, choices=0)
        self._single: dict[tuple[str, int | None], list[Assignment]] = {}
        self._by_steps = False

    def without(self, is_excluded: Callable[[Action], bool]) -> "BeliefOperations":
        """The operations on the same sets where no such action happens unless it is named.

        Their fixpoints repeat single steps: the sets are so small that closures cost more than they save.
        """
        other, actions = copy(self), self.model.actions
        other._hidden_actions = [each for each in self._hidden_actions if not is_excluded(actions[each])]
        other._seen_actions = [each for each in self._seen_actions if not is_excluded(actions[each])]
        other._by_steps = True
        vars(other).pop("_hidden", None)
        vars(other).pop("_seen", None)
        return other

    @cached_property
    def _hidden(self) -> PartitionedRelation:
        return self._relation(self._hidden_actions)

    @cached_property
    def _seen(self) -> PartitionedRelation:
        return self._relation(self._seen_actions)

    def _relation(self, actions: Sequence[int]) -> PartitionedRelation:
        parts = partition(self.model, actions)
        self._encoding.need_parameters(parts.parameters)
        return PartitionedRelation(self._encoding, self.model, parts)

    @property
    def start(self) -> Set:
        """The initial state."""
        return self._encoding.state(self.model.initial)

    def union(self, sets: Iterable[Set]) -> Set:
        """The union."""
        return self._encoding.diagrams.union(sets)

    def where(self, formula: Formula) -> Set:
        """The states in which the formula holds."""
        return self._encoding.set_of(formula)

    def unseen(self, states: Set, within: Set) -> Set:
        """The states, and all that hidden actions reach from them without leaving a set."""
        return self._closed(states, within, [self._hidden])

    def eventually(self, states: Set, within: Set) -> Set:
        """The states, and all that any actions reach from them without leaving a set."""
        return self._closed(states, within, [self._hidden, self._seen])

    def after(self, states: Set, event: str, component: int | None = None) -> Set:
        """Where one action of this event leads, a step that changes nothing included."""
        return self._encoding.diagrams.union(step.image(states) for step in self._single_steps(event, component))

    def leading_to(self, states: Set, event: str) -> Set:
        """From where one action of this event of no component leads there."""
        return self._encoding.diagrams.union(step.preimage(states) for step in self._single_steps(event, None))

    def steps_to(self, states: Set, *, hidden: bool) -> Set:
        """From where one hidden action leads there, or any action."""
        relations = [self._hidden] if hidden else [self._hidden, self._seen]
        return self._encoding.diagrams.union(
            steps.step.preimage(states) for relation in relations for steps in relation
        )

    def contains(self, states: Set, values: State) -> bool:
        """Whether the set holds the state."""
        return self._encoding.contains(states, values)

    def count(self, states: Set) -> int:
        """The exact number of states in the set."""
        return self._encoding.count(states)

    def values(self, states: Set, variable: int) -> list[tuple[Value, int]]:
        """The values that a variable has in the set, each with the number of states, the commonest first."""
        domain = self.model.variables[variable].domain
        counts = [(value, self.count(states & self._encoding.equals(variable, value))) for value in domain]
        return sorted((each for each in counts if each[1]), key=lambda each: -each[1])

    def _single_steps(self, event: str, component: int | None) -> list[Assignment]:
        if (event, component) not in self._single:
            chosen = (action for action in self.model.actions if (action.event, action.component) == (event, component))
            self._single[event, component] = [Assignment(self._encoding, action) for action in chosen]
        return self._single[event, component]

    def _closed(self, states: Set, within: Set, relations: Sequence[PartitionedRelation]) -> Set:
        turns = [self._operator(group) for relation in relations for group in (*relation.components, *relation.shared)]
        deferred = [group.step for relation in relations for group in relation.global_actions]
        return Saturation(states, within, forward, repeats=self._by_steps).run(turns, deferred)

    def _operator(self, group: ActionGroup) -> Operator:
        return group.step if self._by_steps else group.closure
