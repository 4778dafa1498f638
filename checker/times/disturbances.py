"""What holds up the kubelet: the pod worker does one thing at a time, for all containers of a Pod.

What is asked of one container at a time knows nothing of the others.  A kill, a start, a hook or a pull of another one
can make a time longer: as far as these have upper bounds, they are added to the upper end.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from podproof.checker.times.parts import member, position
from podproof.checker.times.turns import stop_time
from podproof.spec.pod import durations
from podproof.spec.pod.predicates import never_restarts, some_rule_restarts_all
from podproof.spec.pod.state import Container
from podproof.spec.pod.timed.lifecycle import TimedPod

KILL, START, HOOK, PULL = "kill for a probe", "restart", "postStart hook", "image pull"
RESET = "restart of all containers"

CAUSES = (KILL, START, HOOK, PULL, RESET)
"""What can hold up the kubelet [3.13 4.12 4.13 9.9]; a restart of all containers makes times shorter, too."""

DECLARED = {HOOK: "post_start", PULL: "pull"}
"""What an owner declares of it."""


class Disturbance(NamedTuple):
    """A container that can hold up the kubelet, how, and for how many seconds at most; None: no bound."""

    cause: str
    container: str
    seconds: float | None

    @property
    def undeclared(self) -> str:
        """What would have to be declared, as `container.name`; empty where it is bounded."""
        return f"{self.container}.{DECLARED[self.cause]}" if self.seconds is None and self.cause in DECLARED else ""


def first_starts(timed: TimedPod, name: str, before_startup: bool = False) -> Iterator[Disturbance]:
    """The first starts after that of the container; after an init container that does not succeed there are none.

    With `before_startup`, those before its startup probe succeeds, for which the containers after a sidecar wait.
    """
    itself = member(timed, name)
    is_awaited = itself.kind == "sidecar" and itself.startup_probe is not None and before_startup
    if itself.kind != "init" and not is_awaited:
        for each in timed.pod.members[position(timed, name) + 1 :]:
            yield from _start(timed, each, each.image_pull_policy != "Never")


def again_beside(timed: TimedPod, name: str) -> Iterator[Disturbance]:
    """What containers do that run beside this one: an init container has sidecars before it, and they have it."""
    index = position(timed, name)
    before, itself, after = timed.pod.members[:index], timed.pod.members[index], timed.pod.members[index + 1 :]
    beside = [each for each in before if each.kind != "init"]
    for each in beside if itself.kind == "init" else (*beside, *after):
        yield from again(timed, each)


def again(timed: TimedPod, container: Container) -> Iterator[Disturbance]:
    """Kills of a container that runs, and its restarts."""
    is_killed, exits = may_be_killed(timed, container), timed.declared.of(container.name).exits is not None
    if is_killed:
        yield Disturbance(KILL, container.name, _longest_kill(timed, container))
    if is_killed or exits:
        if some_rule_restarts_all([container]):
            yield Disturbance(RESET, container.name, None)
        if container.exit_rules or not never_restarts(container, timed.pod.restart_policy):
            yield from _start(timed, container, container.image_pull_policy == "Always")


def _start(timed: TimedPod, container: Container, pulls: bool) -> Iterator[Disturbance]:
    own, hook = timed.declared.of(container.name), container.post_start
    yield Disturbance(START, container.name, timed.latencies.create.most)
    if hook and (length := durations.length_of_hook(hook, own.post_start)).most != 0:
        yield Disturbance(HOOK, container.name, length.most)
    if pulls and own.pull.most != 0:
        yield Disturbance(PULL, container.name, own.pull.most)


def _longest_kill(timed: TimedPod, container: Container) -> float:
    """From the failure of a probe to the end of the container."""
    probes = [each for each in (container.startup_probe, container.liveness_probe) if each]
    grace = max(durations.grace_of(each, timed.pod.grace_period) for each in probes)
    by_itself = stop_time(timed, container.name)
    most: float = durations.longest_stop(grace, by_itself and by_itself.most, container.pre_stop, timed.latencies)
    return most


def may_be_killed(timed: TimedPod, container: Container) -> bool:
    """Whether a probe may fail as often as its threshold: the process may hang, or start too slowly [6.3 6.5]."""
    probe = container.startup_probe or container.liveness_probe
    own = timed.declared.of(container.name)
    if probe is None:
        return False
    if own.hangs is not None or own.starts is None or own.starts.most is None:
        return True
    return bool(own.starts.most >= durations.safe_start(probe, container.post_start))


class HoldUp(NamedTuple):
    """What can hold up the kubelet until an end: `again` so many times (None: any number of times), `first` once."""

    again: frozenset[Disturbance]
    first: frozenset[Disturbance] = frozenset()
    times: int | None = 1

    @property
    def found(self) -> frozenset[Disturbance]:
        """All of it."""
        return self.again | self.first

    @property
    def is_unbounded(self) -> bool:
        """Whether it can happen again and again."""
        return self.times is None and bool(self.again)

    @property
    def undeclared(self) -> tuple[str, ...]:
        """What would have to be declared so that it has a bound."""
        return tuple(sorted({each.undeclared for each in self.found} - {""}))

    def seconds(self, timed: TimedPod) -> float:
        """How long it lasts at most, apart from what is not declared."""
        return (self.times or 0) * _together(timed, self.again) + _together(timed, self.first)

    def text(self, timed: TimedPod) -> str:
        """The causes, each with its containers in the order of the manifest."""
        named = {each[:2] for each in self.found}
        causers = (
            (cause, [each.name for each in timed.pod.members if (cause, each.name) in named]) for cause in CAUSES
        )
        return "; ".join(f"{cause}: {', '.join(names)}" for cause, names in causers if names)


def _together(timed: TimedPod, found: Collection[Disturbance]) -> float:
    """How long they take one after the other; each container adds the wait for its sync."""
    syncs = len({each.container for each in found}) * (timed.latencies.sync.most or 0)
    return syncs + sum(each.seconds or 0 for each in found)


def hold_up(again: Iterable[Disturbance], first: Iterable[Disturbance] = (), times: int | None = 1) -> HoldUp:
    """These disturbances, as far as they take time; a restart of all containers is none of them."""
    return HoldUp(_lasting(again), _lasting(first), times)


def _lasting(found: Iterable[Disturbance]) -> frozenset[Disturbance]:
    return frozenset(each for each in found if each.seconds != 0 and each.cause != RESET)
