"""The relations of equal groups, built once."""

from collections.abc import Iterable
from functools import cached_property

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, Formulas, rows
from podproof.checker.engines.symbolic.fixpoint import Saturation, forward
from podproof.checker.engines.symbolic.partition import AnonymousAction, Group
from podproof.checker.engines.symbolic.relation import Operator, effect

LARGEST = 300_000
"""Number of nodes beyond which a relation is not closed further but applied more often."""


class _Closure(Saturation):
    """The closure of a relation, left unfinished where its diagram has more than `LARGEST` nodes after a sweep."""

    def __init__(self, stay: Set, everything: Set) -> None:
        super().__init__(stay, everything, forward)
        self._stay = stay

    def is_enough(self) -> bool:
        """Whether the diagram is too large to go on."""
        return self.states != self._stay and self.states.node_count() > LARGEST


class LocalRelation:
    """The relations of a shape, over the bits of the first component that has it; parameters have bits of their own.

    Relations of groups that differ only in their actions share those of the `idle` one, which has none: its formulas
    and its local states.
    """

    def __init__(self, encoding: DiagramEncoding, group: Group, idle: "LocalRelation | None" = None) -> None:
        self.shape, self.diagrams, self._idle = group.shape, encoding.diagrams, idle
        self.own: tuple[int, ...] = group.own if idle is None else idle.own
        shared = {~n: encoding.blocks[n] for n, v in enumerate(encoding.variables) if v.component is None}
        own = {n: encoding.blocks[place] for n, place in enumerate(self.own)}
        assumed = {len(own) + n: encoding.parameters[n] for n in range(group.shape.parameters)}
        unwritten = (own[place] for place in own.keys() - group.shape.written)
        self._everywhere, self._unknown = group.component is None, [*shared.values(), *assumed.values(), *unwritten]
        self.formulas: Formulas = Formulas(self.diagrams, shared | own | assumed) if idle is None else idle.formulas
        written = {place for action in self.shape.actions for place, _ in action.updates}
        self.written = sorted(written, key=lambda place: self.formulas.blocks[place].plain)

    def _rows(self, places: Iterable[int]) -> tuple[list[int], list[int], list[int]]:
        return rows(self.formulas.blocks[place] for place in places)

    @cached_property
    def _stays(self) -> dict[int, Set]:
        blocks = ((place, self.formulas.blocks[place]) for place in self.written)
        return {place: self.diagrams.equal(block.plain, block.primed) for place, block in blocks}

    @cached_property
    def stay(self) -> Set:
        """No step: the variables that the group writes are left as they are."""
        return self.diagrams.intersection(self._stays[place] for place in reversed(self.written))

    @property
    def written_bits(self) -> tuple[list[int], list[int]]:
        """The bits that spell the written variables, before a step and after it."""
        plain, primed, _ = self._rows(self.written)
        return plain, primed

    @cached_property
    def step(self) -> Set:
        """The union of the actions, each of which keeps the other variables that the group writes."""
        return self.diagrams.union(effect(self.formulas, *action) & self._rest(action) for action in self.shape.actions)

    def _rest(self, action: AnonymousAction) -> Set:
        left_alone = self._stays.keys() - dict(action.updates).keys()
        return self.diagrams.intersection(self._stays[place] for place in reversed(self.written) if place in left_alone)

    @cached_property
    def closure(self) -> Set:
        """The reflexive and transitive closure of a step, from the local states.

        As in Matsunaga, McGeer and Brayton, "On computing the transitive closure of a state transition relation"
        (DAC 1993), the relation is a set of ends that carry their beginnings along, and a fixpoint grows it; that takes
        a quarter of the time of repeated squaring.  Unfinished, it is still reflexive, and the exploration makes up for
        the rest.
        """
        closure = _Closure(self.stay & self.local_states, self.diagrams.true)
        return closure.run([self._link(action) for action in self.shape.actions])

    def _link(self, action: AnonymousAction) -> Operator:
        """The action as a continuation of what has led to the primed bits."""
        plain, primed, halfway = self._rows(self.written)
        shifted = self.diagrams.renaming([*plain, *primed], [*primed, *halfway])
        _, before, after = self._rows(place for place, _ in action.updates)
        return Operator(self.diagrams, before, after, effect(self.formulas, *action).substitute(shifted))

    @cached_property
    def local_states(self) -> Set:
        """The values that the component's variables can have together, whatever other components do.

        An over-approximation of the reachable ones, without the codes and combinations that make a relation large;
        variables that nothing writes may have any value, as what writes them may have been left out.
        """
        if self._idle is not None:
            return self._idle.local_states
        if self._everywhere:
            return self.diagrams.true
        start = [
            self.formulas.equals(place, self.shape.initial[place]) for place in sorted(self.shape.written) if place >= 0
        ]
        states = Saturation(self.diagrams.intersection(reversed(start)), self.diagrams.true, forward)
        return states.run([self._alone(action) for action in self.shape.writers])

    def _alone(self, action: AnonymousAction) -> Operator:
        """The effect on the component's variables if nothing is known about others and what nothing writes."""
        before, after, _ = self._rows(place for place, _ in action.updates)
        ignored = self.diagrams.cube(rows(self._unknown)[0])
        return Operator(self.diagrams, before, after, effect(self.formulas, *action).exists(ignored))
