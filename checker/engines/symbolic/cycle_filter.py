"""Which actions can be taken infinitely often, as far as single variables rule it out."""

from collections.abc import Callable, Iterable, Iterator

from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.encoding import DiagramEncoding, rows
from podproof.checker.formulas import Value
from podproof.checker.model import Action, Model

Change = tuple[Value, Value]
"""The value of a variable before and after a step."""


def taken_back(changes: Iterable[Change]) -> set[Change]:
    """The changes that a sequence of other changes takes back; the rest happen only finitely often."""
    changes = set(changes)
    leads = set(changes)
    for middle in {value for change in changes for value in change}:
        leads |= {(one, other) for one, here in leads if here == middle for here_, other in leads if here_ == middle}
    return {(before, after) for before, after in changes if (after, before) in leads}


class CycleFilter:
    """An over-approximation of the states and actions on fair cycles, by looking at one variable at a time.

    A variable that changes on a cycle changes back on it; so a change of a variable that no sequence of the remaining
    actions takes back is on no cycle, nor is an action that makes it.  And what no remaining action changes is constant
    on a cycle: where, for such values, a progress action is enabled in all states and does not remain, there is no fair
    cycle.  Each of the two makes the other find more, so they are applied in turn.  This decides most laws that hold.
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
        """Leave out what happens only finitely often, until nothing changes; `steps` says where each action remains."""
        progress = sorted(progress)
        before = None
        while before != (self.states, self.steps) and self.states.satisfiable():
            before = self.states, dict(self.steps)
            changing = self._drop_changes_for_good()
            self._drop_states_that_owe(progress, changing)

    def _drop_changes_for_good(self) -> set[int]:
        """Restrict each action to changes that are taken back, and return the variables that still change."""
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
