"""Findings that the clock decides: the questions of `podproof time` about what the owner of a Pod declares."""

from collections.abc import Callable, Mapping
from functools import cached_property

from podproof.checker.gate.configuration import GateConfiguration
from podproof.checker.gate.declared_times import declared_durations
from podproof.checker.rendering.pod_traces import timed_trace_renderer
from podproof.checker.rendering.text import TraceText, kept
from podproof.checker.timed_model import UNITS_PER_SECOND
from podproof.checker.times import starting, stopping
from podproof.checker.times.answers import TimeAnswer, number
from podproof.checker.times.parts import alone, undeleted
from podproof.checker.times.parts import starting as of_the_start
from podproof.spec.findings.scopes import FindingScopes
from podproof.spec.manifest import Manifest
from podproof.spec.pod.timed import TimedPod


def slow_start(timed: TimedPod, name: str) -> TimeAnswer:
    """Whether a probe kills the container while it starts."""
    return starting.slow_start(of_the_start(undeleted(timed)), name)


def sigkill(timed: TimedPod, name: str) -> TimeAnswer:
    """Whether SIGKILL ends the process when its Pod is deleted."""
    return next(stopping.sigkill(_stopping(timed, name), name))


def pre_stop(timed: TimedPod, name: str) -> TimeAnswer:
    """Whether the preStop hook is cut off when the Pod is deleted."""
    return stopping.pre_stop(_stopping(timed, name), name)


def traffic(timed: TimedPod, name: str) -> TimeAnswer:
    """Whether requests arrive after SIGTERM."""
    return next(stopping.traffic(_stopping(timed, name), name))


def _stopping(timed: TimedPod, name: str) -> TimedPod:
    return alone(stopping.running(timed), name)


QUESTIONS: Mapping[str, Callable[[TimedPod, str], TimeAnswer]] = {
    "slow-start": slow_start,
    "sigkill": sigkill,
    "pre-stop": pre_stop,
    "traffic-after-sigterm": traffic,
}
"""The questions by the names that findings use."""


class ManifestClock:
    """A Pod with what is known about its durations; each question is answered once."""

    def __init__(self, manifest: Manifest, configuration: GateConfiguration) -> None:
        self.manifest, self.configuration = manifest, configuration
        self._answers: dict[tuple[str, str], TimeAnswer] = {}

    @cached_property
    def timed(self) -> TimedPod:
        """The Pod, the latencies of its node, and what its owner declares."""
        durations = declared_durations(self.manifest, self.configuration)
        return TimedPod(self.manifest.pod, durations.latencies, durations.times)

    @property
    def scopes(self) -> FindingScopes:
        """What conditions of findings may read."""
        return FindingScopes(self.manifest, self.configuration.thresholds, self.timed.declared)

    def answer(self, question: str, container: str) -> TimeAnswer:
        """The answer to the question about this container."""
        key = question, container
        if key not in self._answers:
            self._answers[key] = QUESTIONS[question](self.timed, container)
        return self._answers[key]


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
    moments = [f"{number((moment - trace.begins) / UNITS_PER_SECOND)} s: " for moment in trace.moments]
    moments = [moment if step >= trace.before else "" for step, moment in enumerate(moments, 1)]
    lines = (line._replace(text=moment + line.text) for line, moment in zip(steps, moments, strict=True))
    return text._replace(lines=(first, *lines), extreme="most" if is_window else "least")
