"""A Pod with its clock: its durations, and the questions about times that can be asked of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from podproof.checker.compile import TooManyValues
from podproof.checker.gate.annotations import ineffective
from podproof.checker.gate.declared_times import DeclaredDurations
from podproof.checker.times import asked, crashing, ending, hanging, starting, stopping
from podproof.checker.times.answers import TimeAnswer, Topic, given_up
from podproof.checker.times.clocked import Wanted
from podproof.checker.times.widening import widened
from podproof.spec.manifest import Manifest
from podproof.spec.pod.latencies import IDEAL
from podproof.spec.pod.timed.lifecycle import TimedPod

QUESTIONS: Mapping[Topic, Callable[[TimedPod], Iterator[TimeAnswer]]] = {
    "start": starting.answer,
    "hang": hanging.answer,
    "stop": stopping.answer,
    "crash loop": crashing.answer,
    "deadline": ending.answer,
}
"""The usual questions, by the topic that comes first in their answers."""


class PodTimes(NamedTuple):
    """A Pod with its clock: what is known about durations, and the questions that can be asked."""

    manifest: Manifest
    durations: DeclaredDurations
    ideal: bool

    @property
    def ignored(self) -> tuple[str, ...]:
        """What is wrong with the annotations that have no effect, after the line of each."""
        return tuple(f"line {line}: {message}" for message, line, _ in ineffective(self.manifest))

    @property
    def timed(self) -> TimedPod:
        """The Pod, the latencies of its node, and what its owner declares."""
        latencies = IDEAL if self.ideal else self.durations.latencies
        return TimedPod(self.manifest.pod, latencies, self.durations.times)

    def answers(self) -> list[TimeAnswer]:
        """The answers to the questions about start, hang, stop, traffic, crash loop, deadline and node."""
        timed, found = self.timed, list[TimeAnswer]()
        for topic, answer in QUESTIONS.items():
            try:
                found += [widened(timed, each) for each in answer(timed)]
            except TooManyValues as limit:
                found.append(given_up(topic, topic.replace(" ", "-"), "", "every question", str(limit)))
        return found

    def between(self, start: str, end: str, *, first: bool = True) -> TimeAnswer:
        """How long from one moment to the next one of the other name, such as `created`, `Ready` or `app:exit`.

        `first`: only from the first such beginning, else from any.  The Pod is deleted only if a moment is about that.
        """
        try:
            return asked.answer(self.timed, start, end, first)
        except TooManyValues as limit:
            return given_up("asked", "asked", "", f"{start} → {end}", str(limit))

    def timeline(self, answer: TimeAnswer, wanted: Wanted = "least") -> str | None:
        """An SVG of an execution that takes the least time of the answer, the most, or so many seconds.

        None if there is no such execution.
        """
        trace = None if answer.duration is None else answer.duration.trace(wanted)
        if answer.duration is None or trace is None:
            return None
        from podproof.checker.diagrams import timed
        from podproof.checker.rendering.pod_traces import timed_trace_renderer

        return timed.svg(timed_trace_renderer(answer.duration.compiled), answer.question, trace)
