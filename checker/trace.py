"""Traces: executions of a model as values, to be printed, replayed and asserted on."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from podproof.checker.formulas import State
from podproof.checker.model import Action, Model
from podproof.checker.timed_model import UNITS_PER_SECOND

TraceKind = Literal["witness", "counterexample"]
"""A *witness* shows that something is reachable; a *counterexample* shows that a property is violated."""


Minimality = Literal["most plausible", "shortest", "irreducible", ""]
"""What is known of a trace among all that reach its goal; empty if nothing is, as of one that a user chose."""


class Step(NamedTuple):
    """One line of a trace: the action taken and the state after it."""

    action: Action
    state: State


class Trace(NamedTuple):
    """An execution from the initial state to a state of interest: its steps, and in which sense they are minimal.

    A trace is *most plausible* if none has less weight, and none of this weight has fewer steps; *shortest* if none has
    fewer steps; *irreducible* if no event and no run of events can be left out so that the rest still replays to the
    same end, as is true of the others too.  A *lasso* is a trace without end: the last `loop` of its steps, which
    follow on its stem, repeat forever (0: it stays in its last state forever).  `loop` is None where the trace is
    finite.
    """

    start: State
    steps: tuple[Step, ...]
    minimality: Minimality = ""
    loop: int | None = None
    kind: TraceKind = "witness"

    @property
    def end(self) -> State:
        """The last state."""
        return self.steps[-1].state if self.steps else self.start


class TimedTrace(NamedTuple):
    """A trace with the moment of each step, in units from the beginning of the execution, which is 0.

    `before` so many steps of it lead to the beginning of the time that is asked about; the rest takes that time.
    """

    trace: Trace
    moments: tuple[int, ...]
    before: int

    @property
    def begins(self) -> int:
        """The moment at which the time begins."""
        return self.moments[self.before - 1] if self.before else 0

    @property
    def elapsed(self) -> tuple[float | None, ...]:
        """For each step the seconds since the time began; None before it."""
        since = ((moment - self.begins) / UNITS_PER_SECOND for moment in self.moments)
        return tuple(each if step >= self.before else None for step, each in enumerate(since, 1))

    @property
    def units(self) -> int:
        """The time from there to the last step."""
        return (self.moments[-1] if self.moments else 0) - self.begins


def with_loop(model: Model, stem: Trace, actions: Iterable[int]) -> Trace:
    """The lasso that follows the stem and then repeats these actions, given by their positions in the model."""
    states = [stem.end]
    steps = []
    for number in actions:
        after = model.successor(model.actions[number], states[-1])
        assert after is not None
        states.append(after)
        steps.append(Step(model.actions[number], after))
    return stem._replace(steps=(*stem.steps, *steps), minimality="", loop=len(steps))
