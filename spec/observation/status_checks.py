"""Exact checks of the times and numbers within one status: no order of events could have written them."""

from collections.abc import Iterator

from podproof.spec.observation.number_checks import (
    ORDER_LAWS,
    UNKNOWN,
    Instance,
    Numbers,
    NumberViolation,
    is_before,
    violation,
)
from podproof.spec.observation.objects import Condition, PodObject, Status, Time
from podproof.spec.pod.state import Pod


def status_violations(pod: Pod, seen: PodObject, now: Numbers) -> list[NumberViolation]:
    """Every violation by the status of one observation."""
    found: list[NumberViolation] = []
    if pod.members[0].kind in ("init", "sidecar"):
        found += _start_order(pod, now)
    for name, instance in now.instances.items():
        if instance.ended is not None or instance.last is not None:
            found += _instance(name, instance)
    if seen.status is not None:
        found += _states(seen.status)
        if now.instances:
            found += _scheduled(seen.status)
        if pod.readiness_gates:
            found += _readiness_gates(pod, {each.type: each for each in seen.status.conditions})
        if now.generation:
            found += _generations(now.generation, seen.status)
    return found


def _states(status: Status) -> Iterator[NumberViolation]:
    """A container that is in several states at once, or was."""
    for each in status.of_containers():
        for state in (each.state, each.lastState):
            if (state.waiting, state.running, state.terminated).count(None) < 2:
                shown = [name for name in state.__struct_fields__ if getattr(state, name) is not None]
                yield violation("a container is in one state", f"{each.name} is {' and '.join(shown)} at once")


def _instance(name: str, now: Instance) -> Iterator[NumberViolation]:
    """An instance that ended before it began, or followed another one without a restart or too early."""
    ended, last = now.ended, now.last
    if ended is not None and is_before(ended.finishedAt, ended.startedAt):
        yield violation("instances follow one another", f"{name} finished at {ended.finishedAt}, before it started")
    if last is not None and is_before(now.began, last.finishedAt):
        text = f"{name} was started at {now.began}, before it finished at {last.finishedAt}"
        yield violation("instances follow one another", text)
    if last is not None and now.restarts == 0 and (now.runs or ended is not None):
        yield violation("a restart is counted", f"{name} has a lastState, but its restartCount is 0")


def _scheduled(status: Status) -> Iterator[NumberViolation]:
    """A Pod that no scheduler has bound, although a kubelet writes about its containers."""
    if any(each.type == "PodScheduled" and each.status == "False" for each in status.conditions):
        yield violation("a Pod with containers is scheduled", "PodScheduled is False, but there are container statuses")


def _start_order(pod: Pod, now: Numbers) -> Iterator[NumberViolation]:
    """A container that started before one that must be done first; the clock of one node is compared with itself."""
    earlier: list[tuple[str, str, Instance]] = []
    for member in pod.members:
        instance = now.instances.get(member.name)
        if instance is None or member.kind == "ephemeral":
            continue
        for name, kind, other in earlier:
            done = _done(kind, other)
            if (other.restarts == 0 or instance.runs) and is_before(instance.began, done):
                what = "finished" if kind == "init" else "started"
                text = f"{member.name} was started at {instance.began}, before {name} {what} at {done}"
                yield violation("containers start in order", text, ORDER_LAWS[member.kind] if kind == "init" else "")
        if member.kind in ("init", "sidecar"):
            earlier.append((member.name, member.kind, instance))


def _done(kind: str, instance: Instance) -> Time:
    """When an init container exited 0, or a sidecar that was never restarted was started; None if it is not known."""
    ended = instance.ended
    if kind == "sidecar":
        return instance.began if instance.restarts == 0 else None
    return ended.finishedAt if ended is not None and ended.exitCode == 0 and ended.reason != UNKNOWN else None


def _readiness_gates(pod: Pod, conditions: dict[str, Condition]) -> Iterator[NumberViolation]:
    """Ready is True, and a gate was never met, or was not True any more when Ready became True.

    A gate that has just turned False is legal: the kubelet writes Ready a moment later.
    """
    ready = conditions.get("Ready")
    for gate in pod.readiness_gates if ready is not None and ready.status == "True" else ():
        met = conditions.get(gate)
        if met is None:
            text = f"Ready is True, and the condition {gate} is missing"
            yield violation("a Pod is Ready only after its gates", text)
        elif ready and met.status != "True" and is_before(met.lastTransitionTime, ready.lastTransitionTime):
            text = f"Ready is True since {ready.lastTransitionTime}, but {gate} is {met.status} since"
            yield violation("a Pod is Ready only after its gates", f"{text} {met.lastTransitionTime}")


def _generations(generation: int, status: Status) -> Iterator[NumberViolation]:
    """The kubelet has seen a generation of the spec that there was not yet."""
    observed = [("status", status.observedGeneration)]
    observed += [(each.type, each.observedGeneration) for each in status.conditions if each.observedGeneration]
    for name, number in observed:
        if number > generation:
            text = f"observedGeneration of {name} is {number}, but metadata.generation is {generation}"
            yield violation("no generation is observed before it exists", text)
