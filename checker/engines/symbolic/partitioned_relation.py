"""A model's transition relation, partitioned: actions of each component, shared actions, and global actions."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Protocol

from podproof.checker.engines.symbolic.diagrams import Set, Substitution
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, rows
from podproof.checker.engines.symbolic.local_relation import LocalRelation
from podproof.checker.engines.symbolic.partition import Group, GroupShape, Partition, restricted
from podproof.checker.engines.symbolic.relation import Assignment, Operator
from podproof.checker.model import Model


class ActionGroup(Protocol):
    """Actions that are applied together."""

    @property
    def actions(self) -> tuple[int, ...]:
        """The actions by their positions in the model."""

    @property
    def step(self) -> Operator:
        """One of the actions."""

    @property
    def closure(self) -> Operator:
        """Several of the actions, one after the other, as far as joining them was worthwhile."""


class LocalActions:
    """The actions of one component, or the shared ones: a local relation, renamed to this component."""

    def __init__(self, encoding: DiagramEncoding, group: Group, local_relation: LocalRelation) -> None:
        self.actions, self.component, self.local_relation = group.actions, group.component, local_relation
        self._encoding, self._group = encoding, group

    @cached_property
    def step(self) -> Operator:
        """One of the actions."""
        return self.operator(self.local_relation.step)

    @cached_property
    def closure(self) -> Operator:
        """Any number of the actions, one after the other."""
        return self.operator(self.local_relation.closure)

    def operator(self, relation: Set) -> Operator:
        """A relation between the bits of the local relation, renamed to this component."""
        return placed(self._encoding, self.local_relation, relation, self._group.own, self._instance)

    @cached_property
    def _instance(self) -> Substitution:
        parameters = map(self._encoding.set_of, self._group.parameters)
        return instance(self._encoding, self.local_relation, self._group.own, parameters)


def placed(
    encoding: DiagramEncoding, local: LocalRelation, relation: Set, own: Sequence[int], renamed: Substitution
) -> Operator:
    """A relation between the bits of the local relation as an operator on the component with these variables."""
    written = (~place if place < 0 else own[place] for place in local.written)
    before, after, _ = rows(encoding.blocks[place] for place in written)
    return Operator(encoding.diagrams, before, after, relation.substitute(renamed))


def instance(
    encoding: DiagramEncoding, local: LocalRelation, own: Sequence[int], parameters: Iterable[Set]
) -> Substitution:
    """The substitution of a component's variables, and of what others say, for those of the local relation."""
    functions = {block.plain[0]: each for block, each in zip(encoding.parameters, parameters, strict=False)}
    for old, new in zip(_own_bits(encoding, local.own), _own_bits(encoding, own), strict=True):
        functions[old] = encoding.diagrams.manager.var(new)
    return encoding.diagrams.substitution(functions.items())


def _own_bits(encoding: DiagramEncoding, own: Iterable[int]) -> list[int]:
    plain, primed, _ = rows(encoding.blocks[place] for place in own)
    return plain + primed


class GlobalAction:
    """One action that writes variables of several components."""

    def __init__(self, encoding: DiagramEncoding, model: Model, action: int) -> None:
        self.actions = (action,)
        self._encoding, self._action = encoding, model.actions[action]

    @cached_property
    def step(self) -> Operator:
        """The action."""
        return Assignment(self._encoding, self._action)

    @property
    def closure(self) -> Operator:
        """The action, once."""
        return self.step


class PartitionedRelation:
    """All actions: those of each component, the shared ones, and the global ones, which write to several components.

    Partitioned relations of the same model may share their local relations, and its parts share their groups too.
    """

    def __init__(
        self,
        encoding: DiagramEncoding,
        model: Model,
        parts: Partition,
        local_relations: dict[GroupShape, LocalRelation] | None = None,
        whole: "PartitionedRelation | None" = None,
    ) -> None:
        self.local_relations = {} if local_relations is None else local_relations
        self._encoding, self._model, self._parts = encoding, model, parts
        self._local: dict[tuple[int, ...], LocalActions] = {} if whole is None else whole._local
        self._global: dict[int, GlobalAction] = {} if whole is None else whole._global
        groups = [self._local_actions(group) for group in parts.groups]
        self.components = [group for group in groups if group.component is not None]
        self.shared = [group for group in groups if group.component is None]
        self.global_actions: list[ActionGroup] = [self._global_action(action) for action in parts.global_actions]
        self._kinds = [action.kind for action in model.actions]

    def only(self, actions: Collection[int]) -> "PartitionedRelation":
        """The part that some of the actions make; a group of the same actions is built once for all parts."""
        parts = restricted(self._parts, actions, range(len(self._model.variables)))
        return PartitionedRelation(self._encoding, self._model, parts, self.local_relations, self)

    def _local_actions(self, group: Group) -> LocalActions:
        if group.actions not in self._local:
            self._local[group.actions] = LocalActions(self._encoding, group, self._local_relation(group))
        return self._local[group.actions]

    def _local_relation(self, group: Group) -> LocalRelation:
        known, idle = self.local_relations, group.shape.idle
        if idle not in known:
            known[idle] = LocalRelation(self._encoding, group._replace(shape=idle))
        if group.shape not in known:
            known[group.shape] = LocalRelation(self._encoding, group, known[idle])
        return known[group.shape]

    def _global_action(self, action: int) -> GlobalAction:
        if action not in self._global:
            self._global[action] = GlobalAction(self._encoding, self._model, action)
        return self._global[action]

    @property
    def deferred(self) -> list[ActionGroup]:
        """The actions of no component, the ordinary ones before the rare kinds."""
        return sorted((*self.shared, *self.global_actions), key=lambda steps: self._kinds[steps.actions[0]])

    def __iter__(self) -> Iterator[ActionGroup]:
        return chain(self.components, self.shared, self.global_actions)
