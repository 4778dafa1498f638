"""The renderer of traces of Pods: events in English, and the columns of `kubectl get pods`."""

from podproof.checker.compile import Compiled
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.checker.timed_model import UNITS_PER_SECOND
from podproof.checker.trace import TimedTrace
from podproof.spec.pod import kubectl
from podproof.spec.pod.event_texts import EVENT_TEXTS, NOTED
from podproof.spec.pod.timed.event_texts import TIMED_EVENT_TEXTS


def trace_renderer(compiled: Compiled) -> TraceRenderer:
    """Who tells what happened to a Pod."""
    return TraceRenderer(
        compiled, kubectl.line, kubectl.Published(), kubectl.published, "publishes", EVENT_TEXTS, NOTED
    )


def timed_trace_renderer(compiled: Compiled) -> TraceRenderer:
    """Who tells what happened to a Pod with a clock."""
    renderer = trace_renderer(compiled)._replace(events=TIMED_EVENT_TEXTS)
    return renderer._replace(columns=lambda timed, *states: kubectl.line(timed.pod, *states))


def time_taken(question: str, trace: TimedTrace) -> str:
    """How long the execution takes from one moment of the question to the other, or why it has no end."""
    if trace.trace.loop is None:
        return f"{question}: {trace.units / UNITS_PER_SECOND:.1f} s"
    again = f"the last {trace.trace.loop} steps repeat" if trace.trace.loop else "the last state lasts"
    return f"{question}: no upper bound, as {again} forever"
