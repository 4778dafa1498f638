"""The lines of a trace: who does what, and what `kubectl get pods` shows afterwards."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.model import Action, State
from podproof.checker.trace import Trace


class TraceLine(NamedTuple):
    """One line of a trace: its number, who does what to which container, kubectl's columns, and all other changes."""

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
    """Turns traces of a Pod into lines: its model, kubectl's columns of a state, and the English text of each event.

    The new values of the `noted` variables are part of the text of a line.
    """

    compiled: Compiled
    columns: Callable[..., Any]
    events: Mapping[str, str]
    noted: Sequence[str] = ()

    def lines(self, trace: Trace) -> Iterator[TraceLine]:
        """The lines of the trace; line 0 is the state in which it starts."""
        yield self._line(0, None, trace.start, trace.start)
        before = trace.start
        for number, step in enumerate(trace.steps, 1):
            yield self._line(number, step.action, before, step.state)
            before = step.state

    def _line(self, number: int, action: Action | None, before: State, after: State) -> TraceLine:
        columns = self.columns(self.compiled.configuration, *self.compiled.records(after))
        restarts = f"{columns.restarts}" if columns.restarts < 2 else f"{columns.restarts}+"
        shown = columns.status, columns.ready, restarts
        if action is None:
            return TraceLine(number, "", "", "", "the Pod is created", *shown, ())
        container = "" if action.component is None else self.compiled.configuration.members[action.component].name
        text = self.events[action.event].format(name=container)
        if news := ", ".join(self._news(before, after)):
            text = f"{text}: {news}"
        return TraceLine(
            number, action.actor, action.event, container, text, *shown, tuple(self._changes(before, after))
        )

    def _news(self, before: State, after: State) -> Iterator[str]:
        for variable, old, new in zip(self.compiled.model.variables, before, after, strict=True):
            if old != new and variable.name in self.noted:
                yield str(new)

    def _changes(self, before: State, after: State) -> Iterator[str]:
        for variable, old, new in zip(self.compiled.model.variables, before, after, strict=True):
            if old != new:
                yield f"{variable.name.replace('.', ' ')} {old} → {new}"
