"""How a walk fails: always with its trace, so that the message of the exception is what a person reads."""

from typing import Any

from podproof.checker.rendering import text
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.checker.trace import Trace
from podproof.spec.notation import Law


class Failure(AssertionError):
    """A walk that went wrong: what is wrong with it, and how it came about."""

    def __init__(self, what: str, pod: Any, renderer: TraceRenderer, trace: Trace) -> None:
        super().__init__("\n".join([what, "", *text.render(renderer, trace)]))
        self.what, self.pod, self.renderer, self.trace = what, pod, renderer, trace


class Violation(Failure):
    """A walk that breaks a law."""

    def __init__(self, law: Law, pod: Any, renderer: TraceRenderer, trace: Trace) -> None:
        super().__init__(f"{law.name}: {law.description} [{law.cites}]", pod, renderer, trace)
        self.law = law


class Divergence(Failure):
    """A walk to where the live machines, the formulas of the model and the generated code do not agree."""
