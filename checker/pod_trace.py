"""Traces of a Pod that print themselves, in a terminal and in a notebook."""

from functools import cached_property
from typing import Any

from podproof.checker.compile import Compiled
from podproof.checker.rendering import json, text
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.trace_lines import TraceLine
from podproof.checker.trace import Trace


class PodTrace(Trace):
    """A trace of one Pod: who does what, and what `kubectl get pods` shows after each step.

    `lines` are numbered from 0, the state in which every Pod begins. `print(trace)` shows 80 columns; a notebook shows
    the sequence diagram.
    """

    name: str
    _compiled: Compiled

    @classmethod
    def of(cls, compiled: Compiled, name: str, trace: Trace) -> "PodTrace":
        """The trace, with what it takes to render it."""
        made = cls(*trace)
        made.name, made._compiled = name, compiled
        return made

    @cached_property
    def lines(self) -> tuple[TraceLine, ...]:
        """The lines of the trace as values."""
        return tuple(trace_renderer(self._compiled).lines(self))

    def __str__(self) -> str:
        return "\n".join(text.format_lines(self.lines, self.loop))

    def to_dict(self) -> dict[str, Any]:
        """The trace as JSON has it: `kind`, `minimality`, `loop` and `lines`."""
        return json.render(trace_renderer(self._compiled), self)

    def svg(self) -> str:
        """The trace as a sequence diagram, an SVG of its own."""
        from podproof.checker.diagrams import sequence
        from podproof.checker.diagrams.walkthrough import Chapter

        return sequence.svg(trace_renderer(self._compiled), [Chapter("", self)], self.name)

    def mermaid(self) -> str:
        """The trace as a sequence diagram in Mermaid."""
        from podproof.checker.diagrams import sequence
        from podproof.checker.diagrams.walkthrough import Chapter

        return sequence.mermaid(trace_renderer(self._compiled), [Chapter("", self)], self.name)

    def _repr_svg_(self) -> str:
        return self.svg()
