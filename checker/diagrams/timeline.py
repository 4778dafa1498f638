"""A recorded Pod as bars over time, with its events: what an on-call engineer wants to see."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple, Protocol

from podproof.checker.diagrams import theme
from podproof.checker.diagrams.canvas import Canvas
from podproof.checker.diagrams.escaping import markdown_row, markdown_text
from podproof.checker.diagrams.history import History, Span, history
from podproof.checker.diagrams.theme import Color, width
from podproof.spec.observation.entries import Observed

WIDE, MARGIN, GUTTER, TRACK = 960, 12, 130, 30
SIZE, SMALL, LEADING, FEW = 13, 12, 18, 10
STAND_IN = 1.25
"""Bold text of the widest fonts that stand in for Helvetica (Verdana, DejaVu Sans) takes so much of its estimate."""


class Look(NamedTuple):
    """How a span looks, and what it means."""

    fill: Color
    line: Color
    stripes: Color | None
    text: str


LOOKS = {
    "Pending": Look(theme.GREY, theme.LINE, None, ""),
    "Running": Look(theme.GREEN, theme.DEEP_GREEN, None, ""),
    "Succeeded": Look(theme.BLUE, theme.DEEP_BLUE, None, ""),
    "Unknown": Look(theme.PURPLE, theme.DEEP_PURPLE, theme.DEEP_PURPLE, ""),
    "True": Look(theme.GREEN, theme.DEEP_GREEN, None, ""),
    "False": Look(theme.GREY, theme.LINE, None, ""),
    "Ready": Look(theme.GREEN, theme.DEEP_GREEN, None, "runs and is ready"),
    "Unready": Look(theme.GREEN, theme.DEEP_GREEN, theme.DEEP_GREEN, "runs, not ready"),
    "Starting": Look(theme.BLUE, theme.DEEP_BLUE, theme.DEEP_BLUE, "runs, startup probe or hook not done"),
    "Waiting": Look(theme.GREY, theme.LINE, None, "waits to be started"),
    "Trouble": Look(theme.YELLOW, theme.DEEP_YELLOW, None, "waits for a reason"),
    "Done": Look(theme.BLUE, theme.DEEP_BLUE, None, "has exited 0"),
    "Failed": Look(theme.RED, theme.DEEP_RED, None, "has exited, not 0"),
    "Asked": Look(theme.PAPER, theme.INK, None, ""),
    "PreStop": Look(theme.PURPLE, theme.DEEP_PURPLE, theme.DEEP_PURPLE, "runs its preStop hook"),
    "Signalled": Look(theme.PURPLE, theme.DEEP_PURPLE, None, "has SIGTERM, grace period runs"),
    "Hanging": Look(theme.YELLOW, theme.DEEP_YELLOW, theme.DEEP_YELLOW, "hangs: its probes fail"),
    "Deaf": Look(theme.GREEN, theme.DEEP_GREEN, theme.DEEP_GREEN, "runs, does not answer yet"),
    "Healthy": Look(theme.GREEN, theme.DEEP_GREEN, None, "runs"),
    "Grace": Look(theme.PURPLE, theme.DEEP_PURPLE, None, "deleted, grace period runs"),
    "Over": Look(theme.RED, theme.DEEP_RED, theme.DEEP_RED, "grace period is over"),
}


def svg(observations: Sequence[Observed]) -> str:
    """The timeline of one observed Pod as an SVG, for light and dark backgrounds."""
    pod = history(observations)
    description = " ".join(f"{_after(pod, event.time)} {event.container} {event.text}." for event in pod.events)
    return draw(pod).svg(title(pod), description)


def markdown(observations: Sequence[Observed]) -> str:
    """The events as a table."""
    pod = history(observations)
    rows = (markdown_row(_after(pod, event.time), event.container, event.text) for event in pod.events)
    heading = f"# Timeline of Pod {markdown_text(pod.name)}\n"
    return "\n".join([heading, "| after | container | event |", "|---|---|---|", *rows, ""])


def draw(history: History) -> Canvas:
    """The picture on a canvas, which knows the place of each text."""
    began = datetime.fromtimestamp(history.began, UTC)
    since = f"from {began:%Y-%m-%d %H:%M:%S} UTC, for {_duration(history.ended - history.began)}"
    sheet = TimelineSheet(history, since)
    sheet.draw()
    return sheet.canvas


def title(history: History) -> str:
    """The title of a timeline."""
    return f"Timeline of Pod {history.name}"


class Axis(Protocol):
    """Where times are on the picture."""

    @property
    def labels(self) -> Sequence[tuple[float, str]]:
        """The times that it names."""

    @property
    def cuts(self) -> Sequence[float]:
        """The places at which time is left out."""

    def x(self, time: float) -> float:
        """The position of a time."""

    def text(self, time: float) -> str:
        """The time of an event in words."""


class TimelineSheet:
    """The layout: bars on a common axis, and below them the events in order."""

    def __init__(
        self, history: History, since: str, axis: Callable[[History, float, float], Axis] | None = None
    ) -> None:
        self.history, self.since, self.canvas = history, since, Canvas(WIDE)
        widest = max(width(track.name, SIZE, True) for track in history.tracks)
        self.gutter = max(GUTTER, widest * STAND_IN + 2 * MARGIN)
        self.axis = (axis or EventAxis)(history, self.gutter, WIDE - MARGIN)
        self.y = 0.0

    def draw(self) -> None:
        """Title, axis, bars, legend, events."""
        self._heading()
        self._axis()
        for track in self.history.tracks:
            self.canvas.text(self.gutter - MARGIN, self.y + 19, track.name, SIZE, bold=True, anchor="end")
            for span in track.spans:
                self._bar(span)
            for tick in track.ticks:
                self._tick(self.axis.x(tick.time), self.y + TRACK / 2, tick.is_good)
            self.y += TRACK
        self._legend()
        self._events()

    def _heading(self) -> None:
        heading = title(self.history)
        self.canvas.text(MARGIN, 28, heading, 16, bold=True)
        fits = width(heading, 16, True) + width(self.since, SIZE) + 3 * MARGIN <= WIDE
        self.y = 46 if fits else 64
        self.canvas.text(WIDE - MARGIN, self.y - 18, self.since, SIZE, theme.MUTED, anchor="end")

    def _axis(self) -> None:
        """The times that the axis names, as many as have room."""
        bottom = self.y + 20 + TRACK * len(self.history.tracks)
        free = 0.0
        for time, text in self.axis.labels:
            x = self.axis.x(time)
            wide = width(text, SMALL)
            self.canvas.line(x, self.y + 16, x, bottom, theme.FAINT)
            left = min(max(x - wide / 2, 0), WIDE - MARGIN - wide)
            if left >= free:
                self.canvas.text(left, self.y + 10, text, SMALL, theme.MUTED)
                free = left + wide + 8
        for x in self.axis.cuts:
            self.canvas.box(x - 3, self.y + 16, 6, bottom - self.y - 16, theme.PAPER, stripes=theme.LINE)
        self.y += 20

    def _bar(self, span: Span) -> None:
        look = LOOKS.get(span.kind, LOOKS["Waiting"])
        right = self.axis.x(span.end)
        left = min(self.axis.x(span.start), WIDE - MARGIN - 2)
        self.canvas.box(left, self.y + 5, max(right - left, 2), TRACK - 10, look.fill, look.line, stripes=look.stripes)
        if width(span.text, SMALL) + 8 <= right - left:
            self.canvas.text(left + 5, self.y + 19, span.text, SMALL, halo=bool(look.stripes))

    def _tick(self, x: float, y: float, is_good: bool) -> None:
        """A result of a probe: a diamond if it is good, else a cross."""
        if is_good:
            self.canvas.mark(x, y, 5, theme.DEEP_GREEN)
        else:
            self.canvas.line(x - 4, y - 4, x + 4, y + 4, theme.DEEP_RED, 2)
            self.canvas.line(x - 4, y + 4, x + 4, y - 4, theme.DEEP_RED, 2)

    def _legend(self) -> None:
        used = {span.kind for track in self.history.tracks for span in track.spans}
        x, self.y = self.gutter, self.y + 12
        items = [(look, look.text) for kind, look in LOOKS.items() if kind in used and look.text]
        items += [(Look(theme.PAPER, theme.PAPER, theme.LINE, ""), "time left out")] if self.axis.cuts else []
        for look, text in items:
            wide = width(text, SMALL) + 42
            if x + wide > WIDE:
                x, self.y = self.gutter, self.y + 22
            self.canvas.box(x, self.y, 18, 12, look.fill, look.line, stripes=look.stripes)
            self.canvas.text(x + 24, self.y + 10, text, SMALL)
            x += wide
        self._legend_of_ticks(x)
        self.y += 40

    def _legend_of_ticks(self, x: float) -> None:
        found = {tick.is_good for track in self.history.tracks for tick in track.ticks}
        for is_good, text in ((True, "a probe succeeds"), (False, "a probe fails")):
            if is_good in found:
                wide = width(text, SMALL) + 42
                if x + wide > WIDE:
                    x, self.y = self.gutter, self.y + 22
                self._tick(x + 9, self.y + 6, is_good)
                self.canvas.text(x + 24, self.y + 10, text, SMALL)
                x += wide

    def _events(self) -> None:
        """All events in their order, in two columns where there are many and these have room."""
        events, half = self.history.events, (WIDE - self.gutter) / 2 - self.gutter / 4
        widest = max((width(f"{each.container} {each.text}", SMALL, True) for each in events), default=0) * STAND_IN
        length = len(events) if len(events) <= FEW or widest > half else (len(events) + 1) // 2
        top = self.y
        for place, event in enumerate(events):
            x = self.gutter + (WIDE - self.gutter) / 2 * (place // length) + (self.gutter / 4 if place >= length else 0)
            self.y = top + LEADING * (place % length)
            self.canvas.text(x - MARGIN, self.y, self.axis.text(event.time), SMALL, theme.MUTED, anchor="end")
            if event.container:
                self.canvas.text(x, self.y, event.container, SMALL, bold=True)
                x += width(event.container, SMALL, True) * STAND_IN + 6
            self.canvas.text(x, self.y, event.text, SMALL)


class EventAxis:
    """An axis that names the times of events.  Long times without events are cut short, and the picture says so."""

    def __init__(self, history: History, left: float, right: float) -> None:
        spans = [span for track in history.tracks for span in track.spans]
        marks = {history.began, history.ended, *(event.time for event in history.events)}
        self.began = history.began
        self.labels: Sequence[tuple[float, str]] = [(time, self.text(time)) for time in sorted(marks)]
        places = sorted({*marks, *(time for span in spans for time in (span.start, span.end))})
        gaps = [after - before for before, after in pairwise(places)]
        most = max(10.0, (places[-1] - places[0]) / 4)
        shown = [min(gap, most) for gap in gaps]
        scale = (right - left) / (sum(shown) or 1)
        self.places = {places[0]: left}
        self.cuts: list[float] = []
        x = left
        for before, gap, kept in zip(places, gaps, shown, strict=False):
            if kept < gap:
                self.cuts.append(x + kept * scale / 2)
            x += kept * scale
            self.places[before + gap] = x
        self.places.update(zip(places[1:], list(self.places.values())[1:], strict=True))

    def x(self, time: float) -> float:
        """The position of a time at which a span or an event begins or ends."""
        return self.places[time]

    def text(self, time: float) -> str:
        """The time since the first observation."""
        return _duration(time - self.began)


def _after(history: History, time: float) -> str:
    return _duration(time - history.began)


def _duration(seconds: float) -> str:
    """A duration as people write it."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"
