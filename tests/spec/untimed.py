"""Which state of the lifecycle without a clock a state of the lifecycle with a clock stands for."""

from podproof.checker.compile import Compiled
from podproof.checker.compile.timed import TimedCompiled
from podproof.checker.engines.explicit import Graph
from podproof.spec.pod import predicates
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.state import ContainerState
from podproof.spec.pod.timed.lifecycle import TIMED_LIFECYCLE, TimedPod

PROBES = {
    "startup_streak": predicates.probes_startup,
    "liveness_streak": predicates.probes_liveness,
    "readiness_streak": predicates.probes_readiness,
}
"""When the lifecycle without a clock remembers a streak: while the kubelet runs the probe."""

COUNTED = 2
"""Up to here the lifecycle without a clock counts a streak."""


class Seen:
    """A container as predicates see it."""

    def __init__(self, configuration, state):
        vars(self).update(configuration._asdict() | state._asdict())


def untimed_states(pod):
    """The states of the Pod without a clock."""
    compiled = Compiled(LIFECYCLE, pod, ())
    return {compiled.records(state) for state in Graph(compiled.model).states()}


def timed_states_without_their_clock(pod):
    """The states of the Pod with a clock, whatever its timers say, as states without one."""
    compiled = TimedCompiled(TIMED_LIFECYCLE, TimedPod(pod))
    found = set()
    for state in Graph(compiled.timed_model().model).states():
        whole, containers = compiled.records(state)
        found.add((whole, tuple(without_clock(whole, *each) for each in zip(pod.members, containers, strict=True))))
    return found


def without_clock(whole, configuration, container):
    seen = Seen(configuration, container)
    kept = {field: getattr(container, field) for field in ContainerState._fields}
    for streak, runs in PROBES.items():
        is_live = runs(seen, whole.kubelet, whole.worker)
        kept[streak] = min(kept[streak], COUNTED) if is_live else 0
    return ContainerState(**kept)
