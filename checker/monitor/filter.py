"""The set of worlds that are consistent with all observations so far, memoised into an automaton."""

from collections.abc import Callable, Hashable, Iterable
from functools import cached_property
from typing import NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.engines.symbolic.diagrams import Set
from podproof.checker.engines.symbolic.tracking import Tracking
from podproof.checker.model import conjunction
from podproof.spec.observing.notation import Fact, Way

Letter = Hashable
"""One observation, with everything folded away that does not matter."""

Ways = Callable[[Letter | None, Letter], Iterable[Way]]
"""How an observation may follow on the one before."""

MOST = 200_000
"""Steps of the automaton that are remembered; beyond that it begins to learn anew."""


class Knowledge:
    """A state of the automaton: the last observation, and the worlds in which the Pod may be."""

    __slots__ = ("__weakref__", "letter", "worlds")

    def __init__(self, letter: Letter | None, worlds: Set) -> None:
        self.letter, self.worlds = letter, worlds


class Taken(NamedTuple):
    """A way that was taken: the worlds before its event and those at the observation."""

    way: Way
    before: Set
    worlds: Set


class Filter:
    """Reads the observations of Pods of one shape.

    The subset construction of Rabin and Scott (1959) over the hidden steps of the model, taken lazily: an observation
    met before in the same state costs one look-up, a new one a few fixpoints over sets of worlds.
    """

    def __init__(
        self, compiled: Compiled, ways: Ways, visible: frozenset[str], announced: frozenset[str] = frozenset()
    ) -> None:
        self.compiled, self.ways = compiled, ways
        self.visible, self._announced = visible, announced
        self._steps: dict[tuple[Knowledge, Letter], Knowledge | None] = {}
        self._states: dict[tuple[Set, Letter], Knowledge] = {}

    @cached_property
    def tracking(self) -> Tracking:
        """The sets of worlds of this shape."""
        return Tracking(
            self.compiled.model,
            lambda action: action.event in self.visible,
            lambda action: action.event in self._announced,
        )

    @cached_property
    def start(self) -> Knowledge:
        """Before the first observation: the one world in which every life begins."""
        return Knowledge(None, self.tracking.start)

    def after(self, state: Knowledge, letter: Letter) -> Knowledge | None:
        """The state after one more observation; None if no world of the state leads to it."""
        key = state, letter
        try:
            return self._steps[key]
        except KeyError:
            return self._learn(key)

    def _learn(self, key: tuple[Knowledge, Letter]) -> Knowledge | None:
        if len(self._steps) >= MOST:
            self._steps.clear()
            self._states.clear()
        state, letter = key
        worlds = self.tracking.union(taken.worlds for taken in self.taken(state, letter))
        after = self._states.setdefault((worlds, letter), Knowledge(letter, worlds)) if worlds.satisfiable() else None
        self._steps[key] = after
        return after

    def taken(self, state: Knowledge, letter: Letter) -> list[Taken]:
        """All ways of the observation with the worlds that they lead to, empty sets included."""
        return [self.take(state, way) for way in self.ways(state.letter, letter)]

    def take(self, state: Knowledge, way: Way) -> Taken:
        """One way, from a state."""
        return self.taken_from(self.able(state, way), way)

    def able(self, state: Knowledge, way: Way) -> Set:
        """The worlds of the state, and if the way has an event all in which that may happen."""
        worlds = self.announced(state.worlds, way)
        return self.tracking.eventually(worlds, self.where(way.throughout)) if way.event else worlds

    def taken_from(self, able: Set, way: Way) -> Taken:
        """One way, from the worlds that are able to take it."""
        tracking, worlds = self.tracking, able
        if way.event:
            able &= self.where(way.before)
            worlds = tracking.after(able, way.event)
        worlds &= self.where(way.after)
        if way.late:
            worlds = tracking.unseen(worlds, self.where(way.throughout))
        return Taken(way, able, worlds & self.where(way.shown))

    def announced(self, worlds: Set, way: Way) -> Set:
        """The worlds after the events that are known to have happened."""
        for event, site in way.announced if self._announced else ():
            able = self.tracking.eventually(worlds, self.tracking.where(True))
            worlds = self.tracking.after(able, event, site)
        return worlds

    def where(self, facts: Iterable[Fact]) -> Set:
        """The worlds in which all the facts are true."""
        return self.tracking.where(conjunction(self.compiled.formula(fact.sentence, fact.site) for fact in facts))
