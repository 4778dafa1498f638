"""What is checked beside the worlds, exactly: the numbers and times that the specification abstracts."""

from collections.abc import Iterator
from typing import NamedTuple

from spec.observing.objects import ContainerStatus, PodObject, State, Terminated, Time


class Instance(NamedTuple):
    """The instance of a container that a status shows, and its end if it has ended."""

    restarts: int
    began: Time
    ended: Terminated | None
    last: Terminated | None
    runs: bool


class Numbers(NamedTuple):
    """The numbers and times of one observation."""

    created: Time
    generation: int
    deletion: Time
    grace: int | None
    started: Time
    instances: dict[str, Instance]


class Breach(NamedTuple):
    """A rule that two observations break together, and how."""

    text: str
    cites: str


def numbers(pod: PodObject) -> Numbers:
    """The numbers and times that an object shows."""
    metadata, status = pod.metadata, pod.status
    assert metadata is not None and status is not None
    return Numbers(
        metadata.creationTimestamp,
        metadata.generation,
        metadata.deletionTimestamp,
        metadata.deletionGracePeriodSeconds,
        status.startTime,
        {
            each.name: _instance(each)
            for statuses in (
                status.initContainerStatuses,
                status.containerStatuses,
                status.ephemeralContainerStatuses,
            )
            for each in statuses
        },
    )


def _instance(status: ContainerStatus) -> Instance:
    state, last = status.state, status.lastState.terminated
    if state.running is not None:
        return Instance(status.restartCount, state.running.startedAt, None, last, True)
    ended = state.terminated
    return Instance(status.restartCount, None if ended is None else ended.startedAt, ended, last, False)


def breaches(before: Numbers, now: Numbers) -> Iterator[Breach]:
    """Every rule that the numbers break together."""
    if now.created != before.created:
        yield Breach(f"creationTimestamp was {before.created}, now {now.created}", "9.28")
    if now.generation < before.generation:
        yield Breach(f"generation fell from {before.generation} to {now.generation}", "9.2")
    if before.started is not None and now.started != before.started:
        yield Breach(f"startTime was {before.started}, now {now.started or 'unset'}", "11.5")
    if before.deletion is not None:
        yield from _deletion(before, now)
    for name, old in before.instances.items():
        new = now.instances.get(name)
        if new is not None and new != old:
            yield from _instances(name, old, new)


def _deletion(before: Numbers, now: Numbers) -> Iterator[Breach]:
    if now.deletion is None:
        yield Breach(f"deletionTimestamp {before.deletion} was unset", "9.4")
        return
    old, new = before.grace or 0, now.grace or 0
    if new > old:
        yield Breach(f"the grace period grew from {old} to {new} s", "9.3")
    elif new == old and now.deletion != before.deletion:
        yield Breach(f"deletionTimestamp was {before.deletion}, now {now.deletion}, with the same grace", "9.3")


def _instances(name: str, old: Instance, new: Instance) -> Iterator[Breach]:
    if new.restarts < old.restarts:
        yield Breach(f"restartCount of {name} fell from {old.restarts} to {new.restarts}", "2.9 11.9")
    elif new.restarts == old.restarts:
        yield from _same(name, old, new)
    else:
        yield from _next(name, old, new)
    if new.ended is not None and _is_before(new.ended.finishedAt, new.ended.startedAt):
        yield Breach(f"{name} finished at {new.ended.finishedAt}, before it started", "2.1")


def _same(name: str, old: Instance, new: Instance) -> Iterator[Breach]:
    """The same instance of a container, seen twice."""
    if old.ended is not None and new.runs:
        yield Breach(f"{name} had terminated and runs with the same restartCount {new.restarts}", "2.1 2.9")
    elif old.ended is not None and new.ended is not None and _end(old.ended) != _end(new.ended):
        yield Breach(f"the end of {name} was {told(old.ended)}, now {told(new.ended)}", "2.7")
    elif old.runs and new.runs and old.began != new.began:
        yield Breach(f"{name} runs since {new.began}, not {old.began}, with the same restartCount", "2.9")


def _next(name: str, old: Instance, new: Instance) -> Iterator[Breach]:
    """A later instance of the container: the one before it is its `lastState`."""
    if old.ended is None:
        return
    if new.restarts == old.restarts + 1 and new.last is not None and _end(new.last) != _end(old.ended):
        yield Breach(f"lastState of {name} is {told(new.last)}, but it ended with {told(old.ended)}", "2.1")
    if _is_before(new.began, old.ended.finishedAt):
        yield Breach(f"{name} was started at {new.began}, before it finished at {old.ended.finishedAt}", "2.1")


def _end(ended: Terminated) -> tuple[object, ...]:
    return ended.exitCode, ended.finishedAt


def told(ended: Terminated) -> str:
    """A termination in few words."""
    return f"exit code {ended.exitCode} at {ended.finishedAt}"


def _is_before(one: Time, other: Time) -> bool:
    return one is not None and other is not None and one < other


__all__ = ["Breach", "Numbers", "State", "breaches", "numbers"]
