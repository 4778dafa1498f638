"""A timed trace as bars over time: each container, the results of its probes, and the time that is asked about."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from math import ceil
from typing import Any

from podproof.checker.diagrams.canvas import Canvas
from podproof.checker.diagrams.history import History, Span, Tick, TimelineEvent, Track
from podproof.checker.diagrams.timeline import TimelineSheet, title
from podproof.checker.rendering.pod_traces import time_taken
from podproof.checker.rendering.trace_lines import TraceLine, TraceRenderer
from podproof.checker.timed_model import UNITS_PER_SECOND
from podproof.checker.trace import TimedTrace

PROBES = ("startup", "liveness", "readiness")
STEPS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 18000, 86400)
"""The distances of the labels on the axis, in seconds."""
MOST_LABELS = 12

Look = tuple[str, str]
"""The kind of a bar, and the text in it."""

Moments = Sequence[float]
"""The moment of each state of the trace, in seconds from the beginning of the time that is asked about."""


def svg(renderer: TraceRenderer, question: str, trace: TimedTrace) -> str:
    """The timed trace as an SVG, for light and dark backgrounds; the question names the time that is asked about."""
    pod = history(renderer, question, trace)
    description = " ".join(f"{event.time:.1f} s: {event.container} {event.text}." for event in pod.events)
    return draw(pod, question, trace).svg(title(pod), description)


def draw(history: History, question: str, trace: TimedTrace) -> Canvas:
    """The picture on a canvas, which knows the place of each text."""
    sheet = TimelineSheet(history, time_taken(question, trace), SecondsAxis)
    sheet.draw()
    return sheet.canvas


def history(renderer: TraceRenderer, question: str, trace: TimedTrace) -> History:
    """The trace as bars and events; second 0 is the beginning of the time that is asked about."""
    moments = [(each - trace.begins) / UNITS_PER_SECOND for each in (0, *trace.moments)]
    lines, ended = list(renderer.lines(trace.trace)), moments[-1]
    asked = Span(0, ended, "Asked", time_taken(question, trace))
    status = [(line.status, line.status) for line in lines]
    tracks = [Track("asked", (asked,)), Track("STATUS", tuple(_spans(status, moments)))]
    for site, member in enumerate(renderer.compiled.configuration.members):
        looks = [_look(renderer, state, site) for state in (trace.trace.start, *(s.state for s in trace.trace.steps))]
        tracks.append(Track(member.name, tuple(_spans(looks, moments))))
        tracks += _probes(lines, moments, member.name, len(renderer.compiled.configuration.members) > 1)
    events = [TimelineEvent(at, line.actor, line.text) for at, line in zip(moments, lines, strict=True)]
    return History(renderer.compiled.configuration.pod.name, moments[0], ended, tuple(tracks), tuple(events))


def _spans(looks: Sequence[Look], moments: Moments) -> Iterator[Span]:
    """Equal neighbors joined into one bar; what lasts no time has none."""
    changes = [0, *(place for place in range(1, len(looks)) if looks[place] != looks[place - 1]), len(looks) - 1]
    for begin, end in pairwise(changes):
        if moments[begin] < moments[end]:
            yield Span(moments[begin], moments[end], *looks[begin])


def _look(renderer: TraceRenderer, state: Any, site: int) -> Look:
    """How the container looks in a state."""
    pod, containers, *_ = renderer.compiled.records(state)
    container, timed = containers[site], renderer.compiled.configuration
    if container.runtime == "Exited":
        return {"Zero": ("Done", "exit 0"), "Killed": ("Failed", "killed")}.get(container.exit_code, ("Failed", "exit"))
    if container.runtime != "Running":
        return ("Trouble", "CrashLoopBackOff") if container.backoff == "CrashLoopBackOff" else ("Waiting", "")
    if container.stop == "PreStop":
        return "PreStop", "preStop"
    if container.stop.startswith("Signalled"):
        return ("Over", "grace over") if pod.grace == "Over" else ("Signalled", "SIGTERM")
    known = timed.declared.of(timed.members[site].name).knows_health
    return {"Hanging": ("Hanging", "hangs"), "Starting": ("Deaf", "starts")}.get(
        container.health if known else "", ("Healthy", "runs")
    )


def _probes(lines: Sequence[TraceLine], moments: Moments, container: str, several: bool) -> Iterator[Track]:
    """A row for each probe of the container that has a result."""
    for probe in PROBES:
        ticks = tuple(
            Tick(at, line.event == f"{probe}_succeeds")
            for at, line in zip(moments, lines, strict=True)
            if line.container == container and line.event.startswith((f"{probe}_succeeds", f"{probe}_fails"))
        )
        if ticks:
            yield Track(f"{container}: {probe}" if several else f"{probe} probe", (), ticks)


class SecondsAxis:
    """An even axis in seconds, with labels at round distances."""

    def __init__(self, history: History, left: float, right: float) -> None:
        self.began, self.left = history.began, left
        self.cuts: Sequence[float] = ()
        length = (history.ended - history.began) or 1
        self.scale = (right - left) / length
        step = next((each for each in STEPS if length / each <= MOST_LABELS), STEPS[-1])
        first = ceil(history.began / step) * step
        times = takewhile(lambda time: time <= history.ended, (first + step * number for number in range(10_000)))
        self.labels: Sequence[tuple[float, str]] = [(float(time), f"{time} s") for time in times]

    def x(self, time: float) -> float:
        """The position of a time."""
        return self.left + (time - self.began) * self.scale

    def text(self, time: float) -> str:
        """The time since the beginning of the time that is asked about."""
        return f"{time:.1f} s"
