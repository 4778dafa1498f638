"""The turn of a sidecar: it gets SIGTERM when every regular container and every later sidecar has exited [9.17]."""

from collections.abc import Sequence

from podproof.checker.times.parts import alone, member, position
from podproof.spec.notation_of_time import AT_ONCE, Interval
from podproof.spec.pod.declared_times import Declared
from podproof.spec.pod.durations import length_of_hook
from podproof.spec.pod.state import Container
from podproof.spec.pod.timed.lifecycle import TimedPod

OTHERS = "the containers that stop before it"
"""The container that stands for all that a sidecar waits for; no container of a Pod has such a name."""


def with_its_turn(timed: TimedPod, name: str) -> TimedPod:
    """The container alone; beside a sidecar one container that stops when all have stopped that it waits for."""
    itself, regular = member(timed, name), [each for each in timed.pod.members if each.kind == "regular"]
    if itself.kind != "sidecar" or not regular:
        return alone(timed, name)
    others = Container(OTHERS, image_pull_policy="Never")
    lasting = Declared(starts=AT_ONCE, hangs=None, exits=None, drains=_turn(timed, itself, regular))
    declared = {name: timed.declared.of(name), OTHERS: lasting}
    return timed._replace(
        pod=timed.pod._replace(members=(itself, others)), declared=timed.declared._replace(containers=declared)
    )


def turn(timed: TimedPod) -> Interval | None:
    """The turn of the container in such a part of a Pod; None: those before it wait for SIGKILL."""
    others = timed.declared.containers.get(OTHERS)
    if others is None:
        return AT_ONCE
    return None if others.drains is None else others.drains.plus(timed.latencies.signal)


def _turn(timed: TimedPod, sidecar: Container, regular: Sequence[Container]) -> Interval | None:
    """From the beginning of the stop until all have exited that the sidecar waits for; None: only SIGKILL ends some."""
    stopped: Interval | None = AT_ONCE
    for each in regular:
        stopped = _later(stopped, stop_time(timed, each.name))
    for each in reversed(timed.pod.members[position(timed, sidecar.name) + 1 :]):
        stopped = stop_time(timed, each.name, stopped) if each.kind == "sidecar" else stopped
    return stopped


def stop_time(timed: TimedPod, name: str, earliest: Interval | None = AT_ONCE) -> Interval | None:
    """From the beginning of the stop to the exit, unless SIGKILL comes before; None: the process waits for SIGKILL.

    SIGTERM follows the preStop hook, and comes no sooner than `earliest`.
    """
    own, hook = timed.declared.of(name), member(timed, name).pre_stop
    begun = _later(earliest, AT_ONCE if hook is None else length_of_hook(hook, own.pre_stop))
    return None if begun is None or own.drains is None else begun.plus(own.drains)


def _later(one: Interval | None, other: Interval | None) -> Interval | None:
    if one is None or other is None:
        return None
    most = None if one.most is None or other.most is None else max(one.most, other.most)
    return Interval(max(one.least, other.least), most)
