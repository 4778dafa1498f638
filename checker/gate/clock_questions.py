"""The questions of findings that the clock decides: those of `podproof time` about what the owner of a Pod declares."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from podproof.checker.compile import TooManyValues
from podproof.checker.rendering.pod_traces import timed_trace_renderer
from podproof.checker.rendering.text import TraceText, kept
from podproof.checker.times import ending, starting, stopping
from podproof.checker.times.answers import TimeAnswer, Verdict, number
from podproof.checker.times.parts import starting as of_the_start
from podproof.checker.times.parts import undeleted
from podproof.checker.times.turns import with_its_turn
from podproof.spec.notation_of_time import Interval
from podproof.spec.pod.declared_times import Declared, DeclaredTimes
from podproof.spec.pod.latencies import Latencies
from podproof.spec.pod.state import Pod
from podproof.spec.pod.timed.lifecycle import TimedPod


def slow_start(timed: TimedPod, name: str) -> TimeAnswer:
    """Whether a probe kills the container while it starts."""
    return starting.slow_start(of_the_start(undeleted(timed)), name)


def sigkill(timed: TimedPod, name: str) -> TimeAnswer:
    """Whether SIGKILL ends the process when its Pod is deleted."""
    return stopping.sigkill(_stopping(timed, name), name)


def pre_stop(timed: TimedPod, name: str) -> TimeAnswer:
    """Whether the preStop hook is cut off when the Pod is deleted."""
    return stopping.pre_stop(_stopping(timed, name), name)


def traffic(timed: TimedPod, name: str) -> TimeAnswer:
    """Whether requests arrive after SIGTERM."""
    return stopping.traffic(_stopping(timed, name), name)


def deadline(timed: TimedPod, _: str) -> TimeAnswer:
    """Whether the deadline of the Pod strikes before its work is done."""
    return ending.deadline(undeleted(timed))


def _stopping(timed: TimedPod, name: str) -> TimedPod:
    return with_its_turn(stopping.running(timed), name)


QUESTIONS: Mapping[str, Callable[[TimedPod, str], TimeAnswer]] = {
    "slow-start": slow_start,
    "sigkill": sigkill,
    "pre-stop": pre_stop,
    "traffic-after-sigterm": traffic,
    "deadline": deadline,
}
"""The questions by the names that findings use."""


class ClockAnswer(NamedTuple):
    """What decides a finding: the verdict, what the answer says, and a trace where something can go wrong."""

    verdict: Verdict
    says: str
    trace: TraceText


DeclaredKey = tuple[tuple[tuple[str, Declared], ...], tuple[Interval | None, ...]]
"""Declared times as a key: those of containers by their names, then the others in their order."""


@lru_cache(maxsize=1024)
def answer(question: str, container: str, pod: Pod, declared: DeclaredKey, latencies: Latencies) -> ClockAnswer:
    """The answer; those about equal Pods, which a repository often has, are found once."""
    containers, others = declared
    times = DeclaredTimes(dict(containers), *others)  # type: ignore[arg-type]  # the order of its fields
    try:
        found = QUESTIONS[question](TimedPod(pod, latencies, times), container)
    except TooManyValues as limit:
        return ClockAnswer("undecided", f"given up at {limit}", TraceText())
    return ClockAnswer(found.verdict, found.says, timed_trace(found))


def timed_trace(answer: TimeAnswer) -> TraceText:
    """The trace that takes the least time, that of a window the most; from its beginning on, steps have moments."""
    if answer.duration is None:
        return TraceText()
    question, is_window = answer.duration.question, answer.topic == "traffic"
    trace = question.trace_of_most() if is_window else question.trace_of_least()
    if trace is None:
        return TraceText()
    text = kept(timed_trace_renderer(answer.duration.compiled), trace.trace)
    first, *steps = text.lines
    moments = ["" if elapsed is None else f"{number(elapsed)} s: " for elapsed in trace.elapsed]
    lines = (line._replace(text=moment + line.text) for line, moment in zip(steps, moments, strict=True))
    return text._replace(lines=(first, *lines), extreme="most" if is_window else "least")
