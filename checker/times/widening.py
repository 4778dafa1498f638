"""Answers about one container at a time, widened by what other containers do: their upper ends hold for whole Pods."""

from collections.abc import Iterator, Mapping

from podproof.checker.times.answers import TimeAnswer
from podproof.checker.times.disturbances import RESET, Disturbance, HoldUp, again, again_beside, first_starts, hold_up
from podproof.checker.times.parts import apps, member
from podproof.spec.pod.timed.lifecycle import TimedPod

WHILE_ALL_RUN = ("delete-to-gone", "drain", "sigkill")
"""Questions that begin while every container runs."""

OF_THE_WHOLE = ("ready", "deadline", "slow-start", "traffic-after-sigterm")
"""Questions that know of the other containers, or to which it does not matter when the kubelet gets to something."""

SYNCS: Mapping[str, int | None] = {
    **dict.fromkeys(WHILE_ALL_RUN, 1),
    **dict.fromkeys(("hang-to-restart", "hang-to-not-ready"), 2),
    "first-back-off-exits": 4,
    "first-back-off-kills": None,
}
"""How often the others can have their turn before the end: in the sync before each of a container, and in its own.

None: any number of times.
"""


def widened(timed: TimedPod, answer: TimeAnswer) -> TimeAnswer:
    """The answer with an upper end that holds whatever the other containers do, or what it assumes of them."""
    if answer.least is None or answer.name in OF_THE_WHOLE:
        return answer
    again = list(_again(timed, answer))
    if resetting := [each.container for each in again if each.cause == RESET]:
        answer = answer._replace(assumes=f"that no exit restarts all containers ({', '.join(resetting)})")
    held = hold_up(again, _first(timed, answer), SYNCS.get(answer.name))
    return _assuming(answer, held.text(timed)) if answer.unit == "restarts" else lengthened(timed, answer, held)


def _assuming(answer: TimeAnswer, held: str) -> TimeAnswer:
    """The number of restarts, which is less if the kubelet is held up."""
    if answer.assumes or not held:
        return answer
    return answer._replace(assumes=f"that no other container holds up the kubelet ({held})")


def lengthened(timed: TimedPod, answer: TimeAnswer, held: HoldUp) -> TimeAnswer:
    """The answer, later by what can hold up the kubelet."""
    known = answer.most if answer.most is not None else answer.otherwise
    if known is None or not held.found:
        return answer
    most = round(known + held.seconds(timed), 1)
    answer = answer._replace(undisturbed=known, held_up_by=held.text(timed))
    if held.is_unbounded:
        return answer._replace(most=None)
    if answer.most is None or held.undeclared:
        undeclared = (*answer.undeclared, *held.undeclared)
        return answer._replace(most=None, otherwise=most, undeclared=tuple(dict.fromkeys(undeclared)))
    return answer._replace(most=most)


def _again(timed: TimedPod, answer: TimeAnswer) -> Iterator[Disturbance]:
    """What other containers can do until the end of the question, however often."""
    if answer.name in WHILE_ALL_RUN:
        members = apps(timed.pod)
        others = (each for each in members if each.name != answer.container)
        yield from (each for other in others if len(members) > 1 for each in again(timed, other) if each.cause != RESET)
    elif answer.name != "hang-to-not-ready" or member(timed, answer.container).liveness_probe:
        # The kubelet writes a change of readiness while it is held up, but does not restart [7.7].
        yield from again_beside(timed, answer.container)


def _first(timed: TimedPod, answer: TimeAnswer) -> Iterator[Disturbance]:
    """The first starts of other containers until the end of the question."""
    if answer.name not in (*WHILE_ALL_RUN, "hang-to-not-ready"):
        yield from first_starts(timed, answer.container, before_startup=answer.name.endswith("-kills"))
