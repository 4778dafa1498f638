"""How long a Pod takes to be Ready, and how much time its containers have to start before a probe kills them."""

from collections.abc import Iterable, Iterator
from typing import Any

from podproof.checker.times.answers import TimeAnswer, Verdict, between, number, of_duration
from podproof.checker.times.clocked import FORCED, ClockedPod, Duration, declared
from podproof.checker.times.composition import over_with_the_last, until_ready
from podproof.checker.times.disturbances import HoldUp, first_starts, hold_up
from podproof.checker.times.parts import alone, starting, undeleted, without_probes, without_stops
from podproof.spec.notation_of_time import ANY_TIME, AT_ONCE, Interval, exactly
from podproof.spec.pod.timed.lifecycle import TimedPod


def answer(timed: TimedPod) -> Iterator[TimeAnswer]:
    """Creation to Ready, and for each container with a probe that kills: how long it may take to start."""
    timed = starting(undeleted(timed))
    slow = [slow_start(timed, each.name) for each in timed.pod.members if each.startup_probe or each.liveness_probe]
    yield ready(timed, slow)
    yield from slow


def ready(timed: TimedPod, slow: Iterable[TimeAnswer]) -> TimeAnswer:
    """From the creation until the API says Ready, provided that no probe kills a container that starts."""
    undeclared = tuple(open_times(timed))
    found = of_duration("start", "ready", "", "creation → Ready", until_all_are_ready(settled(timed)))
    killed = [each.container for each in slow if each.verdict in ("depends", "broken")]
    if killed:
        says = f"no upper bound: a probe may kill {' and '.join(killed)} again and again before it answers"
        return found._replace(most=None, otherwise=found.most, says=says)
    return found._replace(most=None, otherwise=found.most, undeclared=undeclared) if undeclared else found


def until_all_are_ready(timed: TimedPod) -> Duration:
    """From the creation until the API says Ready, where no probe kills and nothing hangs or exits.

    What is ready stays so, and no regular container waits for the readiness of another.
    """
    return over_with_the_last([_ready(part) for part in until_ready(timed)])


def _ready(timed: TimedPod) -> Duration:
    pod = ClockedPod(timed, without=(*FORCED, "stops_unhealthy"))
    return pod.between(None, pod.when("ready_condition_is_true"))


def open_times(timed: TimedPod) -> Iterator[str]:
    """What has no upper bound before the Pod is Ready, as `container.name`, because nobody declares it."""
    for each in timed.pod.members:
        own = timed.declared.of(each.name)
        if own.pull.most is None and each.image_pull_policy != "Never":
            yield f"{each.name}.pull"
        if any(each.probes.values()) and own.starts is not None and own.starts.most is None:
            yield f"{each.name}.starts"
        if each.kind == "init" and own.exits is not None and own.exits.most is None:
            yield f"{each.name}.exits"
        if each.post_start and each.post_start.seconds is None and own.post_start.most is None:
            yield f"{each.name}.post_start"


def settled(timed: TimedPod) -> TimedPod:
    """The Pod in which what has no upper bound takes as little time as it can."""
    for path in open_times(timed):
        container, _, name = path.rpartition(".")
        interval = getattr(timed.declared.of(container), name)
        timed = declared(timed, container, **{name: exactly(interval.least)})
    return timed


def slow_start(timed: TimedPod, name: str) -> TimeAnswer:
    """How long the process may take until its probes succeed, before it is killed for that."""
    own, part = timed.declared.of(name), without_stops(without_probes(alone(timed, name), name, "readiness"))
    if timed.pod.active_deadline is None:  # then nothing before the start matters
        part = declared(part, name, pull=AT_ONCE)
    if own.post_start.most is None:
        part = declared(part, name, post_start=AT_ONCE)
    earliest = _until_failure(declared(part, name, starts=ANY_TIME, hangs=None))
    danger, by_itself = earliest.least, _until_failure(declared(part, name, starts=None, hangs=None)).most
    # No probe runs before all containers after it have started [6.15].
    held = hold_up((), first_starts(timed, name, before_startup=True))
    lost = None if by_itself is None or held.undeclared else round(by_itself + held.seconds(timed), 1)
    question = "start → killed by a probe before it answers"
    if danger is None and earliest.undecided:
        return of_duration("start", "slow-start", name, question, earliest)
    verdict = _verdict(own.starts, danger, lost)
    says = "no probe kills it while it starts"
    if danger is not None:
        says = f"depends on the tick from {number(danger)} s"
        says += "" if lost is None else f", lost beyond {number(lost)} s"
        says = f"safe up to {number(danger - 0.1)} s, {says}" if danger else f"never safe, {says}"
    if own.starts not in (ANY_TIME, None) and own.starts is not None:
        says += f"; you declared {between(own.starts.least, own.starts.most)}"
    found = _until_failure(declared(part, name, hangs=None)) if verdict in ("broken", "depends") else None
    answer = TimeAnswer("start", "slow-start", name, question, danger, lost, verdict, says, duration=found)
    return answer._replace(**_held_up(timed, by_itself, held)) if held.found and by_itself is not None else answer


def _held_up(timed: TimedPod, by_itself: float, held: HoldUp) -> dict[str, Any]:
    otherwise = round(by_itself + held.seconds(timed), 1) if held.undeclared else None
    return {
        "undisturbed": by_itself,
        "held_up_by": held.text(timed),
        "undeclared": held.undeclared,
        "otherwise": otherwise,
    }


def _until_failure(timed: TimedPod) -> Duration:
    pod = ClockedPod(timed)
    return pod.between(pod.when("runs"), pod.when("probe_has_failed"))


def _verdict(starts: Interval | None, danger: float | None, lost: float | None) -> Verdict:
    if danger is None:
        return "holds"
    if starts == ANY_TIME:
        return ""
    if starts is not None and starts.most is not None and starts.most < danger:
        return "holds"
    return "broken" if lost is not None and (starts is None or starts.least > lost) else "depends"
