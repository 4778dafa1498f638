"""A smaller Pod that violates the same law by the same events."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from podproof.checker.engines.live import Label
from podproof.checker.fuzz.failures import Violation
from podproof.checker.fuzz.pod_under_test import PodsUnderTest, PodUnderTest
from podproof.checker.fuzz.settings import WalkSettings
from podproof.checker.trace import Step

Events = list[Label]

KEPT = ("kind", "own_policy")
"""The fields that make a container an init container or a sidecar, whose order is fixed."""


class SmallerPod(NamedTuple):
    """A Pod with one container or one setting less, and the remaining events of a trace."""

    pod: Any
    events: Events


def shrink(violation: Violation, pods: PodsUnderTest, walk_settings: WalkSettings) -> Violation:
    """The same violation by a Pod from which nothing more can be left out."""
    smaller: Violation | None = violation
    while smaller is not None:
        violation, smaller = smaller, next(_smaller_violations(smaller, pods, walk_settings), None)
    return violation


def _smaller_violations(violation: Violation, pods: PodsUnderTest, walk_settings: WalkSettings) -> Iterator[Violation]:
    events = [(step.action.event, step.action.component) for step in violation.trace.steps]
    for pod, remaining in (*without_a_container(violation.pod, events), *with_a_default(violation.pod, events)):
        under_test = pods.of(pod)
        if (walk := replay(under_test, remaining)) is not None:
            law, trace = under_test.violation(walk)
            if law is violation.law:
                yield Violation(law, pod, walk_settings.renderer(under_test.compiled), trace)


def without_a_container(pod: Any, events: Events) -> Iterator[SmallerPod]:
    """Each Pod with one container less, but with one at least of the kind that each must have."""
    for site, member in enumerate(pod.members):
        rest = pod.members[:site] + pod.members[site + 1 :]
        if any(each.kind == member._field_defaults["kind"] for each in rest):
            moved = [
                (event, where if where is None or where < site else where - 1)
                for event, where in events
                if where != site
            ]
            yield SmallerPod(pod._replace(members=rest), moved)


def with_a_default(pod: Any, events: Events) -> Iterator[SmallerPod]:
    """Each Pod with one more field at its default."""
    for smaller in _with_defaults(pod):
        yield SmallerPod(smaller, events)
    for site, member in enumerate(pod.members):
        for smaller in _with_defaults(member):
            yield SmallerPod(pod._replace(members=(*pod.members[:site], smaller, *pod.members[site + 1 :])), events)


def _with_defaults(record: Any) -> Iterator[Any]:
    for field, default in record._field_defaults.items():
        if field not in KEPT and getattr(record, field) != default:
            yield record._replace(**{field: default})


def replay(under_test: PodUnderTest, events: Events) -> tuple[Step, ...] | None:
    """The walk by the events that are possible, up to the first state that violates a law; None without one."""
    state, walk = under_test.start, []
    for label in events:
        if under_test.is_wrong(state):
            break
        after = under_test.steps(state).get(label)
        if after is not None:
            walk.append(under_test.step(label, after))
            state = after
    return tuple(walk) if under_test.is_wrong(state) else None
