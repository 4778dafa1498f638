"""How a container is restarted again and again: after exits, and after kills by its probes."""

from collections.abc import Iterator

from podproof.checker.engines.zones import Limits, TimeHorizon
from podproof.checker.timed_model import UNITS_PER_SECOND
from podproof.checker.times.answers import LOOSE, TimeAnswer, between, of_duration
from podproof.checker.times.clocked import ClockedPod, seconds
from podproof.checker.times.parts import alone, declaring, undeleted, without_probes, without_stops
from podproof.spec.notation_of_time import ANY_TIME, AT_ONCE, Interval
from podproof.spec.pod import durations
from podproof.spec.pod.state import Container
from podproof.spec.pod.timed.lifecycle import TimedPod

HOUR = 3600

STARTS = 40
"""Starts that are followed: more than the back-off allows in the first hour."""

CLIMB = 1 + durations.doublings() + 1
"""The starts until the wait is the longest one: the first one, the restart without a wait, and one for each wait."""

FEW = Limits(states=20_000, zones=2_000, seconds=3)
"""Where the restarts of the first hour are given up: they are a curiosity."""


def answer(timed: TimedPod) -> Iterator[TimeAnswer]:
    """For each container that is restarted: the first CrashLoopBackOff, and the restarts of the first hour."""
    timed = declaring(undeleted(timed), hangs=None, pull=AT_ONCE, post_start=AT_ONCE)
    for each in timed.pod.members:
        if (each.own_policy or timed.pod.restart_policy) != "Never" and each.kind != "ephemeral":
            part = alone(timed, each.name)
            yield from _exits(part, each)
            if each.liveness_probe or each.startup_probe:
                yield from _kills(part, each)


def _exits(timed: TimedPod, container: Container) -> Iterator[TimeAnswer]:
    declared = timed.declared.of(container.name).exits
    duration = AT_ONCE if declared in (ANY_TIME, None) else declared
    after = "at once" if duration == AT_ONCE else "as declared"
    part = without_stops(without_probes(timed, container.name, "startup", "liveness", "readiness"))
    part = declaring(part, exits=duration, exit_code="NonZero")
    yield from _loop(ClockedPod(part), container.name, f"exits {after}", "exits", duration)


def _kills(timed: TimedPod, container: Container) -> Iterator[TimeAnswer]:
    part = declaring(without_probes(timed, container.name, "readiness"), exits=None, starts=None)
    yield from _loop(ClockedPod(part), container.name, "never answers its probe", "kills")


def _loop(
    pod: ClockedPod, name: str, cause: str, kind: str, until_exit: Interval | None = None
) -> Iterator[TimeAnswer]:
    start = pod.when("runs")
    first = pod.between(start, pod.when("crash_loops"))
    question = f"{cause}: first start → CrashLoopBackOff"
    yield of_duration("crash loop", f"first-back-off-{kind}", name, question, first)
    climbing = until_exit if first.is_possible else None
    yield _restarts(pod, name, f"{cause}: restarts in the first hour", kind, climbing)


def _restarts(pod: ClockedPod, name: str, question: str, kind: str, climbing: Interval | None) -> TimeAnswer:
    """How often it restarts in the first hour: the fewest follow from the upper ends of the times."""
    starts = pod.within(
        pod.when("runs"), pod.events("starts"), STARTS, FEW, TimeHorizon(HOUR * UNITS_PER_SECOND, CLIMB)
    )
    bounds = [starts.bounds(time) for time in range(1, STARTS + 1)]
    asked = TimeAnswer("crash loop", f"restarts-{kind}", name, question, None, None, unit="restarts")
    given_up = f"given up at {'; '.join(dict.fromkeys(starts.undecided.values()))}"
    if starts.undecided.keys() & {"begins", "least"}:
        return asked._replace(verdict="undecided", says=given_up)
    times = [(seconds(each.least), seconds(each.most)) for each in bounds if each.least is not None]
    fewest = sum(most is not None and most <= HOUR for _, most in times[1:])  # the first start is not a restart
    most = sum(least is not None and least <= HOUR for least, _ in times[1:])
    says = "" if climbing is None else _climb(times, climbing)
    if "most" in starts.undecided:
        says = f"the lower end is not decided: {given_up}"
    elif not all(each.exact for each in bounds):
        says = LOOSE
    return asked._replace(least=float(fewest) if times else None, most=float(most), says=says)


def _climb(times: list[tuple[float | None, float | None]], until_exit: Interval) -> str:
    """From when on the wait is the longest one: it begins with the exit after the last start that waited less."""
    longest: int = durations.longest_wait()
    least, most = times[CLIMB - 1] if len(times) >= CLIMB else (None, None)
    if least is None or most is None or until_exit.most is None:
        return ""
    begins = Interval(least, most).plus(until_exit)
    return f"it waits {longest // 60} minutes from {between(*begins)} on"
