"""The lines of a trace: who does what, and what `kubectl get pods` shows afterwards.

A watcher sees what was last published, so the columns follow along the trace and not from its states alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from podproof.checker.compile import Compiled
from podproof.checker.formulas import State
from podproof.checker.model import Action
from podproof.checker.trace import Trace

Known = Any
"""What was last published of a Pod."""


def restarts_text(restarts: int) -> str:
    """A number of restarts as a column, of which the model counts up to 2."""
    return f"{restarts}" if restarts < 2 else f"{restarts}+"


class TraceLine(NamedTuple):
    """One line of a trace: its number, who does what to which container, kubectl's columns, and all other changes.

    `unpublished` are the columns once the kubelet publishes what is true at the node; empty if nothing would change.
    """

    number: int
    actor: str
    event: str
    container: str
    text: str
    status: str
    ready: str
    restarts: str
    changes: tuple[str, ...]
    unpublished: tuple[str, ...] = ()


class TraceRenderer(NamedTuple):
    """Turns traces of a Pod into lines: its model, kubectl's columns of a state, and the English text of each event.

    `nothing` is what the API knows at first; `published` answers what it knows after an event, from what it knew
    before and the records of the state, and `now` is the event that publishes all.
    The new values of the `noted` variables are part of the text of a line.
    """

    compiled: Compiled
    columns: Callable[..., Any]
    nothing: Known
    published: Callable[..., Known]
    now: str
    events: Mapping[str, str]
    noted: Sequence[str] = ()

    def lines(self, trace: Trace) -> Iterator[TraceLine]:
        """The lines of the trace; line 0 is the state in which it starts."""
        known = self.nothing
        yield TraceLine(0, "", "", "", "the Pod is created", *self._columns(trace.start, known), ())
        before = trace.start
        for number, step in enumerate(trace.steps, 1):
            records = self.compiled.records(step.state)
            known = self.published(step.action.event, known, *records)
            true = self._columns(step.state, self.published(self.now, known, *records))
            shown = self._columns(step.state, known)
            line = self._line(number, step.action, before, step.state, shown)
            yield line if true == shown else line._replace(unpublished=true)
            before = step.state

    def _columns(self, state: State, known: Known) -> tuple[str, str, str]:
        columns = self.columns(self.compiled.configuration, self.compiled.records(state)[0], known)
        return columns.status, columns.ready, restarts_text(columns.restarts)

    def _line(self, number: int, action: Action, before: State, after: State, shown: tuple[str, str, str]) -> TraceLine:
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
