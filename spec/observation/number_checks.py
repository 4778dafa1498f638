"""Exact checks of numbers and times, which the states of the specification abstract."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from podproof.spec.observation.objects import ContainerStateTerminated, Time
from podproof.spec.observation.status_values import StatusValues


class Instance(NamedTuple):
    """One instance of a container as a status shows it; `ended` if it is terminated."""

    restarts: int
    began: Time
    ended: ContainerStateTerminated | None
    last: ContainerStateTerminated | None
    runs: bool


class Numbers(NamedTuple):
    """The numbers and times of one observation."""

    created: Time
    generation: int
    deletion: Time
    grace: int | None
    finalizers: frozenset[str]
    started: Time
    instances: dict[str, Instance]


class NumberViolation(NamedTuple):
    """A violation of rules by two observations: what happened, the rules by number, and the law that forbids it."""

    text: str
    cites: str
    law: str = ""


CHECKS: Mapping[str, str] = {
    "an object is created once": "9.28",
    "a Pod that is gone is not seen again": "9.2 F2",
    "versions grow within a watch": "9.4 11.4",
    "generations grow": "9.2",
    "startTime stays": "11.5",
    "deletion is never unset": "9.4 11.9d",
    "a grace period only shrinks": "9.3 11.9d",
    "a deleted Pod gets no finalizer": "9.5",
    "restart counts grow": "2.9 11.9e",
    "a restart is counted": "2.9",
    "a container is in one state": "2.1",
    "an instance has one beginning": "2.1 2.9",
    "an instance has one end": "2.1 2.7",
    "the last state is the end before": "2.1",
    "instances follow one another": "2.1",
    "containers start in order": "3.6 3.8 3.9",
    "a Pod is Ready only after its gates": "7.5",
    "no generation is observed before it exists": "9.2",
    "an update keeps the spec": "11.10",
    "a Pod stays on its node": "11.10",
    "a Pod with containers is scheduled": "7.1",
}
"""Each check, with the rules that it formalizes."""


LAWS: Mapping[str, str] = {
    "a Pod that is gone is not seen again": "gone-is-gone",
    "deletion is never unset": "deletion-is-never-undone",
    "a Pod is Ready only after its gates": "ready-matches-containers-and-gates",
}
"""The law that forbids what a check finds, if one says the same; the law on other counts and orders depends on them."""

RESTART_LAWS = {0: "a-restart-count-never-returns-to-0", 1: "a-restart-count-never-falls-below-2"}
"""The law that forbids a restart count to fall to this number."""

ORDER_LAWS = {"init": "init-in-order", "sidecar": "init-in-order", "regular": "init-before-regular"}
"""The law that forbids a container of this kind to start before an init container has finished."""

OF_GARBAGE_COLLECTION = {"foregroundDeletion", "orphan"}
"""Finalizers that a later deletion may add, by its propagation policy."""

UNKNOWN = "ContainerStatusUnknown"
"""The reason of a container that did not run when its Pod ended, whatever its exit was (2.13)."""

REMOVED = "RestartingAllContainers"
"""The reason in `lastState` of a container that was removed to restart all, whatever its exit was (4.13)."""


def is_lost(instance: Instance) -> bool:
    """The instance before this one was lost by the runtime while it ran."""
    return instance.last is not None and instance.last.reason == UNKNOWN


def is_same_end(old: Instance, new: Instance) -> bool:
    """Both follow the same instance, which was lost."""
    return is_lost(old) and old.restarts == new.restarts


def violation(check: str, text: str, law: str = "") -> NumberViolation:
    """A violation of one of the checks, with the rules that it cites and the law, if there is one."""
    return NumberViolation(text, CHECKS[check], law or LAWS.get(check, ""))


def numbers(values: StatusValues) -> Numbers:
    """The numbers and times of a status."""
    signature: Any = values.signature
    *_, generation, grace, finalizers, containers, names = signature
    created, deletion, started = values.fixed
    times, instances = iter(values.times), dict[str, Instance]()
    for name, container, restarts in zip(names, containers, values.restarts, strict=True):
        *_, runs, ended, last = container[:-2]
        began = next(times)
        end, before = (_end_of(each, times) for each in (ended, last))
        if end is not None and not runs:
            began = end.startedAt
        instances[name] = Instance(restarts, began, None if runs else end, before, runs)
    return Numbers(created, generation, deletion, grace, frozenset(finalizers), started, instances)


def _end_of(shown: tuple[int, str] | None, times: Iterator[Time]) -> ContainerStateTerminated | None:
    return None if shown is None else ContainerStateTerminated(*shown, startedAt=next(times), finishedAt=next(times))


def violations(before: Numbers, now: Numbers) -> Iterator[NumberViolation]:
    """Every violation by these two observations of one Pod."""
    if now.created != before.created:
        yield violation("an object is created once", f"creationTimestamp was {before.created}, now {now.created}")
    if now.generation < before.generation:
        yield violation("generations grow", f"generation fell from {before.generation} to {now.generation}")
    if before.started is not None and now.started != before.started:
        yield violation("startTime stays", f"startTime was {before.started}, now {now.started or 'unset'}")
    if before.deletion is not None:
        yield from _deletion(before, now)
    for name, old in before.instances.items():
        new = now.instances.get(name)
        if new is not None and new != old:
            yield from _instances(name, old, new)


def _deletion(before: Numbers, now: Numbers) -> Iterator[NumberViolation]:
    if now.deletion is None:
        yield violation("deletion is never unset", f"deletionTimestamp {before.deletion} was unset")
        return
    old, new = before.grace or 0, now.grace or 0
    if new > old:
        yield violation("a grace period only shrinks", f"the grace period grew from {old} to {new} s")
    elif new == old and now.deletion != before.deletion:
        yield violation(
            "a grace period only shrinks",
            f"deletionTimestamp was {before.deletion}, now {now.deletion}, with the same grace",
        )
    if added := now.finalizers - before.finalizers - OF_GARBAGE_COLLECTION:
        yield violation(
            "a deleted Pod gets no finalizer", f"{', '.join(sorted(added))} was added after deletion was requested"
        )


def _instances(name: str, old: Instance, new: Instance) -> Iterator[NumberViolation]:
    if new.restarts < old.restarts:
        text = f"restartCount of {name} fell from {old.restarts} to {new.restarts}"
        yield violation("restart counts grow", text, RESTART_LAWS.get(new.restarts, ""))
    elif new.restarts == old.restarts:
        yield from _same(name, old, new)
    else:
        yield from _next(name, old, new)


def _same(name: str, old: Instance, new: Instance) -> Iterator[NumberViolation]:
    """Violations by two observations of the same instance of a container."""
    if old.ended is not None and new.runs:
        yield violation(
            "an instance has one beginning", f"{name} had terminated and runs with the same restartCount {new.restarts}"
        )
    elif old.ended is not None and new.ended is not None and _end(old.ended) not in (_end(new.ended), _unknown(new)):
        yield violation(
            "an instance has one end", f"the end of {name} was {end_text(old.ended)}, now {end_text(new.ended)}"
        )
    elif old.runs and new.runs and old.began != new.began:
        yield violation(
            "an instance has one beginning",
            f"{name} runs since {new.began}, not {old.began}, with the same restartCount",
        )


def _next(name: str, old: Instance, new: Instance) -> Iterator[NumberViolation]:
    """Violations by a later instance of the container: the instance before it is its `lastState`."""
    if old.ended is None:
        return
    waits = not new.runs and (new.ended is None or _unknown(new) is not None)  # its `lastState` is its own end
    differs = new.last is not None and new.last.reason != REMOVED and _end(new.last) != _end(old.ended)
    if new.restarts == old.restarts + 1 and new.last is not None and differs and not waits:
        yield violation(
            "the last state is the end before",
            f"lastState of {name} is {end_text(new.last)}, but it ended with {end_text(old.ended)}",
        )
    if is_before(new.began, old.ended.finishedAt):
        yield violation(
            "instances follow one another",
            f"{name} was started at {new.began}, before it finished at {old.ended.finishedAt}",
        )


def _unknown(instance: Instance) -> tuple[object, ...] | None:
    """The end in `lastState` of a container that waited to be started again when its Pod ended."""
    is_unknown = instance.ended is not None and instance.ended.reason == UNKNOWN
    return _end(instance.last) if is_unknown and instance.last is not None else None


def _end(ended: ContainerStateTerminated) -> tuple[object, ...]:
    return ended.exitCode, ended.finishedAt


def end_text(ended: ContainerStateTerminated) -> str:
    """A termination as text."""
    return f"exit code {ended.exitCode} at {ended.finishedAt}"


def is_before(one: Time, other: Time) -> bool:
    return one is not None and other is not None and one < other
