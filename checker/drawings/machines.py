"""Machines drawn by the library's own pipeline: its extractor, its graph of states, its renderers.

The labels are ours: an event with its guard and its effect, the event in brackets where the machine only follows it.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from statemachine.contrib.diagram.extract import extract
from statemachine.contrib.diagram.model import DiagramGraph, DiagramTransition
from statemachine.contrib.diagram.renderers.dot import DotRenderer, DotRendererConfig
from statemachine.contrib.diagram.renderers.mermaid import MermaidRenderer

from spec.notation import Machine, Rule, rules, sets


def drawing(machine: type[Machine]) -> DiagramGraph:
    """The library's graph of a machine, one arrow for all events that share source, target, guard and effect."""
    graph = extract(machine)
    for state in graph.states:
        state.name = state.id  # the library humanises `ImagePullBackOff`, which is the API's own word
    start = [arrow for arrow in graph.transitions if arrow.is_initial]
    graph.transitions = [*start, *_arrows(machine)]
    return graph


def _arrows(machine: type[Machine]) -> Iterator[DiagramTransition]:
    def shape(rule: Rule) -> tuple[str, ...]:
        return rule.source, rule.target, rule.guard, effect(rule)

    for (source, target, guard, does), those in groupby(sorted(rules(machine), key=shape), shape):
        events = ", ".join(rule.event if rule.leading else f"({rule.event})" for rule in those)
        label = events + (f" / {does}" if does else "")
        yield DiagramTransition(source, [target], label, [guard] if guard else [])


def effect(rule: Rule) -> str:
    """What else the transition changes, as text."""
    return sets(**rule.changes).__name__ if rule.changes else ""


def mermaid(machine: type[Machine]) -> str:
    """The machine as Mermaid text, which needs no further program."""
    return f"{MermaidRenderer().render(drawing(machine))}".rstrip() + "\n"


def dot(machine: type[Machine]) -> str:
    """The machine in Graphviz's language."""
    text = f"{_rendered(machine).to_string()}".rstrip() + "\n"
    return re.sub(r"(__(?:initial|atomic))_\d+", r"\1", text)  # the library numbers these by memory address


def svg(machine: type[Machine]) -> str:
    """The machine as a picture, by Graphviz's program `dot`; FileNotFoundError where that is not installed."""
    return str(_rendered(machine).create_svg().decode())


def _rendered(machine: type[Machine]) -> Any:
    return DotRenderer(DotRendererConfig(state_font_size="11", transition_font_size="9")).render(drawing(machine))


FORMATS = {"mermaid": mermaid, "dot": dot, "svg": svg}
SUFFIXES = {"mermaid": ".mmd", "dot": ".dot", "svg": ".svg"}
