"""Machines drawn as charts, with a table of their transitions: an event with its guard, effect and rules."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby

from podproof.checker.diagrams import charts, graphviz, theme
from podproof.checker.diagrams.charts import Chart, label
from podproof.spec.notation import Transition
from podproof.spec.notation_of_machines import Machine, sets, transitions

LEGEND = "(event): another machine leads it; double frame: final"

HEADS = ("from", "to", "events", "when", "changes", "rules")

LEFT = "ALIGN='LEFT' BALIGN='LEFT'"

WIDEST = 60
"""Characters in a line of a cell."""


def drawing(machine: type[Machine]) -> Chart:
    """The chart of a machine with all its states."""
    return charts.chart(machine, transitions(machine), [state.id for state in machine.states])


def rows(machine: type[Machine]) -> Iterator[tuple[str, ...]]:
    """The transitions as rows for `HEADS`, those that differ only in their event in one row."""

    def key(rule: Transition) -> tuple[str, ...]:
        return rule.source, rule.target, rule.guard, effect(rule), " ".join(rule.cites)

    for (source, target, guard, does, cites), group in groupby(sorted(transitions(machine), key=key), key):
        yield source, target, ", ".join(dict.fromkeys(map(label, group))), guard, does, cites


def effect(rule: Transition) -> str:
    """What else the transition changes, as text."""
    return sets(**rule.changes).__name__ if rule.changes else ""


def mermaid(machine: type[Machine]) -> str:
    """The machine as Mermaid text, which needs no further program; the guards are in the table of `markdown`."""
    drawn = drawing(machine)
    head = ["stateDiagram-v2", f"accTitle: Machine {machine.__name__}", "direction LR"]
    below = [f"%% {line}" for line in (f"{LEGEND}; --format markdown has the guards", *charts.groups([drawn]))]
    return "\n    ".join([*head, *charts.mermaid(drawn), *below]) + "\n"


def dot(machine: type[Machine]) -> str:
    """The machine in Graphviz's language, with its guards in a table below it."""
    drawn, cells = drawing(machine), "".join(map(_cells, rows(machine)))
    heads = "".join(f"<TD><B>{head}</B></TD>" for head in HEADS)
    above = [f"<B>{machine.__name__}</B>: {LEGEND}", *map(escape, charts.groups([drawn]))]
    heading = "".join(f"<TR><TD COLSPAN='6' BORDER='0' ALIGN='LEFT'>{line}</TD></TR>" for line in above)
    frame = f"BORDER='0' CELLBORDER='1' CELLSPACING='0' CELLPADDING='3' COLOR='{theme.FAINT.light}'"
    return charts.dot(drawn, below=f"<<TABLE {frame}>{heading}<TR>{heads}</TR>{cells}</TABLE>>")


def _cells(row: tuple[str, ...]) -> str:
    texts = (escape("\n".join(charts.lines(text, WIDEST))).replace("\n", "<BR ALIGN='LEFT'/>") for text in row)
    return f"<TR>{''.join(f'<TD {LEFT}>{text}</TD>' for text in texts)}</TR>"


def svg(machine: type[Machine]) -> str:
    """The machine as a picture, by Graphviz's program `dot`; FileNotFoundError where that is not installed."""
    return graphviz.svg(dot(machine), f"Machine {machine.__name__}")


def png(machine: type[Machine]) -> bytes:
    """The same as an image of fixed size."""
    return graphviz.picture(dot(machine), "png")


def markdown(machine: type[Machine]) -> str:
    """The machine as a page: picture and table of transitions."""
    return (
        f"# {machine.__name__}\n\n{(machine.__doc__ or '').strip()}\n\n```mermaid\n{mermaid(machine)}```\n\n"
        + table(machine)
    )


def table(machine: type[Machine], followed: Callable[[str], str] = str) -> str:
    """Every transition as a row; an event that the machine only follows is in brackets, formatted by `followed`."""
    return "\n".join(
        [
            "| event | from | to | when | changes | rules |",
            "|---|---|---|---|---|---|",
            *(_row(rule, followed) for rule in transitions(machine)),
            "",
        ]
    )


def _row(rule: Transition, followed: Callable[[str], str]) -> str:
    event = rule.event if rule.leading else f"({followed(rule.event)})"
    return f"| {event} | {rule.source} | {rule.target} | {rule.guard} | {effect(rule)} | {' '.join(rule.cites)} |"
