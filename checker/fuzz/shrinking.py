"""A Pod with less in it that breaks the same law by the same events."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from podproof.checker.engines.live import Label
from podproof.checker.fuzz.failures import Violation
from podproof.checker.fuzz.pod_under_test import PodsUnderTest, PodUnderTest
from podproof.checker.fuzz.settings import WalkSettings
from podproof.checker.trace import Step

Events = list[Label]

KEPT = ("kind", "own_policy")
"""What makes a container an init container or a sidecar, which have their place in the order."""


class Shrinker(NamedTuple):
    """A Pod with one thing less, and the events that are left of a trace."""

    pod: Any
    events: Events


def simplified(violation: Violation, grounds: PodsUnderTest, way: WalkSettings) -> Violation:
    """The violation by a Pod of which nothing more can be left out."""
    found: Violation | None = violation
    while found is not None:
        violation, found = found, next(_broken_by_less(found, grounds, way), None)
    return violation


def _broken_by_less(violation: Violation, grounds: PodsUnderTest, way: WalkSettings) -> Iterator[Violation]:
    events = [(step.action.event, step.action.component) for step in violation.trace.steps]
    for pod, those in (*without_a_container(violation.pod, events), *without_a_peculiarity(violation.pod, events)):
        ground = grounds.of(pod)
        if (walk := replayed(ground, those)) is not None:
            law, trace = ground.violation(walk)
            if law is violation.law:
                yield Violation(law, pod, way.renderer(ground.compiled), trace)


def without_a_container(pod: Any, events: Events) -> Iterator[Shrinker]:
    """Each Pod with a container less; the last of its kind stays if it is the last of all."""
    for site, member in enumerate(pod.members):
        rest = pod.members[:site] + pod.members[site + 1 :]
        if rest and (site < len(rest) or rest[-1].kind == member.kind):
            moved = [
                (event, where if where is None or where < site else where - 1)
                for event, where in events
                if where != site
            ]
            yield Shrinker(pod._replace(members=rest), moved)


def without_a_peculiarity(pod: Any, events: Events) -> Iterator[Shrinker]:
    """Each Pod with a field less that is not as it is by default."""
    for less in _less(pod):
        yield Shrinker(less, events)
    for site, member in enumerate(pod.members):
        for less in _less(member):
            yield Shrinker(pod._replace(members=(*pod.members[:site], less, *pod.members[site + 1 :])), events)


def _less(record: Any) -> Iterator[Any]:
    for field, default in record._field_defaults.items():
        if field not in KEPT and getattr(record, field) != default:
            yield record._replace(**{field: default})


def replayed(ground: PodUnderTest, events: Events) -> tuple[Step, ...] | None:
    """The walk by those of the events that may happen, as far as to a state in which a law is broken."""
    state, walk = ground.start, []
    for label in events:
        if ground.is_wrong(state):
            break
        after = ground.steps(state).get(label)
        if after is not None:
            walk.append(ground.step(label, after))
            state = after
    return tuple(walk) if ground.is_wrong(state) else None
