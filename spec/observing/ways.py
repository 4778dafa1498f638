"""How a sight may come about: which step shows it, and what must then be true of the world, in words."""

from collections.abc import Iterator
from typing import NamedTuple

from spec.observing.sights import NONE, Shown, Sight
from spec.world import Container, Pod


class Fact(NamedTuple):
    """One thing that is visible: of what, what it is, and the sentence that says so of the Pod or a container."""

    field: str
    value: str
    sentence: str
    site: int | None = None


class Way(NamedTuple):
    """A step by which a sight comes about ("" for none), with what is true before and after it.

    `late` says that other steps may have followed before the sight; `shown` is true at the sight itself.
    """

    event: str
    before: tuple[Fact, ...]
    after: tuple[Fact, ...]
    late: bool
    shown: tuple[Fact, ...]


STATES = {
    ("running", ""): "seems_running",
    ("waiting", "ContainerCreating"): "seems_to_begin or seems_never_begun",
    ("waiting", "PodInitializing"): "seems_to_begin or seems_never_begun",
    ("waiting", "CrashLoopBackOff"): "seems_crash_looping",
    ("waiting", "ErrImagePull"): "seems_unpullable",
    ("waiting", "ImagePullBackOff"): "image_pull_backs_off",
    ("waiting", "ErrImageNeverPull"): "image_is_never_pulled",
    ("waiting", "PostStartHookError"): "seems_hook_failed",
    ("terminated", "ContainerStatusUnknown"): "seems_lost",
}
"""The sentence for each state of a container with its reason."""

EXITS = {"0": "last_exit_was_zero", "137": "last_exit_was_137", "other": "last_exit_was_its_own"}
RESTARTS = ("was_never_restarted", "was_restarted_once", "has_restarted_twice")
PHASES = {
    "Pending": "phase_is_pending",
    "Running": "phase_is_running",
    "Succeeded": "phase_is_succeeded",
    "Failed": "phase_is_failed",
    "Unknown": "phase_is_unknown",
}
DELETIONS = {"Alive": "is_alive", "Marked": "is_marked", "Zero": "was_deleted", "Gone": "was_deleted"}
NEVER = "not always_so"
"""The sentence for what the specification does not know: no world shows it."""


def ways(pod: Pod, before: Sight | None, now: Sight) -> Iterator[Way]:
    """All ways in which the sight may follow on the one before."""
    shown = tuple(_metadata(now))
    late = before is None or before[:3] != now[:3]
    if before is None or before[3:] == now[3:]:
        yield Way("", (), tuple(_standing(now)) if before is None else (), True, shown)
    if now.initialized == NONE and all(each is None for each in now.containers):
        return
    if before is None or before[3:] != now[3:]:
        after = tuple(_standing(now))
        yield Way("publishes", tuple(_published(pod, now)), after, late, shown)
        if before is not None and _but_readiness(before) == _but_readiness(now):
            yield Way("publishes_readiness", tuple(_readiness(pod, before, now)), after, late, shown)


def _metadata(now: Sight) -> Iterator[Fact]:
    yield Fact("deletion", now.deletion, DELETIONS[now.deletion])
    yield Fact("scheduled", str(now.scheduled), "is_scheduled" if now.scheduled else "always_so")


def _standing(now: Sight) -> Iterator[Fact]:
    """What the API keeps of the status."""
    yield Fact("phase", now.phase, PHASES.get(now.phase, NEVER))
    yield Fact("Ready", now.ready[0], "api_says_ready" if now.ready[0] == "True" else "not api_says_ready")


def _published(pod: Pod, now: Sight) -> Iterator[Fact]:
    """What a whole status shows of the world."""
    if now.initialized[0]:
        yield Fact("Initialized", now.initialized[0], _truth("is_initialized_condition", now.initialized[0]))
    yield from _ready_reason(now)
    for site, shown in enumerate(now.containers):
        if shown is not None:
            yield from _container(pod.members[site], site, shown)


def _ready_reason(now: Sight) -> Iterator[Fact]:
    status, reason = now.containers_ready
    if reason in ("PodFailed", "PodCompleted"):
        yield Fact("ContainersReady", reason, "computes_failed" if reason == "PodFailed" else "computes_succeeded")
    elif status:
        yield Fact("ContainersReady", status, _truth("containers_are_ready", status))


def _container(container: Container, site: int, shown: Shown) -> Iterator[Fact]:
    value = shown.state + (f" {shown.reason}" if shown.reason else "")
    if shown.state == "terminated":
        sentence = STATES.get((shown.state, shown.reason), "seems_terminated")
    else:
        sentence = STATES.get((shown.state, shown.reason), NEVER)
    yield Fact("state", value, sentence, site)
    ended = shown.exit if shown.state == "terminated" else shown.last if shown.state == "waiting" else ""
    if ended and sentence != "seems_lost":
        yield Fact("exit code", ended, EXITS[ended], site)
    yield Fact("restartCount", str(shown.restarts), RESTARTS[shown.restarts], site)
    yield from _flags(container, site, shown)


def _flags(container: Container, site: int, shown: Shown) -> Iterator[Fact]:
    if container.kind == "init":
        yield Fact("ready", str(shown.ready), _truth("exited_zero", str(shown.ready)), site)
        return
    yield Fact("ready", str(shown.ready), _truth("is_ready", str(shown.ready)), site)
    if shown.started is not None:
        yield Fact("started", str(shown.started), _truth("has_started", str(shown.started)), site)


def _truth(sentence: str, status: str) -> str:
    return sentence if status == "True" else f"not {sentence}"


def _but_readiness(sight: Sight) -> tuple[object, ...]:
    containers = tuple(each and each._replace(ready=False, started=None) for each in sight.containers)
    return sight._replace(ready=NONE, containers_ready=NONE, containers=containers)[3:]


def _readiness(pod: Pod, before: Sight, now: Sight) -> Iterator[Fact]:
    for site, (old, new) in enumerate(zip(before.containers, now.containers, strict=True)):
        if old != new and new is not None:
            yield from _flags(pod.members[site], site, new)
