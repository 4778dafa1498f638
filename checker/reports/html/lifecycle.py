"""The life of a Pod as a part of a page: a picture, or where that cannot be had a table and the reason.

It is the life without faults: what these may do at any time, drawn as arrows from everywhere, would hide all else.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from podproof.checker.diagrams import graphviz, lifecycle
from podproof.checker.diagrams.quotient import Node, explored, fold
from podproof.checker.exploration import Exploration
from podproof.checker.model import Bounds

LONGEST = Bounds(seconds=60.0)
"""Where the exploration for a picture gives up; then there is none."""

NO_PROGRAM = "The picture needs Graphviz, which was not there: apt-get install graphviz, or brew install graphviz."
NO_PICTURE = "Graphviz could not draw this life."
NO_FOLD = "There is no picture of it: "


class LifecyclePicture(NamedTuple):
    """A picture, or else what leads from where to where by which events, and why there is no picture."""

    picture: Markup | None
    reason: str = ""
    rows: Sequence[tuple[str, str, str]] = ()


def drawn(exploration: Exploration, prefix: str) -> LifecyclePicture:
    """The life of an explored Pod; the names in the picture begin with the prefix, for they are unique in a page."""
    calm = undisturbed(exploration)
    try:
        return LifecyclePicture(embedded(lifecycle.svg(calm), prefix))
    except FileNotFoundError:
        return LifecyclePicture(None, NO_PROGRAM, rows(calm))
    except graphviz.Failed:
        return LifecyclePicture(None, NO_PICTURE, rows(calm))
    except (ValueError, MemoryError) as refusal:
        return LifecyclePicture(None, f"{NO_FOLD}{refusal or 'it takes more memory than there is'}.")


def undisturbed(exploration: Exploration) -> Exploration:
    """The same Pod, explored without faults and without questions."""
    compiled = exploration.compiled
    return explored(compiled.specification, compiled.configuration, bounds=LONGEST)


def rows(exploration: Exploration) -> list[tuple[str, str, str]]:
    """What leads from where to where, and by which events."""
    found = fold(exploration)
    return [
        (_said(found.nodes[arrow.source]), _said(found.nodes[arrow.target]), ", ".join(arrow.events))
        for arrow in found.arrows
    ]


def _said(node: Node) -> str:
    return " ".join(filter(None, (node.phase, "/".join(node.predicates), " ".join(node.ready))))


def embedded(svg: str, prefix: str) -> Markup:
    """A picture without its prolog, its names with the prefix."""
    text = re.sub(r'(\bid="|href="#|url\(#|aria-labelledby=")', rf"\1{prefix}-", svg[svg.index("<svg") :])
    return Markup(text)  # drawn by this program, which escapes the names in it
