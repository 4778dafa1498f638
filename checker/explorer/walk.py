"""Walks: executions of a Pod whose events are chosen one after the other, by name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines.successors import Successors
from podproof.checker.errors import UsageError
from podproof.checker.formulas import State, evaluate
from podproof.checker.model import Action
from podproof.checker.names import close, event_name
from podproof.checker.trace import Step, Trace
from podproof.spec.pod import kubectl
from podproof.spec.pod.kubectl import PUBLISHING, Published


class WatchedState(NamedTuple):
    """Where a walk stands: the state, and what the API knows of it."""

    state: State
    known: Published


class PossibleEvent(NamedTuple):
    """An event that can happen: its name, its action by position, and where it leads."""

    name: str
    number: int
    action: Action
    after: WatchedState


class EventWalk(NamedTuple):
    """Where a walk has led: a stop before the first step and after each; `refused` is the first event that cannot be.

    The events after a refused one are not taken.
    """

    names: tuple[str, ...]
    trace: Trace
    stops: tuple[WatchedState, ...]
    refused: str = ""

    @property
    def here(self) -> WatchedState:
        """Where it stands."""
        return self.stops[-1]


class Walker:
    """Takes events of one Pod by their names: `schedules`, or `starts:app` for an event of a container."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled, self.model, self.pod = compiled, compiled.model, compiled.configuration
        self.successors = Successors(self.model)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The position of each action, by the name of its event."""
        return {self.name(action): number for number, action in enumerate(self.model.actions)}

    def name(self, action: Action) -> str:
        """The name of the event of an action."""
        return event_name(self.pod, action.event, action.component)

    def container(self, action: Action) -> str:
        """The container of an action; empty for an event of the whole Pod."""
        return "" if action.component is None else str(self.pod.members[action.component].name)

    @property
    def start(self) -> WatchedState:
        """Where every walk begins."""
        return WatchedState(self.model.initial, Published())

    def choices(self, stop: WatchedState) -> Iterator[PossibleEvent]:
        """Everything that can happen, in the order of the model."""
        pack, unpack = self.successors.encoding.pack, self.successors.encoding.unpack
        afters = {number: unpack(after) for number, after in self.successors.of(pack(stop.state))}
        for number, action in enumerate(self.model.actions):
            if choice := self._choice(stop, number, action, afters.get(number)):
                yield choice

    def take(self, stop: WatchedState, name: str) -> PossibleEvent | None:
        """The event of this name, or None where it cannot happen."""
        number = self.numbers.get(name)
        if number is None:
            return None
        return self._choice(stop, number, self.model.actions[number], self.successors.successor(number, stop.state))

    def _choice(self, stop: WatchedState, number: int, action: Action, after: State | None) -> PossibleEvent | None:
        """The choice of an action; a status is published also where that changes only what the API shows."""
        if after is None and action.event in PUBLISHING and evaluate(action.guard, stop.state):
            after = stop.state
        if after is None:
            return None
        known = stop.known
        if action.event in PUBLISHING:
            known = kubectl.published(action.event, known, *self.compiled.records(after))
        if (after, known) == stop:
            return None
        return PossibleEvent(self.name(action), number, action, WatchedState(after, known))

    def walk(self, names: Sequence[str]) -> EventWalk:
        """Take the events, as far as they can happen."""
        stops, steps = [self.start], list[Step]()
        refused = ""
        for name in names:
            choice = self.take(stops[-1], name)
            if choice is None:
                refused = name
                break
            stops.append(choice.after)
            steps.append(Step(choice.action, choice.after.state))
        trace = Trace(self.model.initial, tuple(steps))
        return EventWalk(tuple(names[: len(steps)]), trace, tuple(stops), refused)

    def walked(self, names: Sequence[str]) -> EventWalk:
        """Take all the events; raises `UsageError` with the first that cannot happen."""
        walk = self.walk(names)
        if walk.refused:
            known = walk.refused in self.numbers
            step = len(walk.names) + 1
            why = "it cannot happen here" if known else f"unknown event{close(walk.refused, self.numbers)}"
            raise UsageError(f"step {step}, {walk.refused!r}: {why}")
        return walk

    def names_of(self, actions: Iterable[int]) -> list[str]:
        """The names of the events of these actions."""
        return [self.name(self.model.actions[number]) for number in actions]
