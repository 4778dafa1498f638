"""A model: finite-domain variables, and guarded actions that change them.

Together with formulas, this is all that an engine knows.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from podproof.checker.formulas import (
    Atom,
    Formula,
    State,
    Value,
    atom,
    conjunction,
    disjunction,
    evaluate,
    negation,
    substitution,
)


class Variable(NamedTuple):
    """A variable: its values, its initial value, and the component that it belongs to (None: shared by all)."""

    name: str
    domain: State
    initial: Value
    component: int | None

    @property
    def bits(self) -> int:
        """How many bits encode a value."""
        return (len(self.domain) - 1).bit_length()


def places_by_component(variables: Iterable[Variable]) -> dict[int | None, list[int]]:
    """The positions of the variables of each component, and of the shared ones (None)."""
    places: dict[int | None, list[int]] = {}
    for place, variable in enumerate(variables):
        places.setdefault(variable.component, []).append(place)
    return places


class Case(NamedTuple):
    """A value that a variable gets when the condition holds in the state before the step."""

    condition: Formula
    value: Value


class Action(NamedTuple):
    """A guarded command: its actor, event and component (None: of the whole), its guard, and what it changes.

    `updates` maps a variable to its cases, which exclude each other; where none holds, the variable keeps its value.
    `kind` is the class of fault of the action, "" for an ordinary one.  In a trace it has the
    `weight` of so many ordinary steps, which a reader believes sooner; it `shows` to others what has happened.
    """

    actor: str
    event: str
    component: int | None
    guard: Formula
    updates: Mapping[int, tuple[Case, ...]]
    kind: str = ""
    weight: int = 1
    shows: bool = False

    @property
    def rank(self) -> tuple[int, bool]:
        """How plausible the action is where several would do: the least is the most plausible."""
        return self.weight, not self.shows

    @property
    def changes_something(self) -> Formula:
        """Where the action is enabled: the guard holds, and the step changes something."""
        changes = (
            conjunction([case.condition, negation(atom(variable, case.value))])
            for variable, cases in self.updates.items()
            for case in cases
        )
        return conjunction([self.guard, disjunction(changes)])

    def weakest_precondition(self, formula: Formula) -> Formula:
        """What must hold before the step so that the formula holds after it, the guard left out.

        Dijkstra's weakest precondition of a simultaneous assignment; linear in the parts that read what is written.
        """
        return substitution(self.updates.keys(), self._precondition)(formula)

    def _precondition(self, after: Atom) -> Formula:
        cases = self.updates.get(after.variable, ())
        hit = disjunction(case.condition for case in cases if case.value == after.value)
        touched = disjunction(case.condition for case in cases)
        return disjunction([hit, conjunction([negation(touched), after])])


class Model(NamedTuple):
    """Variables with their initial values, and the actions that change them."""

    variables: tuple[Variable, ...]
    actions: tuple[Action, ...]

    @property
    def initial(self) -> State:
        """The state in which every execution begins."""
        return tuple(variable.initial for variable in self.variables)

    @property
    def bits(self) -> int:
        """How many bits encode a state."""
        return sum(variable.bits for variable in self.variables)

    @property
    def components(self) -> set[int]:
        """The components that have variables."""
        return {variable.component for variable in self.variables if variable.component is not None}

    @property
    def deadlock(self) -> Formula:
        """The states in which no action is enabled."""
        return conjunction(negation(action.changes_something) for action in self.actions)

    def successor(self, action: Action, state: State) -> State | None:
        """The state after the action, or None where it is not enabled."""
        if not evaluate(action.guard, state):
            return None
        after = list(state)
        for variable, cases in action.updates.items():
            after[variable] = next((value for condition, value in cases if evaluate(condition, state)), after[variable])
        changed = tuple(after)
        return None if changed == state else changed


class Bounds(NamedTuple):
    """Where a search gives up: number of states, seconds, bytes; None: no bound.

    An exploration may take that `share` of the seconds; the rest is for questions about what it has found.
    """

    states: int | None = None
    seconds: float | None = None
    memory: int | None = None
    share: float = 1.0

    def is_over(self, seconds: float) -> bool:
        """Whether an exploration that has taken so many seconds has to stop."""
        return self.seconds is not None and seconds >= self.seconds * self.share

    @property
    def out_of_time(self) -> str:
        """The name of the bound on time."""
        return f"{self.seconds:g} seconds"


class Size(NamedTuple):
    """How large the explored space is; `depth` and `nodes` are None where the engine does not know them.

    If it is not `exact`, the states are those of an invariant: no others are reachable, and not all of these need be.
    """

    states: int
    transitions: int
    depth: int | None
    nodes: int | None
    complete: bool
    bound: str
    exact: bool = True
