"""Sets of worlds carried forward: what may come unseen, one step of a kind, what a formula leaves."""

from collections.abc import Callable, Iterable, Sequence

from podproof.checker.engines.symbolic.diagrams import Diagrams, Set
from podproof.checker.engines.symbolic.encoding import Encoding
from podproof.checker.engines.symbolic.partition import partition
from podproof.checker.engines.symbolic.relation import Assignment, Operator
from podproof.checker.engines.symbolic.steps import System
from podproof.checker.model import Action, Formula, Model, Values

MEMORY = 1 << 29
"""Bytes that the diagrams of one model may take; they are not touched before they are needed."""

FEWEST_TO_COLLECT = 50_000
"""Nodes from which dead ones are collected: models are many, and the sets of each are small."""


class Tracking:
    """The operations that a filter needs, over the diagrams of one model.

    Steps are hidden, or `visible` and perhaps missed, or `announced`, so that they are taken by name only.

    The forward half of a Bayes filter without its numbers, or the subset construction taken lazily (Rabin and Scott,
    1959): a step costs a few fixpoints over closed relations, whatever the number of worlds.
    """

    def __init__(
        self,
        model: Model,
        visible: Callable[[Action], bool],
        announced: Callable[[Action], bool] = lambda action: False,
    ) -> None:
        self.model = model
        rest = [(number, action) for number, action in enumerate(model.actions) if not announced(action)]
        hidden = [number for number, action in rest if not visible(action)]
        seen = [number for number, action in rest if visible(action)]
        parts, shown = partition(model, hidden), partition(model, seen)
        parameters = max((group.shape.parameters for each in (parts, shown) for group in each.groups), default=0)
        diagrams = Diagrams(MEMORY, 1, fewest_to_collect=FEWEST_TO_COLLECT)
        self._encoding = Encoding(diagrams, model, parameters, choices=0)
        self._hidden = System(self._encoding, model, parts)
        self._seen = System(self._encoding, model, shown)
        self._single: dict[tuple[str, int | None], list[Assignment]] = {}

    @property
    def start(self) -> Set:
        """The one world in which every life begins."""
        return self._encoding.world(self.model.initial)

    def union(self, sets: Iterable[Set]) -> Set:
        """What lies in any of the sets."""
        return self._encoding.diagrams.union(sets)

    def where(self, formula: Formula) -> Set:
        """The worlds in which the formula holds."""
        return self._encoding.set_of(formula)

    def unseen(self, worlds: Set, within: Set) -> Set:
        """The worlds, and all to which hidden steps lead from them without leaving a set."""
        return self._closed(worlds, within, [self._hidden])

    def eventually(self, worlds: Set, within: Set) -> Set:
        """The worlds, and all to which any steps lead from them without leaving a set."""
        return self._closed(worlds, within, [self._hidden, self._seen])

    def after(self, worlds: Set, event: str, site: int | None = None) -> Set:
        """Where one step of this name leads, one that changes nothing included."""
        return self._encoding.diagrams.union(step.image(worlds) for step in self._single_steps(event, site))

    def leading_to(self, worlds: Set, event: str) -> Set:
        """From where one step of this name leads there, of the Pod's own only."""
        return self._encoding.diagrams.union(step.preimage(worlds) for step in self._single_steps(event, None))

    def steps_to(self, worlds: Set, *, hidden: bool) -> Set:
        """From where one step leads there: a hidden one, or any."""
        systems = [self._hidden] if hidden else [self._hidden, self._seen]
        return self._encoding.diagrams.union(steps.step.preimage(worlds) for system in systems for steps in system)

    def contains(self, worlds: Set, values: Values) -> bool:
        """Whether the set holds the world."""
        return self._encoding.contains(worlds, values)

    def _single_steps(self, event: str, site: int | None) -> list[Assignment]:
        if (event, site) not in self._single:
            chosen = (action for action in self.model.actions if (action.event, action.site) == (event, site))
            self._single[event, site] = [Assignment(self._encoding, action) for action in chosen]
        return self._single[event, site]

    def _closed(self, worlds: Set, within: Set, systems: Sequence[System]) -> Set:
        local = [steps.closure for system in systems for steps in (*system.sites, *system.shared)]
        joint = [steps.closure for system in systems for steps in system.joint]
        return Saturation(worlds & within, within).run(local, joint)


class Saturation:
    """The least set that holds the worlds and that no operator leaves but to go out of `within`.

    An operator is applied to all the worlds, not only to new ones: what it made of the old ones is remembered by the
    diagrams, and telling the new ones apart costs more.  Those that write to several sites come only when all is closed
    under the others; sweeps go forth and back.
    """

    def __init__(self, worlds: Set, within: Set) -> None:
        self.worlds, self.within = worlds, within
        self._seen: dict[Operator, Set] = {}

    def run(self, local: Sequence[Operator], joint: Sequence[Operator]) -> Set:
        """Apply the operators until nothing is new."""
        before, turns = None, list(local)
        while before != self.worlds:
            before = self.worlds
            self._saturate(turns)
            for operator in joint:
                self._apply(operator)
        return self.worlds

    def _saturate(self, turns: list[Operator]) -> None:
        before = None
        while before != self.worlds:
            before = self.worlds
            for operator in turns:
                self._apply(operator)
            turns.reverse()

    def _apply(self, operator: Operator) -> None:
        worlds = self.worlds
        if self._seen.get(operator) != worlds:
            self._seen[operator] = worlds
            self.worlds = operator.diagrams.within_memory(lambda: worlds | operator.image(worlds) & self.within)
