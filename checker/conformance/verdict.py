"""The verdict on one Pod of a recording, with the diagnosis and the trace that belong to it."""

from collections.abc import Iterable, Mapping
from itertools import combinations, groupby
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.conformance.automaton import Belief
from podproof.checker.conformance.diagnosis import Diagnosis, Diagnostician
from podproof.checker.conformance.explainer import Explained, Explainer
from podproof.checker.conformance.observer import Observer
from podproof.checker.conformance.pod_history import LONGEST, IllegalObservation, Observation, PodHistory
from podproof.spec.observation.facts import alternatives
from podproof.spec.observation.snapshots import Snapshot
from podproof.spec.pod.known_bugs import Bug


class ObservedTrace(NamedTuple):
    """The observations of a Pod, and the shortest trace that explains them; None if it is too costly to find."""

    observations: tuple[Observation, ...]
    explained: Explained | None


class PodVerdict(NamedTuple):
    """The verdict on one Pod in one recording; `withdraws_legal` if it was called legal before it was seen again."""

    file: str
    namespace: str
    name: str
    history: PodHistory
    withdraws_legal: bool = False

    @property
    def legal(self) -> bool | None:
        """Whether some execution of the specification shows all observations of the Pod; None if it is not decided."""
        return False if self.illegal is not None else None if self.undecided else True

    @property
    def undecided(self) -> Mapping[str, int]:
        """What the specification does not know of a Pod that is not illegal, with the line that shows it first."""
        return {} if self.illegal is not None else self.history.undecided

    @property
    def illegal(self) -> IllegalObservation | None:
        """The first observation that no execution shows; None for a legal Pod."""
        return self.history.illegal

    @property
    def compiled(self) -> Compiled:
        """The model of the Pod."""
        return self.history.observer.compiled

    def diagnosis(self) -> Diagnosis | None:
        """Why the observation is illegal; None for a legal Pod, only laws where its numbers alone violate rules."""
        if self.illegal is None:
            return None
        if self.illegal.violations:
            names = {each.law for each in self.illegal.violations}
            return Diagnosis((), tuple(law for law in self.compiled.specification.laws if law.name in names), ())
        pod, observer = self.history.observer.pod, self.history.observer.observer
        diagnostician = Diagnostician(observer, lambda fact: alternatives(pod, fact))
        return diagnostician.diagnose(self.illegal.belief, self.illegal.now.snapshot)

    def bugs(self) -> list[tuple[Bug, ...]]:
        """The fewest known bugs of this version that together explain all observations up to the illegal one.

        Each bug that does alone, or, if none does, each two that do. Two are tried if all bugs of the version together
        explain the observations: bugs mostly add to what can happen, and this spares nearly every recording the pairs.
        """
        illegal, path, observer = self.illegal, self.history.path, self.history.observer
        if illegal is None or illegal.violations or len(path) >= LONGEST:
            return []
        shown = [each.snapshot for each in (*path, illegal.now)]

        def explain(bugs: Iterable[Bug]) -> bool:
            return _accepts(observer.with_bugs(frozenset(bug.issue for bug in bugs)), shown)

        alone: list[tuple[Bug, ...]] = [(bug,) for bug in observer.bugs if explain([bug])]
        if alone or not explain(observer.bugs):
            return alone
        return [two for two in combinations(observer.bugs, 2) if explain(two)]

    def distinct_observations(self) -> tuple[Observation, ...]:
        """The legal observations, without those that repeat the one before."""
        return tuple(next(alike) for _, alike in groupby(self.history.path, key=lambda each: each.snapshot))

    def trace(self) -> ObservedTrace | None:
        """The trace up to the last legal observation; None if there is none."""
        path = self.distinct_observations()
        if not path:
            return None
        explainer = Explainer(self.history.observer.observer)
        return ObservedTrace(path, explainer.explain([each.snapshot for each in path]))


def _accepts(observer: Observer, shown: Iterable[Snapshot]) -> bool:
    """Whether the observer knows a state that agrees with all of these."""
    belief: Belief | None = observer.start
    for snapshot in shown:
        if belief is not None and snapshot != belief.symbol:
            belief = observer.after(belief, snapshot)
    return belief is not None
