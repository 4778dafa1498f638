"""The horizon of a Pod: which situations can be reached from each state, computed once, in the background."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, NamedTuple

from podproof.checker.engines.symbolic.destinations import Destination, Distance, SymbolicDestinations
from podproof.checker.explorer.walk import Walker, WatchedState
from podproof.checker.rendering.text import count
from podproof.spec.notation import Situation

NODES = 3_000_000
"""Nodes that the layers around one situation may cost: about a second."""

SECONDS = 60.0
"""Seconds for the search beyond them, for each situation."""

FIRST = ("Failed", "KubeletDown", "Scheduled", "Terminating", "CrashLoopBackOff", "Running", "Ready")
"""Situations that are computed first: those that almost every state leads to, whose result helps with the others, and
those that most people ask about."""

Outlook = Literal["here", "reachable", "never again", "never", "not decided", "computing"]


class SituationOutlook(NamedTuple):
    """What can be said of a situation in a state; `steps` is exact, or else what it takes at least."""

    situation: Situation
    outlook: Outlook
    steps: int | None
    exact: bool


class Horizon:
    """What can still happen to a Pod, and how to get there."""

    def __init__(self, walker: Walker) -> None:
        self.walker = walker
        self._found: dict[str, Destination | None] = {}
        """The destination of each situation that is computed; None where the Pod never gets there."""
        self.states: int | None = None
        self.problem = ""

    def stop(self) -> None:
        """End the computation, from another thread."""
        self.problem = "stopped"
        if "_engine" in vars(self):
            self._engine.stop()

    @cached_property
    def _engine(self) -> SymbolicDestinations:
        return SymbolicDestinations(self.walker.model)

    @property
    def situations(self) -> tuple[Situation, ...]:
        """All situations in their order."""
        situations: tuple[Situation, ...] = self.walker.compiled.specification.situations
        return situations

    @property
    def is_complete(self) -> bool:
        """Whether everything is computed, as far as it ever will be."""
        return bool(self.problem) or len(self._found) == len(self.situations)

    def compute(self) -> None:
        """Reach every state, and then search backward from each situation; nothing once it is stopped."""
        if self.problem:
            return
        try:
            size = self._engine.explore()
        except MemoryError as error:
            self.problem = str(error)
            return
        self.states = size.states
        self.problem = f"stopped at {size.bound}" if size.bound else ""
        for situation in sorted(self.situations, key=lambda each: _rank(each.name)):
            if not self.problem:
                self._found[situation.name] = self._destination(situation)

    def _destination(self, situation: Situation) -> Destination | None:
        goal = self.walker.compiled.formula_of_any(situation.when)
        if self._engine.reachable(goal) is False:
            return None
        known = [each for each in self._found.values() if each is not None]
        return self._engine.destination(goal, nodes=NODES, seconds=SECONDS, known=known)

    def progress(self) -> str:
        """How far the computation is, in plain English."""
        if self.problem:
            return f"Not decided: {self.problem}."
        if self.states is None:
            return "Exploring every state of this Pod …"
        if not self.is_complete:
            return f"Searching backward from each situation: {len(self._found)} of {len(self.situations)} …"
        return f"{count(self.states, 'state')} explored; what is said of situations holds for all of them."

    def from_here(self, stop: WatchedState) -> list[SituationOutlook]:
        """What can be said of each situation."""
        return [self._seen(situation, stop) for situation in self.situations]

    def _seen(self, situation: Situation, stop: WatchedState) -> SituationOutlook:
        if situation.name not in self._found:
            return SituationOutlook(situation, "not decided" if self.problem else "computing", None, False)
        destination = self._found[situation.name]
        if destination is None:
            return SituationOutlook(situation, "never", None, True)
        found = self._engine.distance_from(stop.state, destination)
        return SituationOutlook(situation, _outlook(found), found.steps if found.reachable else None, found.exact)

    def route_to(self, stop: WatchedState, name: str) -> tuple[list[str], bool] | None:
        """The events that lead to a situation, and whether none lead there sooner; None: no route is known."""
        destination = self._found.get(name)
        found = None if destination is None else self._engine.path_from(stop.state, destination)
        return None if found is None else (self.walker.names_of(found[0]), found[1])


def _outlook(distance: Distance) -> Outlook:
    if distance.reachable is None:
        return "not decided"
    if not distance.reachable:
        return "never again"
    return "here" if distance.exact and distance.steps == 0 else "reachable"


def _rank(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)


def document(horizon: Horizon, stop: WatchedState) -> dict[str, Any]:
    """The horizon as the page takes it."""
    return {
        "progress": horizon.progress(),
        "complete": horizon.is_complete,
        "situations": [_situation(each) for each in horizon.from_here(stop)],
    }


def _situation(seen: SituationOutlook) -> Mapping[str, Any]:
    return {
        "name": seen.situation.name,
        "description": seen.situation.description,
        "outlook": seen.outlook,
        "steps": seen.steps,
        "exact": seen.exact,
    }
