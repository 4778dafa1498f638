"""A trace as text: numbered lines as wide as the terminal, with the columns of `kubectl get pods`."""

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import Literal, NamedTuple

from podproof.checker.rendering.trace_lines import TraceLine, TraceRenderer
from podproof.checker.trace import Minimality, Trace, TraceKind

WIDTH = 80
"""The width where no terminal gives one."""

LEFT, RIGHT = 15, 32
"""The width of number and actor with the spaces behind them, and of the columns of kubectl."""

STATUS = 16
"""The width of the column STATUS; a longer text beside other columns takes them to a line of their own."""

NARROWEST, WIDEST = 24, 65
"""The least width of the text between them: below it the columns follow on a line of their own; and the greatest."""

UNPUBLISHED = "once the kubelet publishes it:"
"""The text beside the columns that the last state of a trace would show."""

LOOP = "From here the loop repeats:"
STUTTER = "No step must happen any more: the Pod stays like this."
"""The line before the loop of a lasso, and after the last line if its loop has no steps."""


class TraceText(NamedTuple):
    """A trace as plain data: its lines, how many of the last ones form its loop, and what it claims.

    Where its lines have moments, `extreme` says whether no execution takes less time, or none more.
    """

    lines: tuple[TraceLine, ...] = ()
    loop: int | None = None
    kind: TraceKind = "witness"
    minimality: Minimality = ""
    extreme: Literal["", "least", "most"] = ""

    def text(self, width: int = WIDTH, last: int | None = None) -> tuple[str, ...]:
        """The lines of the trace, or its last steps only."""
        return tuple(format_lines(self.lines, self.loop, width, last)) if self.lines else ()

    def title(self) -> str:
        """Its kind and its length."""
        if self.extreme:
            takes = "less" if self.extreme == "least" else "more"
            return f"{self.kind}, {count(len(self.lines) - 1, 'step')} (none takes {takes} time)"
        return f"{self.kind}, {length(len(self.lines) - 1, self.loop, self.minimality)}"

    def map(self, change: Callable[[str], str]) -> "TraceText":
        """The same trace with changed texts and names of containers."""
        lines = (line._replace(text=change(line.text), container=change(line.container)) for line in self.lines)
        return self._replace(lines=tuple(lines))


def kept(renderer: TraceRenderer, trace: Trace | None) -> TraceText:
    """The trace as plain data, without the changes of variables; empty for None."""
    if trace is None:
        return TraceText()
    lines = tuple(line._replace(changes=()) for line in renderer.lines(trace))
    return TraceText(lines, trace.loop, trace.kind, trace.minimality)


def render(renderer: TraceRenderer, trace: Trace, width: int = WIDTH) -> Iterator[str]:
    """The trace as lines of text."""
    return format_lines(list(renderer.lines(trace)), trace.loop, width)


def format_lines(
    lines: Sequence[TraceLine], loop: int | None = None, width: int = WIDTH, last: int | None = None
) -> Iterator[str]:
    """The lines as text: a column is repeated only where it changes, on a line of its own if need be.

    The last `loop` lines are the loop of a lasso; None for a trace without one. With `last`, one line stands for all
    steps before the last ones, and a loop is never cut.
    """
    layout = Layout(width)
    hidden = 0 if last is None else len(lines) - 1 - max(last, loop or 0)
    shown: tuple[str, ...] = ("", "", "")
    if hidden > 1:
        shown = _columns(lines[hidden])
        yield from layout.line("", "", f"… {count(hidden, 'step')} to {shown[0]} …", shown)
    else:
        yield from layout.heading()
    for line in lines[hidden + 1 :] if hidden > 1 else lines:
        if loop and line.number == len(lines) - loop:
            yield layout.text_only(LOOP)
        now = _columns(line)
        yield from layout.line(f"{line.number}.", line.actor, line.text, _changed(now, shown))
        shown = now
    if lines[-1].unpublished:
        yield from layout.line("", "", UNPUBLISHED, _changed(lines[-1].unpublished, shown))
    if loop == 0:
        yield layout.text_only(STUTTER)


def _changed(now: Sequence[str], before: Sequence[str]) -> list[str]:
    return [new if new != old else "" for new, old in zip(now, before, strict=True)]


def _columns(line: TraceLine) -> tuple[str, str, str]:
    return line.status, line.ready, line.restarts


class Layout:
    """The columns of a trace in this width: number, actor, text, and the three of kubectl."""

    def __init__(self, width: int) -> None:
        room = width - LEFT - RIGHT
        self._beside = min(room, WIDEST) if room >= NARROWEST else None
        self._alone = min(max(width - LEFT, NARROWEST), WIDEST)

    def heading(self) -> Iterator[str]:
        """The names of the columns."""
        yield from self._row("", "WHO", "WHAT", ("STATUS", "READY", "RESTARTS"), apart=self._beside is None)

    def line(self, number: str, actor: str, text: str, columns: Sequence[str]) -> Iterator[str]:
        """One line of the trace, in as many lines as it needs."""
        first, *rest = wrap(text, self._alone, break_on_hyphens=False)
        is_long = len(columns[0]) > STATUS and any(columns[1:])
        apart = any(columns) and bool(is_long or rest or self._beside is None or len(first) > self._beside)
        yield from self._row(number, actor, first, ("", "", "") if apart else columns)
        yield from map(self.text_only, rest)
        if apart:
            yield from self._row("", "", "", columns, apart=is_long or self._beside is None)

    def text_only(self, text: str) -> str:
        """A line without columns."""
        return f"{'':{LEFT}}{text}"

    def _row(self, number: str, actor: str, text: str, columns: Sequence[str], apart: bool = False) -> Iterator[str]:
        left = f"{number:>4} {actor:<9} {text}"
        if apart or self._beside is None:
            yield from [left.rstrip()] if text else []
            yield from [f"{'':{LEFT}}→ {'  '.join(filter(None, columns))}"] if any(columns) else []
        else:
            status, ready, restarts = columns
            yield f"{left:<{LEFT + self._beside}} {status:<{STATUS}} {ready:<5} {restarts}".rstrip()


def length(steps: int, loop: int | None, minimality: Minimality) -> str:
    """The number of steps of a trace, and in which sense it is minimal."""
    if loop is not None:
        end = f"a loop of {count(loop, 'step')}" if loop else "no further step"
        return f"{count(steps - loop, 'step')}, then {end}"
    about: str = minimality
    if minimality == "irreducible":
        about = "irreducible: no event can be left out, a shorter one may exist"
    return f"{count(steps, 'step')} ({about})" if about else count(steps, "step")


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 Pod, 2 Pods."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
