"""A machine as a chart: its states, and one arrow for all events between two of them; as Graphviz and Mermaid text."""

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import NamedTuple

from podproof.checker.diagrams import theme
from podproof.checker.diagrams.escaping import dot_text
from podproof.checker.diagrams.theme import Color
from podproof.spec.notation import Transition
from podproof.spec.notation_of_machines import Machine
from podproof.spec.pod import events

WIDEST = 26
"""Characters in a line of a label, unless a single event is longer."""


GROUPS: Mapping[str, tuple[str, ...]] = dict(
    sorted(
        ((name, tuple(text.split())) for name, text in vars(events).items() if name.isupper()),
        key=lambda group: -len(group[1]),
    )
)
"""The named groups of events, the largest first."""


class ChartArrow(NamedTuple):
    """An arrow between two states, with its events; one that the machine only follows is in brackets."""

    source: str
    target: str
    events: tuple[str, ...]


class Chart(NamedTuple):
    """The states of a machine in their order, those in which it starts and ends, and the arrows between them."""

    name: str
    states: tuple[str, ...]
    initial: str
    final: frozenset[str]
    arrows: tuple[ChartArrow, ...]


def chart(machine: type[Machine], rules: Iterable[Transition], states: Iterable[object]) -> Chart:
    """The chart of a machine with these of its transitions and states."""
    arrows: dict[tuple[str, str], dict[str, None]] = {}
    for rule in rules:
        arrows.setdefault((rule.source, rule.target), {})[label(rule)] = None
    taken = {*states}
    shown = [state for state in machine.states if state.id in taken]
    return Chart(
        machine.__name__,
        tuple(state.id for state in shown),
        next(state.id for state in machine.states if state.initial),
        frozenset(state.id for state in shown if state.final),
        tuple(ChartArrow(*ends, tuple(events)) for ends, events in sorted(arrows.items())),
    )


def label(rule: Transition) -> str:
    """The event of a transition, in brackets if another machine leads it."""
    return rule.event if rule.leading else f"({rule.event})"


def words(arrow: ChartArrow) -> tuple[str, ...]:
    """The label of an arrow: its events, but the name of a group where it has all of them."""
    found = dict.fromkeys(arrow.events)
    for name, group in GROUPS.items():
        for pattern in ("{}", "({})"):
            members = [pattern.format(event) for event in group]
            if found.keys() >= {*members}:
                found = dict.fromkeys([*(each for each in found if each not in members), pattern.format(name)])
    return tuple(found)


def groups(charts: Iterable[Chart]) -> list[str]:
    """What the names of groups in the labels stand for, a line each."""
    used = {text.strip("()") for chart in charts for arrow in chart.arrows for text in words(arrow)}
    return [f"{name}: {', '.join(group)}" for name, group in GROUPS.items() if name in used]


def dot(chart: Chart, direction: str = "LR", below: str = "") -> str:
    """The chart in Graphviz's language, with a label below it, an HTML-like one in angle brackets."""
    return "\n".join(_dot(chart, direction, below)) + "\n"


def styles(fill: Color, more: str = "") -> Iterator[str]:
    """How boxes of this fill and arrows look, in Graphviz's language; with more attributes of the boxes."""
    ink = theme.INK.light
    yield f'  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=12, fontcolor="{ink}",'
    yield f'    color="{theme.LINE.light}", fillcolor="{fill.light}", margin="0.12,0.06"{more}];'
    yield f'  edge [fontname="Helvetica", fontsize=10, fontcolor="{ink}", color="{ink}", arrowsize=0.7];'


def _dot(chart: Chart, direction: str, below: str) -> Iterator[str]:
    ink, paper = theme.INK.light, theme.PAPER.light
    yield f"digraph {chart.name} {{"
    yield f'  graph [rankdir={direction}, nodesep=0.3, ranksep=0.4, pad=0.1, bgcolor="{paper}", fontname="Helvetica",'
    yield f'    fontsize=12, fontcolor="{ink}", labeljust=l{f", label={below}" if below else ""}];'
    yield from styles(theme.GREY, ", height=0.3")
    yield f'  start [shape=circle, label="", width=0.14, height=0.14, fillcolor="{ink}", color="{ink}"];'
    yield f"  start -> {chart.initial};"
    yield from (f"  {state}{' [peripheries=2]' if state in chart.final else ''};" for state in chart.states)
    for arrow in chart.arrows:
        text = dot_text("\n".join(lines(", ".join(words(arrow)), WIDEST)))
        yield f'  {arrow.source} -> {arrow.target} [label="{text}"];'
    yield "}"


def lines(text: str, most: int) -> list[str]:
    """The text in lines of at most so many characters, unless a part without spaces is longer."""
    return wrap(text, most, break_long_words=False)


def mermaid(chart: Chart, prefix: str = "") -> Iterator[str]:
    """The lines of the chart as Mermaid text; the prefix makes the names of its states unique."""
    if prefix:
        yield from (f'state "{state}" as {prefix}{state}' for state in chart.states)
    yield f"[*] --> {prefix}{chart.initial}"
    for arrow in chart.arrows:
        yield f"{prefix}{arrow.source} --> {prefix}{arrow.target} : {', '.join(words(arrow))}"
    yield from (f"{prefix}{state} --> [*]" for state in chart.states if state in chart.final)
