"""Pods of one shape share an automaton: it is learned once and known to all of them."""

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from podproof.checker.compile import compile_pod
from podproof.checker.monitor.filter import Filter, Letter
from podproof.spec.notation import Specification
from podproof.spec.observing.configuration import configuration, steering
from podproof.spec.observing.notation import Way
from podproof.spec.observing.objects import PodObject
from podproof.spec.observing.sights import Sight
from podproof.spec.observing.ways import ANNOUNCED, PUBLISHERS, ways

MOST = 500
"""Shapes that are kept; beyond that they are learned anew."""


class Shape(NamedTuple):
    """A configuration, where its containers stand, which have rules for exit codes, and the filter of all such Pods."""

    pod: Any
    places: dict[str, int]
    ruled: frozenset[str]
    filter: Filter


class Shapes:
    """All shapes met so far, under one version of Kubernetes."""

    def __init__(self, specification: Specification, kubernetes: int) -> None:
        self.specification, self.kubernetes = specification, kubernetes
        self._known: dict[bytes, Shape] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, pod: PodObject) -> Shape:
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

    def made(self, pod: Any) -> Shape:
        """The shape of a configuration."""

        def following(before: Letter | None, now: Letter) -> Iterable[Way]:
            return ways(pod, cast(Sight | None, before), cast(Sight, now))

        places = {member.name: place for place, member in enumerate(pod.members)}
        ruled = frozenset(member.name for member in pod.members if member.exit_rules)
        return Shape(pod, places, ruled, Filter(compile_pod(self.specification, pod), following, PUBLISHERS, ANNOUNCED))
