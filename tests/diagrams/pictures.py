"""What the tests of diagrams share: the Pods that are drawn, and the checks of every picture."""

import re
from itertools import combinations
from xml.etree import ElementTree

from podproof.checker.compile import Compiled
from podproof.checker.diagrams.canvas import Canvas, Label
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.rendering.trace_lines import TraceRenderer
from podproof.spec.manifest import example, read
from podproof.spec.pod.lifecycle import LIFECYCLE

(WEB,) = (manifest.pod for manifest in read([str(example())]).pods)
"""The Pod that ships as the example: init containers, a sidecar, probes and hooks."""


def fault_free_renderer(pod) -> TraceRenderer:
    """The renderer of the traces of a Pod without faults."""
    return trace_renderer(Compiled(LIFECYCLE, pod, ()))


def check_svg(text: str) -> None:
    """The SVG is well-formed and self-contained, and has a name for screen readers."""
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("aria-label")
    links = re.findall(r"(?:href|src|url)\s*[=(]\s*[\"']?([^\"')]+)", text)
    assert [link for link in links if not link.startswith("#")] == []
    assert set(re.findall(r"https?://[^\"<> ]+", text)) == {"http://www.w3.org/2000/svg"}
    assert "prefers-color-scheme:dark" in text


def check_labels(canvas: Canvas) -> None:
    """Every text is on the canvas, and no two texts overlap."""
    for label in canvas.labels:
        assert 0 <= label.left < label.right <= canvas.width and label.top >= 0, label
    assert [(one.text, other.text) for one, other in combinations(canvas.labels, 2) if overlap(one, other)] == []


def overlap(one: Label, other: Label) -> bool:
    """Whether two texts have more than an edge in common."""
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
