"""All of a status that its checks and its snapshot depend on, apart from the times themselves.

The checks compare times only with one another, and restart counts only with the counts before.  So what two successive
statuses show, and which rules their numbers violate, follows from their signatures, from the order of their times and
from the changes of their restart counts.
"""

from collections.abc import Hashable
from itertools import count
from operator import attrgetter
from typing import cast

from msgspec import Struct

from podproof.spec.observation.entries import Observed
from podproof.spec.observation.objects import Time

CONDITION = attrgetter("type", "status", "reason", "observedGeneration")
TRANSITION = attrgetter("lastTransitionTime")

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
    times: list[Time] = []
    names, restarts, containers = list[str](), list[int](), list[Hashable]()
    for each in status.of_containers():
        state, last, restarted = each.state, each.lastState, each.restartCount
        waiting, running, ended, before = state.waiting, state.running, state.terminated, last.terminated
        names.append(each.name)
        restarts.append(restarted)
        times.append(None if running is None else running.startedAt)
        if ended is not None:
            times += ended.startedAt, ended.finishedAt
        if before is not None:
            times += before.startedAt, before.finishedAt
        containers.append(
            (
                each.ready,
                each.started,
                min(restarted, 2),
                waiting and waiting.reason,
                running is not None,
                ended and (ended.exitCode, ended.reason),
                before and (before.exitCode, before.reason),
                last.waiting is not None,
                last.running is not None,
            )
        )
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
        tuple(containers),
        tuple(names),
    )
    fixed = metadata.creationTimestamp, metadata.deletionTimestamp, status.startTime
    return StatusValues(signature, fixed, tuple(times), tuple(restarts))


def order(times: tuple[Time, ...]) -> Order:
    """The rank of each time."""
    different = {*times}
    different.discard(None)
    ranks: dict[Time, int] = dict(zip(sorted(cast(set[str], different)), count(1)))
    ranks[None] = 0
    return tuple(map(ranks.__getitem__, times))
