"""The events, each with the machine that leads it and every machine that moves with it: the lifecycle, transposed."""

from collections.abc import Iterator
from itertools import groupby

from generate.lifecycle import leader, link
from generate.notes import NOTE
from podproof.checker.diagrams.machines import effect
from podproof.spec.notation import Transition
from podproof.spec.notation_of_machines import Machine, transitions
from podproof.spec.pod.event_texts import EVENT_TEXTS
from podproof.spec.pod.machines import MACHINES

INTRODUCTION = """# Events

What moves together: each event with the machine that [leads](glossary.md#leads-and-follows) it, whose guard decides
when it happens, and the machines that follow: each takes its first enabled transition in the same step, or stays as it
is. [The lifecycle](lifecycle.md) lists the same transitions by machine.

| event | what happens | actor | leads | follow |
|---|---|---|---|---|"""

Move = tuple[type[Machine], Transition]
"""A transition and its machine."""


def page() -> str:
    """The page of all events: an index, and a chapter for each event."""
    index = [row(event, text) for event, text in EVENT_TEXTS.items()]
    return NOTE + "\n".join([INTRODUCTION, *index, "", *map(chapter, EVENT_TEXTS)])


def row(event: str, text: str) -> str:
    """One event in the index: what happens, who leads it, and who follows."""
    leading = leader(event)
    follow = dict.fromkeys(machine.__name__ for machine, each in moves(event) if not each.leading)
    name, actor = f"[{event}](#{event})", leading.actor
    return f"| {name} | {plain(text)} | {actor} | {link(leading, 'lifecycle/')} | {', '.join(follow)} |"


def chapter(event: str) -> str:
    """One event: every transition that it can take, those of the machine that leads it first."""
    table = ["| machine | from | to | when | changes | rules |", "|---|---|---|---|---|---|", *rows(event)]
    return "\n".join([f"## {event}\n", f"{leader(event).actor}: {plain(EVENT_TEXTS[event])}.\n", *table, ""])


def rows(event: str) -> Iterator[str]:
    """The transitions for the event; transitions of a machine that differ only in their source share a row."""
    ordered = sorted(moves(event), key=lambda move: not move[1].leading)
    for (machine, target, guard, does), alike in groupby(ordered, key):
        taken = [each for _, each in alike]
        sources = ", ".join(each.source for each in taken)
        leads = "leads: " if taken[0].leading else ""
        cites = " ".join(dict.fromkeys(cite for each in taken for cite in each.cites))
        yield f"| {leads}{link(machine, 'lifecycle/')} | {sources} | {target} | {guard} | {does} | {cites} |"


def key(move: Move) -> tuple[type[Machine], str, str, str]:
    """All of a transition but its source."""
    machine, each = move
    return machine, each.target, each.guard, effect(each)


def moves(event: str) -> Iterator[Move]:
    """Every transition for the event, by machine."""
    return ((machine, each) for machine in MACHINES for each in transitions(machine) if each.event == event)


def plain(text: str) -> str:
    """The text of an event without a particular container."""
    return text.removeprefix("{name}: ").replace("{name}", "the container")
