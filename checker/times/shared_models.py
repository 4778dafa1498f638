"""Compiled Pods that are shared: what is asked about containers that are alike but for their names is asked once."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import NamedTuple

from podproof.checker.compile.timed import TimedCompiled
from podproof.checker.engines.zones import EVERYTHING, Limits, Question, Situation, TimeHorizon
from podproof.checker.engines.zones.constants import reduced
from podproof.checker.engines.zones.forgetting import Coarser, forgetting, spoken_of
from podproof.checker.formulas import Formula, conjunction
from podproof.checker.timed_model import TimedModel
from podproof.spec.notation_of_time import Interval
from podproof.spec.pod.declared_times import Declared, DeclaredTimes
from podproof.spec.pod.latencies import Latencies
from podproof.spec.pod.state import Pod
from podproof.spec.pod.timed.lifecycle import TIMED_LIFECYCLE, TimedPod

COUNTERS = ("readiness_streak", "readiness_tick", "backoff_level", "wait")
"""Fields that multiply the histories of a container and decide little: what they count is forgotten first."""

KEPT = 24
"""Compiled Pods that are kept: several parts of a Pod with containers of a few kinds."""


class SharedModel:
    """The model of a Pod, or of one whose events are restricted, and what was asked about it."""

    def __init__(self, compiled: TimedCompiled, timed: TimedModel) -> None:
        self.compiled, self.timed = compiled, timed
        self._restricted: dict[Hashable, SharedModel] = {}
        self._questions: dict[Hashable, Question] = {}
        self._coarser: dict[frozenset[int], tuple[Coarser, SharedModel]] = {}

    def only(self, guards: Mapping[str, Formula]) -> "SharedModel":
        """The model in which these events happen only where the formula holds, reduced to what is open then."""
        key = frozenset(guards.items())
        if key not in self._restricted:
            self._restricted[key] = SharedModel(self.compiled, _restricted(self.timed, guards))
        return self._restricted[key]

    def question(
        self,
        start: Situation | None,
        end: Situation,
        first: bool,
        times: int,
        limits: Limits,
        horizon: TimeHorizon = EVERYTHING,
    ) -> Question:
        """The question, with what is already known of its answer."""
        key = start, end, first, times, limits, horizon
        if key not in self._questions:
            self._questions[key] = Question(
                self.timed, start, end, first=first, times=times, limits=limits, horizon=horizon
            )
        return self._questions[key]

    def coarser_question(
        self, start: Situation | None, end: Situation, first: bool, times: int, limits: Limits
    ) -> Question | None:
        """The question about the model without the variables that only count or delay; None: there are none to forget.

        What the question itself speaks of is kept.
        """
        forgotten = self._counters - spoken_of(self.timed, start) - spoken_of(self.timed, end)
        if not forgotten:
            return None
        if forgotten not in self._coarser:
            made = forgetting(self.timed, forgotten)
            self._coarser[forgotten] = made, SharedModel(self.compiled, reduced(made.timed))
        coarser, model = self._coarser[forgotten]
        started = None if start is None else coarser.situation(start)
        return model.question(started, coarser.situation(end), first, times, limits)

    @property
    def _counters(self) -> frozenset[int]:
        names = (variable.name.rpartition(".")[2] for variable in self.timed.model.variables)
        return frozenset(number for number, name in enumerate(names) if name in COUNTERS)


def _restricted(timed: TimedModel, guards: Mapping[str, Formula]) -> TimedModel:
    actions = tuple(
        action._replace(guard=conjunction([action.guard, guards[action.event]])) if action.event in guards else action
        for action in timed.model.actions
    )
    return reduced(timed._replace(model=timed.model._replace(actions=actions)))


class _Anonymous(NamedTuple):
    """A Pod with a clock, without its names: what its model depends on."""

    pod: Pod
    latencies: Latencies
    declared: tuple[Declared, ...]
    of_the_pod: tuple[Interval | None, ...]
    faults: frozenset[str]

    def timed(self) -> TimedPod:
        """The Pod, its containers named by their positions."""
        names = (member.name for member in self.pod.members)
        containers = dict(zip(names, self.declared, strict=True))
        return TimedPod(self.pod, self.latencies, DeclaredTimes(containers, *self.of_the_pod))  # type: ignore[arg-type]


def shared_model(timed: TimedPod, faults: frozenset[str]) -> SharedModel:
    """The model of a Pod with these classes of fault, which it shares with all that are alike but for their names."""
    own = tuple(timed.declared.of(member.name) for member in timed.pod.members)
    members = tuple(member._replace(name=str(index)) for index, member in enumerate(timed.pod.members))
    pod = timed.pod._replace(name="", namespace="", members=members)
    return _shared(_Anonymous(pod, timed.latencies, own, timed.declared[1:], faults))


@lru_cache(maxsize=KEPT)
def _shared(anonymous: _Anonymous) -> SharedModel:
    compiled = TimedCompiled(TIMED_LIFECYCLE, anonymous.timed(), anonymous.faults)
    return SharedModel(compiled, compiled.timed_model())
