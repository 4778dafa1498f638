"""Who tells the traces of Pods: in the English of the specification, with the columns of `kubectl get pods`."""

from podproof.checker.compile import Compiled
from podproof.checker.rendering.trace_text import TraceRenderer
from podproof.spec.pod import kubectl
from podproof.spec.pod.event_texts import EVENT_TEXTS, NOTED


def trace_renderer(compiled: Compiled) -> TraceRenderer:
    """Who tells what happened to a Pod."""
    return TraceRenderer(compiled, kubectl.line, EVENT_TEXTS, NOTED)
