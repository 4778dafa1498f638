"""What the tests of pictures share: the Pods that are drawn, and what any picture has to be."""

import re
from itertools import combinations
from xml.etree import ElementTree

from podproof.checker.compile import compile_pod
from podproof.checker.diagrams.canvas import Canvas
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.spec.manifest import example, read
from podproof.spec.pod.lifecycle import LIFECYCLE

(WEB,) = (manifest.pod for manifest in read([str(example())]).pods)
"""The Pod that ships as the example: init containers, a sidecar, probes and hooks."""


def calm_teller(pod) -> TraceRenderer:
    """Who tells the traces of a Pod without faults."""
    return trace_renderer(compile_pod(LIFECYCLE, pod, ()))


def check_svg(text: str) -> None:
    """It is well-formed, has a name for whoever cannot see it, and refers to nothing outside of itself."""
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("aria-label")
    links = re.findall(r"(?:href|src|url)\s*[=(]\s*[\"']?([^\"')]+)", text)
    assert [link for link in links if not link.startswith("#")] == []
    assert set(re.findall(r"https?://[^\"<> ]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "prefers-color-scheme:dark" in text


def check_labels(canvas: Canvas) -> None:
    """Every text lies on the canvas, and no two of them overlap."""
    for label in canvas.labels:
        assert 0 <= label.left < label.right <= canvas.width and label.top >= 0, label
    assert [(one.text, other.text) for one, other in combinations(canvas.labels, 2) if one.overlaps(other)] == []
