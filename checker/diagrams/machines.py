"""Machines drawn by the library's own pipeline: its extractor, its graph of states, its renderers.

The labels are ours: an event with its guard, effect and rules; in brackets if the machine only follows the event.
"""

import re
from collections.abc import Callable, Iterator
from itertools import count, groupby

from statemachine.contrib.diagram.extract import extract
from statemachine.contrib.diagram.model import DiagramGraph, DiagramTransition
from statemachine.contrib.diagram.renderers.dot import DotRenderer, DotRendererConfig
from statemachine.contrib.diagram.renderers.mermaid import MermaidRenderer

from podproof.checker.diagrams import graphviz
from podproof.spec.notation import Machine, Transition, sets, transitions

LEGEND = "(event): another machine leads it; [guard]; / effect; rules in braces; double frame: final"


def drawing(machine: type[Machine]) -> DiagramGraph:
    """The library's graph of a machine, one arrow for all events that share source, target, guard and effect."""
    graph = extract(machine)
    for state in graph.states:
        state.name = state.id  # the library humanises `ImagePullBackOff`, which is the API's own term
    start = [arrow for arrow in graph.transitions if arrow.is_initial]
    graph.transitions = [*start, *_arrows(machine)]
    return graph


def _arrows(machine: type[Machine]) -> Iterator[DiagramTransition]:
    def label_key(rule: Transition) -> tuple[str, ...]:
        return rule.source, rule.target, rule.guard, effect(rule)

    for (source, target, guard, does), group in groupby(sorted(transitions(machine), key=label_key), label_key):
        label = events(list(group)) + (f" / {does}" if does else "")
        yield DiagramTransition(source, [target], label, [guard] if guard else [])


def events(rules: list[Transition]) -> str:
    """The events of some transitions, in brackets if the machine only follows, with the rules that they cite."""
    names = ", ".join(rule.event if rule.leading else f"({rule.event})" for rule in rules)
    cites = dict.fromkeys(number for rule in rules for number in rule.cites)
    return f"{names} {{{' '.join(cites)}}}"


def effect(rule: Transition) -> str:
    """What else the transition changes, as text."""
    return sets(**rule.changes).__name__ if rule.changes else ""


def mermaid(machine: type[Machine]) -> str:
    """The machine as Mermaid text, which needs no further program."""
    text = f"{MermaidRenderer().render(drawing(machine))}".replace(":=", "=")  # Mermaid knows one colon in a line
    return f"{text.rstrip()}\n    %% {LEGEND}\n"


def dot(machine: type[Machine]) -> str:
    """The machine in Graphviz's language."""
    graph = drawing(machine)
    for arrow in graph.transitions:
        arrow.event = wrap_label(arrow.event)
        arrow.guards = [wrap_label(guard) for guard in arrow.guards]
    return render(graph, f"{machine.__name__}\\n{LEGEND}")


def render(graph: DiagramGraph, label: str) -> str:
    """A graph of the library in Graphviz's language; the same graph gives the same text."""
    picture = DotRenderer(CONFIG).render(graph)
    picture.set("label", f'"{label}"')
    text = f"{picture.to_string()}".rstrip() + "\n"
    # The library numbers these by memory address, which a second mark may get when the first is no more: each mark
    # stands twice, in its arrow and on its own.
    marks = (number // 2 for number in count())
    text = re.sub(r"__initial_\d+", lambda mark: f"__initial_{next(marks)}", text)
    numbers: dict[str, int] = {}
    text = re.sub(r"__atomic_(\d+)", lambda mark: f"__atomic_{numbers.setdefault(mark[1], len(numbers))}", text)
    return text.replace(LINE, "<br/>")


CONFIG = DotRendererConfig(state_font_size="12", transition_font_size="10", graph_attrs={"labeljust": "l"})

LINE = "\u2028"
"""Stands for a new line until the library has quoted a label."""


def wrap_label(text: str, most: int = 34) -> str:
    """A long label in several lines."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return LINE.join(lines)


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
