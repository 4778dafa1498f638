"""The renderer of traces of Pods: events in English, and the columns of `kubectl get pods`."""

from podproof.checker.compile import Compiled
from podproof.checker.rendering.trace_lines import TraceRenderer
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
