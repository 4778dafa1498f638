"""Which steps can be taken without end, as far as single variables tell."""

from collections.abc import Callable, Iterable, Iterator

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, rows
from podproof.checker.model import Action, Model, Value

Change = tuple[Value, Value]
"""The value of a variable before and after a step."""


def taken_back(changes: Iterable[Change]) -> set[Change]:
    """Those of the changes that a row of others leads back from: the rest happens only so often in any life."""
    changes = set(changes)
    leads = set(changes)
    for middle in {value for change in changes for value in change}:
        leads |= {(one, other) for one, here in leads if here == middle for here_, other in leads if here_ == middle}
    return {(before, after) for before, after in changes if (after, before) in leads}


class CycleFilter:
    """Narrows steps and states to those that some fair life may come back to without end; never too far.

    A variable that changes on a loop changes back on it; so a change of a variable that no row of the steps left takes
    back is on no loop, nor is a step that makes it.  And what no step left changes is the same all around a loop: where
    for such values an action is owed in all states, and is none of those left, no fair life stays.  Each makes the
    other find more, so they are applied in turn.  This alone decides most promises that are kept.
    """

    def __init__(
        self, encoding: DiagramEncoding, model: Model, states: Set, recurrent: Iterable[int], check: Callable[[], None]
    ) -> None:
        self.encoding, self.model, self.states = encoding, model, states
        self.changes_something = {
            number: encoding.set_of(action.changes_something) for number, action in enumerate(model.actions)
        }
        self.steps = {number: self.changes_something[number] for number in recurrent}
        self._check = check

    def narrow(self, progress: Iterable[int]) -> None:
        """Leave out what a fair life does only so often, until nothing more is found; `steps` says where each lasts."""
        progress = sorted(progress)
        before = None
        while before != (self.states, self.steps) and self.states.satisfiable():
            before = self.states, dict(self.steps)
            changing = self._drop_changes_for_good()
            self._drop_states_that_owe(progress, changing)

    def _drop_changes_for_good(self) -> set[int]:
        """Restrict each step to what may last, and answer which variables still change."""
        made: dict[int, dict[Change, list[int]]] = {}
        for number in list(self.steps):
            self._check()
            here = self.states & self.steps[number]
            if not here.satisfiable():
                del self.steps[number]
            for variable, change in self._changes(self.model.actions[number], here):
                made.setdefault(variable, {}).setdefault(change, []).append(number)
        for variable, changes in made.items():
            for change in changes.keys() - taken_back(changes):
                for number in changes.pop(change):
                    self.steps[number] &= ~self._change(self.model.actions[number], variable, change)
        return {variable for variable, changes in made.items() if changes}

    def _changes(self, action: Action, here: Set) -> Iterator[tuple[int, Change]]:
        for variable, cases in action.updates.items():
            for condition, value in cases:
                there = here & self.encoding.set_of(condition)
                if there.satisfiable():
                    for old in self.model.variables[variable].domain:
                        if old != value and (there & self.encoding.equals(variable, old)).satisfiable():
                            yield variable, (old, value)

    def _change(self, action: Action, variable: int, change: Change) -> Set:
        old, new = change
        cases = (condition for condition, value in action.updates[variable] if value == new)
        return self.encoding.equals(variable, old) & self.encoding.diagrams.union(map(self.encoding.set_of, cases))

    def _drop_states_that_owe(self, progress: Iterable[int], changing: set[int]) -> None:
        diagrams = self.encoding.diagrams
        around = diagrams.cube(rows(self.encoding.blocks[variable] for variable in changing)[0])
        for number in progress:
            self._check()
            owing = self.states & self.changes_something[number]
            if owing.satisfiable():
                paid = self.states & ~self.changes_something[number] | owing & self.steps.get(number, diagrams.false)
                self.states &= paid.exists(around)
