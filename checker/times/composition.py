"""Whole Pods, one container at a time: what containers do apart from each other is asked apart, and put together.

The states of containers that do not wait for each other multiply; asked one by one, they only add up.
"""

from collections.abc import Iterator, Sequence
from math import inf

from podproof.checker.times.clocked import Duration
from podproof.checker.times.parts import alone, without_probes
from podproof.spec.pod.state import Container
from podproof.spec.pod.timed import TimedPod


def over_with_the_last(parts: Sequence[Duration]) -> Duration:
    """What is over when all its parts are, none of which delays another: both ends are the latest of theirs.

    Exact, as the parts can take their least times together.
    """
    latest = max(parts, key=lambda part: inf if part.most is None else part.most)
    least = [part.least for part in parts if part.least is not None]
    return latest._replace(
        happens=all(part.happens for part in parts),
        least=max(least) if len(least) == len(parts) else None,
        undecided="; ".join(dict.fromkeys(part.undecided for part in parts if part.undecided)),
        parts=tuple(parts) if len(parts) > 1 else (),
    )


def until_ready(timed: TimedPod) -> Iterator[TimedPod]:
    """Parts of a Pod in which nothing exits or hangs: it is ready when the last of them is.

    Containers start one after the other, so that each part has a container with all before it.  Of those before it
    only the start is asked about: regular containers without their probes, sidecars with their startup probe, for which
    the next container waits.  Of containers that are alike, the last one is the last to be ready.
    """
    members = timed.pod.members
    first = next(index for index, each in enumerate(members) if each.kind == "regular")
    for index, each in enumerate(members):
        is_last = index == len(members) - 1
        if is_last or (_is_probed(each) and not any(_alike(timed, each, later) for later in members[index + 1 :])):
            yield _only_the_start(alone(timed, *(before.name for before in members[: max(index, first) + 1])), each)


def _only_the_start(timed: TimedPod, asked: Container) -> TimedPod:
    for each in timed.pod.members:
        own = () if each.name == asked.name else ("readiness", *(["startup"] if each.kind == "regular" else []))
        timed = without_probes(timed, each.name, "liveness", *own)
    return timed


def _is_probed(container: Container) -> bool:
    return container.readiness_probe is not None or container.startup_probe is not None


def until_stopped(timed: TimedPod) -> Iterator[TimedPod]:
    """Parts of a Pod that stop at once and apart from each other; each has one regular container, and all sidecars.

    Sidecars wait for the last regular container: the later it exits, the later they do.
    """
    sidecars = [each.name for each in timed.pod.members if each.kind == "sidecar"]
    regular = [each for each in timed.pod.members if each.kind != "sidecar"]
    for index, each in enumerate(regular):
        if not any(_alike(timed, each, later) for later in regular[index + 1 :]):
            yield alone(timed, each.name, *sidecars)


def _alike(timed: TimedPod, one: Container, other: Container) -> bool:
    """Whether the containers differ only in their names."""
    declared = timed.declared
    return one == other._replace(name=one.name) and declared.of(one.name) == declared.of(other.name)

