"""The Mermaid text of a machine, read back as the chart from which it was written."""

import re

from podproof.checker.diagrams.charts import Chart, ChartArrow

TITLE = re.compile(r" *accTitle: (.+)")
ARROW = re.compile(r" *(\[\*\]|\w+) --> (\[\*\]|\w+)(?: : (.*))?")
END = "[*]"


def chart(text: str) -> Chart:
    """The chart that `charts.mermaid` has written; of other Mermaid text only arrows are read."""
    arrows = [match.groups(default="") for match in map(ARROW.fullmatch, text.splitlines()) if match]
    moves = [ChartArrow(source, target, (label,)) for source, target, label in arrows if END not in (source, target)]
    initial = next(target for source, target, _ in arrows if source == END)
    states = dict.fromkeys([initial, *(state for move in moves for state in move[:2])])
    return Chart("machine", tuple(states), initial, frozenset(one for one, to, _ in arrows if to == END), tuple(moves))


def title(text: str) -> str:
    """The title of the diagram for screen readers."""
    return next((match[1] for match in map(TITLE.fullmatch, text.splitlines()) if match), "A state machine")
