"""All of a status that its checks and its snapshot depend on, apart from the times themselves.

The checks compare times only with one another, and restart counts only with the counts before.  So what two successive
statuses show, and which rules their numbers violate, follows from their signatures, from the order of their times and
from the changes of their restart counts.
"""

from collections.abc import Hashable, Iterator
from itertools import chain, count
from operator import attrgetter
from typing import cast

from msgspec import Struct

from podproof.spec.observation.entries import Observed
from podproof.spec.observation.objects import ContainerStatus, Time

CONDITION = attrgetter("type", "status", "reason", "observedGeneration")
TRANSITION = attrgetter("lastTransitionTime")
NAME, RESTARTS = attrgetter("name"), attrgetter("restartCount")

Signature = tuple[Hashable, ...]
"""Whether the Pod is gone, deleted and started; texts and conditions; numbers; the containers, and their names."""

Order = tuple[int, ...] | None
"""The rank of each time, 0 for none, among the times of two statuses; None if their times are equal."""


class StatusValues(Struct, gc=False):
    """The signature of a status, its times, and the restart count of each container.

    `fixed` are the times of creation, deletion and start, which are only compared with what they were before.
    """

    signature: Signature
    fixed: tuple[Time, Time, Time]
    times: tuple[Time, ...]
    restarts: tuple[int, ...]


NO_VALUES = StatusValues(((),), (None, None, None), (), ())
"""What is before the first status."""


def status_values(seen: Observed, with_transitions: bool = False) -> StatusValues:
    """The values of a status; with the times of its conditions, on which only readiness gates depend, or without."""
    metadata, status = seen.pod.metadata, seen.pod.status
    assert metadata is not None and status is not None
    containers = [*status.of_containers()]
    times = [*chain.from_iterable(map(_times, containers))]
    if with_transitions:
        times += map(TRANSITION, status.conditions)
    signature = (
        seen.event == "DELETED",
        metadata.deletionTimestamp is not None,
        status.startTime is not None,
        status.phase,
        status.reason,
        status.observedGeneration,
        len(status.initContainerStatuses),
        len(status.containerStatuses),
        tuple(map(CONDITION, status.conditions)),
        metadata.generation,
        metadata.deletionGracePeriodSeconds,
        tuple(metadata.finalizers),
        tuple(map(_container, containers)),
        tuple(map(NAME, containers)),
    )
    fixed = metadata.creationTimestamp, metadata.deletionTimestamp, status.startTime
    return StatusValues(signature, fixed, tuple(times), tuple(map(RESTARTS, containers)))


def _times(container: ContainerStatus) -> Iterator[Time]:
    """The times of a container: of its state, and of the one before."""
    running, ended, before = container.state.running, container.state.terminated, container.lastState.terminated
    yield None if running is None else running.startedAt
    if ended is not None:
        yield from (ended.startedAt, ended.finishedAt)
    if before is not None:
        yield from (before.startedAt, before.finishedAt)


def _container(container: ContainerStatus) -> Hashable:
    """The part of the signature that is about a container."""
    state, last = container.state, container.lastState
    waiting, ended, before = state.waiting, state.terminated, last.terminated
    return (
        container.ready,
        container.started,
        min(container.restartCount, 2),
        waiting and waiting.reason,
        state.running is not None,
        ended and (ended.exitCode, ended.reason),
        before and (before.exitCode, before.reason),
        last.waiting is not None,
        last.running is not None,
    )


def order(times: tuple[Time, ...]) -> Order:
    """The rank of each time."""
    different = {*times}
    different.discard(None)
    ranks: dict[Time, int] = dict(zip(sorted(cast(set[str], different)), count(1)))
    ranks[None] = 0
    return tuple(map(ranks.__getitem__, times))
