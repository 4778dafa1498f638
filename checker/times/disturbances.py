"""What holds up the kubelet: the pod worker does one thing at a time, for all containers of a Pod.

What is asked of one container at a time knows nothing of the others, so that a kill, a hook or a pull of another one
can make a time longer than its upper end.  Where one of them can, the answer says that it assumes the contrary.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from podproof.checker.times.answers import TimeAnswer
from podproof.checker.times.parts import apps, member, position, starting, undeleted
from podproof.checker.times.starting import settled
from podproof.spec.pod.durations import length_of_hook, safe_start
from podproof.spec.pod.predicates import never_restarts, some_rule_restarts_all
from podproof.spec.pod.state import Container
from podproof.spec.pod.timed.lifecycle import TimedPod

KILL, HOOK, PULL, RESET = "kill for a probe", "postStart hook", "image pull", "restart of all containers"

CAUSES = (KILL, HOOK, PULL, RESET)
"""What can hold up the kubelet [3.13 4.12 4.13 9.9]; a restart of all containers makes times shorter, too."""

WHILE_ALL_RUN = ("delete-to-gone", "drain", "sigkill")
"""Questions that begin while every container runs."""

OF_THE_WHOLE = ("ready", "delete-to-gone", "drain")
"""Questions about the Pod that are put together of answers about its containers."""

UNAFFECTED = ("traffic-after-sigterm", "deadline")
"""A held kubelet makes no window for requests longer; the deadline is asked of the whole Pod."""


class Disturbance(NamedTuple):
    """A container that can hold up the kubelet, and how."""

    cause: str
    container: str


def assuming(timed: TimedPod, answer: TimeAnswer) -> TimeAnswer:
    """The answer with what it assumes of other containers, if that matters; then nothing is lost for certain."""
    found = set(_found(timed, answer))
    if answer.most is None and answer.otherwise is None:  # only the lower end rests on something
        found = {each for each in found if each.cause == RESET}
    if answer.least is None or not found:
        return answer
    is_certain = answer.name == "slow-start" and answer.verdict == "broken"
    return answer._replace(assumes=_text(timed, answer, found), verdict="depends" if is_certain else answer.verdict)


def _text(timed: TimedPod, answer: TimeAnswer, found: Collection[Disturbance]) -> str:
    causers = {
        cause: [each.name for each in timed.pod.members if Disturbance(cause, each.name) in found] for cause in CAUSES
    }
    who = "no container" if answer.name in OF_THE_WHOLE else "no other container"
    causes = "; ".join(f"{cause}: {', '.join(names)}" for cause, names in causers.items() if names)
    return f"that {who} holds up the kubelet ({causes})"


def _found(timed: TimedPod, answer: TimeAnswer) -> Iterator[Disturbance]:
    if answer.name in UNAFFECTED:
        return
    if answer.name == "ready":
        yield from _before_ready(settled(starting(undeleted(timed))))
    elif answer.name in WHILE_ALL_RUN:
        members = apps(timed.pod)
        if len(members) > 1:
            others = (each for each in members if each.name != answer.container)
            yield from (found for each in others for found in _again(timed, each) if found.cause != RESET)
    elif answer.name == "hang-to-not-ready":
        # The kubelet writes a change of readiness while it is held up, but does not kill [7.7].
        if member(timed, answer.container).liveness_probe:
            yield from _again_beside(timed, answer.container)
    else:
        yield from _again_beside(timed, answer.container)
        yield from _first_starts(timed, answer.container)


def _before_ready(timed: TimedPod) -> Iterator[Disturbance]:
    """First starts that hold up the status of a container, without which none of its probes runs [6.15]."""
    for each in timed.pod.members:
        if each.startup_probe or each.readiness_probe:
            yield from _first_starts(timed, each.name)


def _first_starts(timed: TimedPod, name: str) -> Iterator[Disturbance]:
    """The first starts after that of the container; after an init container that does not succeed there are none."""
    if member(timed, name).kind != "init":
        for each in timed.pod.members[position(timed, name) + 1 :]:
            yield from _start(timed, each, each.image_pull_policy != "Never")


def _again_beside(timed: TimedPod, name: str) -> Iterator[Disturbance]:
    """What containers do that run beside this one: an init container has sidecars before it, and they have it."""
    index = position(timed, name)
    before, itself, after = timed.pod.members[:index], timed.pod.members[index], timed.pod.members[index + 1 :]
    beside = [each for each in before if each.kind != "init"]
    for each in beside if itself.kind == "init" else (*beside, *after):
        yield from _again(timed, each)


def _again(timed: TimedPod, container: Container) -> Iterator[Disturbance]:
    """Kills of a container that runs, and its restarts."""
    is_killed, exits = may_be_killed(timed, container), timed.declared.of(container.name).exits is not None
    if is_killed:
        yield Disturbance(KILL, container.name)
    if is_killed or exits:
        if some_rule_restarts_all([container]):
            yield Disturbance(RESET, container.name)
        if container.exit_rules or not never_restarts(container, timed.pod.restart_policy):
            yield from _start(timed, container, container.image_pull_policy == "Always")


def _start(timed: TimedPod, container: Container, pulls: bool) -> Iterator[Disturbance]:
    own = timed.declared.of(container.name)
    if container.post_start and length_of_hook(container.post_start, own.post_start).most != 0:
        yield Disturbance(HOOK, container.name)
    if pulls and own.pull.most != 0:
        yield Disturbance(PULL, container.name)


def may_be_killed(timed: TimedPod, container: Container) -> bool:
    """Whether a probe may fail as often as its threshold: the process may hang, or start too slowly [6.3 6.5]."""
    probe = container.startup_probe or container.liveness_probe
    own = timed.declared.of(container.name)
    if probe is None:
        return False
    if own.hangs is not None or own.starts is None or own.starts.most is None:
        return True
    return bool(own.starts.most >= safe_start(probe, container.post_start))
