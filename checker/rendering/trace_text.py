"""Traces told: numbered lines, who did what, and what `kubectl get pods` shows then."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any, NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.model import Action, State
from podproof.checker.trace import Trace


class TraceLine(NamedTuple):
    """One line of a trace: its number, who, what, the columns that are shown then, and what changed unseen."""

    number: int
    actor: str
    event: str
    container: str
    text: str
    status: str
    ready: str
    restarts: str
    changes: tuple[str, ...]


class TraceRenderer(NamedTuple):
    """Who turns a trace into lines: a Pod's model, the columns of a state, and the events in English."""

    compiled: Compiled
    columns: Callable[..., Any]
    events: Mapping[str, str]
    noted: Sequence[str] = ()

    def lines(self, trace: Trace) -> Iterator[TraceLine]:
        """The trace's lines; line 0 is the state in which every life begins."""
        yield self._line(0, None, trace.start, trace.start)
        before = trace.start
        for number, step in enumerate(trace.steps, 1):
            yield self._line(number, step.action, before, step.state)
            before = step.state

    def _line(self, number: int, action: Action | None, before: State, after: State) -> TraceLine:
        shown = self.columns(self.compiled.configuration, *self.compiled.records(after))
        restarts = f"{shown.restarts}" if shown.restarts < 2 else f"{shown.restarts}+"
        if action is None:
            return TraceLine(number, "", "", "", "the Pod is created", shown.status, shown.ready, restarts, ())
        container = "" if action.component is None else self.compiled.configuration.members[action.component].name
        text = self.events[action.event].format(name=container)
        if news := ", ".join(self._news(before, after)):
            text = f"{text}: {news}"
        changes = tuple(self._changes(before, after))
        return TraceLine(
            number, action.actor, action.event, container, text, shown.status, shown.ready, restarts, changes
        )

    def _news(self, before: State, after: State) -> Iterator[str]:
        for variable, old, new in zip(self.compiled.model.variables, before, after, strict=True):
            if old != new and variable.name in self.noted:
                yield str(new)

    def _changes(self, before: State, after: State) -> Iterator[str]:
        for variable, old, new in zip(self.compiled.model.variables, before, after, strict=True):
            if old != new:
                yield f"{variable.name.replace('.', ' ')} {old} → {new}"


LAYOUT = "{:>4} {:<9} {:<33} {:<16} {:<5} {}"
"""Number, who, what, and the columns of kubectl: 80 characters."""

TEXT, WIDE = 33, 65
"""How wide a text is beside those columns, and how wide where they follow on a line of their own."""


STAYS, ROUND = "Nothing that is bound to happen is left: so it stays.", "From here on, over and over:"
"""What is said before the loop that a trace ends in, whether it has steps or not."""


def trace_lines(lines: list[TraceLine], loop: int | None = None) -> Iterator[str]:
    """The trace as text of 80 columns: a column is repeated only where it changes, on a line of its own if need be.

    The last `loop` lines are those that come over and over.
    """
    yield LAYOUT.format("", "WHO", "WHAT", "STATUS", "READY", "RESTARTS")
    shown: tuple[str, ...] = ("", "", "")
    for line in lines:
        if loop and line.number == len(lines) - loop:
            yield LAYOUT.format("", "", ROUND, "", "", "").rstrip()
        now = (line.status, line.ready, line.restarts)
        news = [new if new != old else "" for new, old in zip(now, shown, strict=True)]
        shown = now
        first, *rest = wrap(line.text, WIDE, break_on_hyphens=False)
        apart = any(news) and (rest or len(first) > TEXT)
        yield LAYOUT.format(f"{line.number}.", line.actor, first, *([""] * 3 if apart else news)).rstrip()
        for further in rest:
            yield LAYOUT.format("", "", further, "", "", "").rstrip()
        if apart:
            yield LAYOUT.format("", "", "", *news).rstrip()
    if loop == 0:
        yield LAYOUT.format("", "", STAYS, "", "", "").rstrip()
