"""Whether activeDeadlineSeconds strikes before the work is done."""

from collections.abc import Iterator

from podproof.checker.times.answers import TimeAnswer, between, of_duration, verdict_on
from podproof.checker.times.clocked import ClockedPod
from podproof.checker.times.parts import undeleted
from podproof.spec.pod.timed.lifecycle import TimedPod


def answer(timed: TimedPod) -> Iterator[TimeAnswer]:
    """The deadline, if the Pod has one."""
    if timed.pod.active_deadline is not None:
        yield deadline(undeleted(timed))


def deadline(timed: TimedPod) -> TimeAnswer:
    """From the creation to the deadline, if the work of the Pod is not over by then."""
    pod = ClockedPod(timed)
    struck = pod.between(None, pod.events("exceeds_deadline"))
    done = pod.between(None, pod.events("finishes"))
    verdict = verdict_on(struck, done)
    says = {
        "holds": "the work is done before it",
        "broken": "it strikes before the work is done",
        "depends": "it may strike before the work is done",
    }[verdict]
    open_ = [f"{name}.exits" for name in _endless(timed)]
    if open_ and verdict == "depends":
        verdict, says = "", f"it depends on how long the containers run; {' and '.join(open_)} is not declared"
    elif done.is_possible:
        says += f"; the work takes {between(done.least or 0.0, done.most)}"
    return of_duration("deadline", "deadline", "", "creation → DeadlineExceeded", struck, verdict, says)


def _endless(timed: TimedPod) -> Iterator[str]:
    for each in timed.pod.members:
        exits = timed.declared.of(each.name).exits
        if each.kind in ("init", "regular") and exits is not None and exits.most is None:
            yield each.name
