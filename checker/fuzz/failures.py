"""Failures of walks: the message of each exception is the trace, for a person to read."""

from typing import Any

from podproof.checker.rendering import text
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.checker.trace import Trace
from podproof.spec.notation import Law


class Failure(AssertionError):
    """A failed walk: what is wrong, and the trace."""

    def __init__(self, what: str, pod: Any, renderer: TraceRenderer, trace: Trace) -> None:
        super().__init__("\n".join([what, "", *text.render(renderer, trace)]))
        self.what, self.pod, self.renderer, self.trace = what, pod, renderer, trace


class Violation(Failure):
    """A walk that violates a law."""

    def __init__(self, law: Law, pod: Any, renderer: TraceRenderer, trace: Trace) -> None:
        super().__init__(f"{law.name}: {law.description} [{law.cites}]", pod, renderer, trace)
        self.law = law


class Divergence(Failure):
    """A walk to a state about which the live machines, the formulas of the model and the generated code disagree."""
