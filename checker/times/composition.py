"""Whole Pods, one container at a time: what containers do apart from each other is asked apart, and put together.

The states of containers that do not wait for each other multiply; asked one by one, they only add up.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import inf
from typing import Any

from podproof.checker.times.clocked import Duration
from podproof.checker.times.parts import alone, merged, smooth, without_probes, without_stops
from podproof.spec.pod.state import Container
from podproof.spec.pod.timed.lifecycle import TimedPod


def over_with_the_last(parts: Sequence[Duration]) -> Duration:
    """What is over when all its parts are, none of which delays another: both ends are the latest of theirs.

    Exact, as the parts can take their least times together.
    """
    latest = max(parts, key=lambda part: inf if part.most is None else part.most)
    least = [part.least for part in parts if part.least is not None]
    return latest._replace(
        happens=all(part.happens for part in parts),
        least=max(least) if len(least) == len(parts) else None,
        **_together(parts),
    )


def over_with_the_first(parts: Sequence[Duration]) -> Duration:
    """What is over as soon as one of its parts is: both ends are the earliest of theirs."""
    soonest = min(parts, key=lambda part: inf if part.most is None else part.most)
    return soonest._replace(
        happens=any(part.happens for part in parts),
        least=min((part.least for part in parts if part.least is not None), default=None),
        **_together(parts),
    )


def _together(parts: Sequence[Duration]) -> dict[str, Any]:
    return {
        "undecided": "; ".join(dict.fromkeys(part.undecided for part in parts if part.undecided)),
        "exact": all(part.exact for part in parts),
    }


def until_ready(timed: TimedPod) -> Iterator[TimedPod]:
    """Parts of a Pod in which nothing exits or hangs: it is ready when the last of them is.

    Containers start one after the other, and the kubelet looks at none of them before all have started.  So each part
    has a container and the starts of all others: of regular containers without their probes, of sidecars with their
    startup probe, for which the next container waits.  Of containers that are alike, the last one is the last to be
    ready.
    """
    timed = without_stops(timed)
    members = timed.pod.members
    for index, each in enumerate(members):
        is_last = index == len(members) - 1
        if is_last or (_is_probed(each) and not is_like_one_of(timed, each, members[index + 1 :])):
            yield beside_starts(without_probes(timed, each.name, "liveness"), each.name)


def beside_starts(timed: TimedPod, *names: str) -> TimedPod:
    """The containers with the starts of all others, of which regular ones in a row are one start."""
    part = smooth(timed, {each.name for each in timed.pod.members} - set(names))
    for is_merged, group in groupby(part.pod.members, lambda each: each.kind == "regular" and each.name not in names):
        if is_merged:
            part = merged(part, [each.name for each in group])
    return part


def _is_probed(container: Container) -> bool:
    return container.readiness_probe is not None or container.startup_probe is not None


def until_stopped(timed: TimedPod) -> Iterator[TimedPod]:
    """Parts of a Pod that stop at once and apart from each other; each has one regular container, and all sidecars.

    Sidecars wait for the last regular container: the later it exits, the later they do.
    """
    sidecars = [each.name for each in timed.pod.members if each.kind == "sidecar"]
    regular = [each for each in timed.pod.members if each.kind != "sidecar"]
    for index, each in enumerate(regular):
        if not is_like_one_of(timed, each, regular[index + 1 :]):
            yield alone(timed, each.name, *sidecars)


def is_like_one_of(timed: TimedPod, container: Container, others: Iterable[Container]) -> bool:
    """Whether the container differs only in its name from one of the others."""
    declared = timed.declared
    return any(
        other == container._replace(name=other.name) and declared.of(other.name) == declared.of(container.name)
        for other in others
    )
