"""Pods of one shape share an automaton: it is learned once and known to all of them."""

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from podproof.checker.compile import Compiled
from podproof.checker.conformance.observer import Observer, Symbol
from podproof.spec.notation import Specification
from podproof.spec.observation.configuration import configuration, steering
from podproof.spec.observation.explanations import ANNOUNCED, PUBLISHERS, ways
from podproof.spec.observation.notation import Explanation
from podproof.spec.observation.objects import PodObject
from podproof.spec.observation.snapshots import Snapshot

MOST = 500
"""Shapes that are kept; beyond that they are learned anew."""


class Automaton(NamedTuple):
    """A configuration, where its containers stand, which have rules for exit codes, and the filter of all such Pods."""

    pod: Any
    places: dict[str, int]
    ruled: frozenset[str]
    filter: Observer


class Automata:
    """All shapes met so far, under one version of Kubernetes."""

    def __init__(self, specification: Specification, kubernetes: int) -> None:
        self.specification, self.kubernetes = specification, kubernetes
        self._known: dict[bytes, Automaton] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, pod: PodObject) -> Automaton:
        """The shape of a Pod, read off its spec."""
        key, settings = steering(pod)
        shape = self._known.get(key)
        if shape is None:
            if len(self._known) >= MOST:
                self._known.clear()
            assert pod.metadata is not None
            found = configuration(settings, pod.metadata.name, pod.metadata.namespace or "default", self.kubernetes)
            shape = self._known[key] = self.made(found)
        return shape

    def made(self, pod: Any) -> Automaton:
        """The shape of a configuration."""

        def following(before: Symbol | None, now: Symbol) -> Iterable[Explanation]:
            return ways(pod, cast(Snapshot | None, before), cast(Snapshot, now))

        places = {member.name: place for place, member in enumerate(pod.members)}
        ruled = frozenset(member.name for member in pod.members if member.exit_rules)
        return Automaton(
            pod, places, ruled, Observer(Compiled(self.specification, pod), following, PUBLISHERS, ANNOUNCED)
        )
