"""A trace as structured data; `docs/explore.schema.json` describes it."""

from typing import Any

from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.checker.trace import Trace


def render(renderer: TraceRenderer, trace: Trace) -> dict[str, Any]:
    """The trace as values that JSON can hold."""
    return {
        "kind": trace.kind,
        "minimality": trace.minimality,
        "loop": trace.loop,
        "lines": [line._asdict() for line in renderer.lines(trace)],
    }
