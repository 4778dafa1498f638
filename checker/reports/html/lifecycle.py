"""The lifecycle of a Pod as a part of a page: a picture, or else a table with the reason.

Faults are left out: they may strike at any time, and their arrows from everywhere would hide all others.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from podproof.checker.diagrams import graphviz, lifecycle
from podproof.checker.diagrams.quotient import Node, explore_lifecycle, kubectl_quotient
from podproof.checker.exploration import Exploration
from podproof.checker.model import Bounds

LONGEST = Bounds(seconds=60.0)
"""The bound on the exploration for a picture; beyond it there is none."""

NO_PROGRAM = "The picture needs Graphviz, which is not installed: apt-get install graphviz, or brew install graphviz."
NO_PICTURE = "Graphviz could not draw this lifecycle."
NO_QUOTIENT = "There is no picture: "


class LifecyclePicture(NamedTuple):
    """A picture, or else the arrows (from, to, events) as rows, and the reason why there is no picture."""

    picture: Markup | None
    reason: str = ""
    rows: Sequence[tuple[str, str, str]] = ()


def draw(exploration: Exploration, prefix: str) -> LifecyclePicture:
    """The lifecycle of an explored Pod; the prefix makes the element ids in the picture unique in a page."""
    with exploration.allowance.spend():
        return _draw(without_faults(exploration), prefix)
    reason = f"{NO_QUOTIENT}no time was left ({exploration.bounds.out_of_time})."
    return LifecyclePicture(None, reason)


def _draw(fault_free: Exploration, prefix: str) -> LifecyclePicture:
    try:
        return LifecyclePicture(embedded(lifecycle.svg(fault_free), prefix))
    except FileNotFoundError:
        return LifecyclePicture(None, NO_PROGRAM, rows(fault_free))
    except graphviz.Failed:
        return LifecyclePicture(None, NO_PICTURE, rows(fault_free))
    except (ValueError, MemoryError) as refusal:
        return LifecyclePicture(None, f"{NO_QUOTIENT}{refusal or 'it needs more memory than there is'}.")


def without_faults(exploration: Exploration) -> Exploration:
    """The same Pod, explored without faults, laws and situations."""
    compiled = exploration.compiled
    return explore_lifecycle(compiled.specification, compiled.configuration, bounds=LONGEST)


def rows(exploration: Exploration) -> list[tuple[str, str, str]]:
    """Each arrow as a row: from, to, events."""
    quotient = kubectl_quotient(exploration)
    return [
        (_name(quotient.nodes[arrow.source]), _name(quotient.nodes[arrow.target]), "; ".join(arrow.texts))
        for arrow in quotient.arrows
    ]


def _name(node: Node) -> str:
    return " ".join(filter(None, (node.phase, "/".join(node.statuses), " ".join(node.ready))))


def embedded(svg: str, prefix: str) -> Markup:
    """A picture without its prolog, each element id with the prefix."""
    text = re.sub(r'(\bid="|href="#|url\(#|aria-labelledby=")', rf"\1{prefix}-", svg[svg.index("<svg") :])
    return Markup(text)  # drawn by this program, which escapes the names in it
