"""A Pod with a clock: compiled once, and asked how long it takes from one moment to another."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any, Literal, NamedTuple

from podproof.checker.compile.timed import TimedCompiled
from podproof.checker.engines.zones import Events, Limits, Question, Situation, TimeHorizon
from podproof.checker.formulas import Formula, conjunction, disjunction
from podproof.checker.model import Action
from podproof.checker.timed_model import UNITS_PER_SECOND
from podproof.checker.times.shared_models import shared_model
from podproof.checker.trace import TimedTrace
from podproof.spec.pod.timed.lifecycle import TIMED_LIFECYCLE, TimedPod

LIMITS = Limits(states=8_000, zones=20_000, seconds=4)
"""Where one question is given up, and asked again of a coarser model."""

COARSER_LIMITS = Limits(states=20_000, zones=40_000, seconds=6)
"""Where a question about a coarser model is given up."""

Extreme = Literal["least", "most"]

Wanted = Extreme | float
"""How long an execution is to take; a number is in seconds."""

FORCED = ("forces", "deletes_sooner")
"""Deletions that no question is about, unless it names them."""


class Duration(NamedTuple):
    """How long it takes, in seconds.

    `happens`: the beginning is reachable, and `least` is None if the end never follows it.  `most` is None without
    an upper bound; `unforced` then names the events that nothing forces, as (event, container).  `undecided` is the
    limit that left it open, empty if it is decided.  The end is met for the `times`-th time.  Unless `exact`, the
    bounds are safe, but it is not known whether any execution takes them.
    """

    happens: bool
    least: float | None
    most: float | None
    unforced: tuple[tuple[str, str], ...]
    undecided: str
    question: Question
    times: int
    timed: TimedPod
    faults: frozenset[str] = frozenset()
    exact: bool = True

    @property
    def compiled(self) -> TimedCompiled:
        """The Pod as a trace of it is read, with its names."""
        return TimedCompiled(TIMED_LIFECYCLE, self.timed, self.faults)

    @property
    def is_possible(self) -> bool:
        """Whether the end can follow the beginning."""
        return self.happens and self.least is not None

    @property
    def repeats(self) -> bool:
        """Whether the end can be avoided by events that repeat."""
        return self.question.endless is not None and bool(self.question.endless.loop)

    @property
    def is_open_for_good(self) -> bool:
        """Whether there is no upper bound although nothing waits for an event that may come at any time."""
        return self.is_possible and self.most is None and not self.unforced and not self.undecided

    @property
    def never_begins(self) -> bool:
        """Whether the beginning is certainly unreachable."""
        return not self.happens and not self.undecided

    def trace(self, wanted: Wanted) -> TimedTrace | None:
        """An execution that takes the least time, the most, or so many seconds; None if there is none."""
        if wanted == "least":
            return self.question.trace_of_least(self.times)
        if wanted == "most":
            return self.question.trace_of_most(self.times)
        return self.question.trace_of(round(float(wanted) * UNITS_PER_SECOND), self.times)


class ClockedPod:
    """A Pod with a clock; `without` names the events that do not happen, `faults` the classes of those that may."""

    def __init__(self, timed: TimedPod, without: Iterable[str] = FORCED, faults: frozenset[str] = frozenset()) -> None:
        self.timed, self.faults = timed, faults
        self._shared = shared_model(timed, faults).only(dict.fromkeys(without, False))

    def when(self, *conditions: str, container: int | None = None) -> Formula:
        """All the conditions hold, those about containers of this one, or of some container (None)."""
        return conjunction(self._one(condition, container) for condition in conditions)

    def _one(self, condition: str, container: int | None) -> Formula:
        compiled = self._shared.compiled
        subjects = compiled.subjects(condition)
        about = subjects if container is None or None in subjects else (container,)
        return disjunction(compiled.formula(condition, each) for each in about)

    def events(self, *names: str, container: int | None = None) -> Events:
        """Any of the events, of this container, or of any (None)."""
        return frozenset(
            number
            for number, action in enumerate(self._shared.timed.model.actions)
            if action.event in names and (container is None or action.component in (container, None))
        )

    def is_about_containers(self, condition: str) -> bool:
        """Whether the condition is about one container, not about the Pod."""
        return None not in self._shared.compiled.subjects(condition)

    def are_of_containers(self, *names: str) -> bool:
        """Whether some of the events happen to one container, not to the Pod."""
        actions = self._shared.timed.model.actions
        return any(actions[number].component is not None for number in self.events(*names))

    def only(self, guards: Mapping[str, Formula]) -> "ClockedPod":
        """The same Pod, in which these events happen only where the formula holds."""
        pod = copy(self)
        pod._shared = self._shared.only(guards)
        return pod

    def between(
        self, start: Situation | None, end: Situation, *, first: bool = True, times: int = 1, limits: Limits = LIMITS
    ) -> Duration:
        """From the start (None: the creation of the Pod) until the end, for the given time."""
        question = self._shared.question(start, end, first, times, limits)
        found = self._duration(question, question, times)
        if not found.undecided or limits is not LIMITS:
            return found
        coarser = self.coarsely_between(start, end, first=first, times=times)
        return found if coarser is None else _filled(found, coarser)

    def within(self, start: Situation, end: Situation, times: int, limits: Limits, horizon: TimeHorizon) -> Question:
        """The question about so many ends, up to the horizon."""
        return self._shared.question(start, end, True, times, limits, horizon)

    def coarsely_between(
        self, start: Situation | None, end: Situation, *, first: bool = True, times: int = 1
    ) -> Duration | None:
        """The same of a coarser model: bounds that contain the exact ones; None if there is nothing to forget."""
        question = self._shared.question(start, end, first, times, LIMITS)
        coarser = self._shared.coarser_question(start, end, first, times, COARSER_LIMITS)
        return None if coarser is None else self._duration(question, coarser, times)

    def _duration(self, question: Question, asked: Question, times: int) -> Duration:
        bounds = asked.bounds(times)
        undecided = "; ".join(dict.fromkeys(bounds.undecided.values()))
        unforced = () if bounds.endless is None else bounds.endless.unforced
        loose = sorted({self._named(asked.timed.model.actions[each]) for each in unforced})
        least, most = seconds(bounds.least), seconds(bounds.most)
        exact = bounds.exact and asked is question
        return Duration(
            bounds.begins, least, most, tuple(loose), undecided, question, times, self.timed, self.faults, exact
        )

    def _named(self, action: Action) -> tuple[str, str]:
        return action.event, "" if action.component is None else self.timed.pod.members[action.component].name


def _filled(found: Duration, coarser: Duration) -> Duration:
    """What is found, with the ends of the coarser model in place of those that are not decided."""
    if found.least is None or not found.happens:
        return coarser
    return coarser._replace(happens=True, least=found.least)


def seconds(units: int | None) -> float | None:
    """Units as seconds."""
    return None if units is None else units / UNITS_PER_SECOND


def declared(timed: TimedPod, container: str, **times: Any) -> TimedPod:
    """The Pod with these times declared of a container."""
    own = timed.declared.of(container)._replace(**times)
    return timed._replace(declared=timed.declared._replace(containers={**timed.declared.containers, container: own}))
