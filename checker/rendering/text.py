"""A trace as text: numbered lines of 80 columns, with the columns of `kubectl get pods`."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from podproof.checker.rendering.trace_lines import TraceLine, TraceRenderer
from podproof.checker.trace import Trace

LAYOUT = "{:>4} {:<9} {:<33} {:<16} {:<5} {}"
"""Number, who, what, and the columns of kubectl: 80 characters."""

TEXT, WIDE = 33, 65
"""The width of a text beside those columns, and where they follow on a line of their own."""

LOOP = "From here the loop repeats:"
STUTTER = "No step must happen any more: the Pod stays like this."
"""The line before the loop of a lasso, and after the last line if its loop has no steps."""


def render(renderer: TraceRenderer, trace: Trace) -> Iterator[str]:
    """The trace as lines of text."""
    return format_lines(list(renderer.lines(trace)), trace.loop)


def format_lines(lines: Sequence[TraceLine], loop: int | None = None) -> Iterator[str]:
    """The lines as text of 80 columns: a column is repeated only where it changes, on a line of its own if need be.

    The last `loop` lines are the loop of a lasso; None for a trace without one.
    """
    yield LAYOUT.format("", "WHO", "WHAT", "STATUS", "READY", "RESTARTS")
    shown: tuple[str, ...] = ("", "", "")
    for line in lines:
        if loop and line.number == len(lines) - loop:
            yield _text_only(LOOP)
        now = (line.status, line.ready, line.restarts)
        changed = [new if new != old else "" for new, old in zip(now, shown, strict=True)]
        shown = now
        yield from _line(line, changed)
    if loop == 0:
        yield _text_only(STUTTER)


def _line(line: TraceLine, columns: Sequence[str]) -> Iterator[str]:
    first, *rest = wrap(line.text, WIDE, break_on_hyphens=False)
    apart = any(columns) and (rest or len(first) > TEXT)
    yield LAYOUT.format(f"{line.number}.", line.actor, first, *([""] * 3 if apart else columns)).rstrip()
    yield from map(_text_only, rest)
    if apart:
        yield LAYOUT.format("", "", "", *columns).rstrip()


def _text_only(text: str) -> str:
    return LAYOUT.format("", "", text, "", "", "").rstrip()


def length(steps: int, loop: int | None, shortest: bool) -> str:
    """The number of steps of a trace, and whether a shorter one may exist."""
    if loop is not None:
        end = f"a loop of {count(loop, 'step')}" if loop else "no further step"
        return f"{count(steps - loop, 'step')}, then {end}"
    kind = "shortest" if shortest else "irreducible: no event can be left out, a shorter one may exist"
    return f"{count(steps, 'step')} ({kind})"


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 Pod, 2 Pods."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
