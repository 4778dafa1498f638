"""The life of one Pod: its reachable states folded onto what `kubectl get pods` shows."""

from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap
from typing import NamedTuple

from podproof.checker.diagrams import graphviz, theme
from podproof.checker.diagrams.quotient import Arrow, KubectlQuotient, Node, fold
from podproof.checker.exploration import Exploration

FILLS = {
    "Pending": theme.GREY,
    "Running": theme.GREEN,
    "Succeeded": theme.BLUE,
    "Failed": theme.RED,
    "Unknown": theme.PURPLE,
    "": theme.PAPER,
}


class Bundle(NamedTuple):
    """Arrows that leave every box of a phase but Terminating, drawn as one from the frame around them."""

    phase: str
    arrow: Arrow


def svg(exploration: Exploration) -> str:
    """The life as a picture, by Graphviz's program `dot`; FileNotFoundError where that is not installed."""
    return graphviz.svg(dot(exploration), f"The life of Pod {exploration.compiled.configuration.name}")


def png(exploration: Exploration) -> bytes:
    """The same as an image of fixed size."""
    return graphviz.picture(dot(exploration), "png")


def dot(exploration: Exploration) -> str:
    """The life in Graphviz's language."""
    return "\n".join(_dot(title(exploration), fold(exploration))) + "\n"


def mermaid(exploration: Exploration) -> str:
    """The life as Mermaid text, which needs no further program."""
    return "\n".join(_mermaid(title(exploration), fold(exploration))) + "\n"


def markdown(exploration: Exploration) -> str:
    """The life as a page: the picture as Mermaid, and every arrow in a table."""
    found = fold(exploration)
    rows = (
        f"| {_line(found.nodes[arrow.source])} | {_line(found.nodes[arrow.target])} | {', '.join(arrow.events)} |"
        for arrow in found.arrows
    )
    picture = "\n".join(_mermaid("", found))
    table = ["| from | to | events |", "|---|---|---|", *rows]
    return f"# {title(exploration)}\n\n```mermaid\n{picture}\n```\n\n" + "\n".join([*table, "", *found.notes, ""])


def title(exploration: Exploration) -> str:
    """What the picture is about."""
    return f"The life of Pod {exploration.compiled.configuration.name} as kubectl get pods shows it"


def bundled(found: KubectlQuotient) -> tuple[list[Bundle], list[Arrow]]:
    """The arrows that all boxes of a phase share, and the others; together they are all."""
    bundles: list[Bundle] = []
    rest = {(arrow.source, arrow.target): arrow for arrow in found.arrows}
    for phase, members in _alive(found):
        for target in range(len(found.nodes)):
            shared = [rest[one, target] for one in members if (one, target) in rest]
            events = (
                set.intersection(*(set(arrow.events) for arrow in shared)) if len(shared) == len(members) else set()
            )
            if target not in members and events:
                common = tuple(sorted(events))
                bundles.append(Bundle(phase, shared[0]._replace(events=common)))
                for arrow in shared:
                    left = tuple(event for event in arrow.events if event not in events)
                    rest[arrow.source, target] = arrow._replace(events=left)
    return bundles, [arrow for arrow in rest.values() if arrow.events]


def _alive(found: KubectlQuotient) -> Iterator[tuple[str, list[int]]]:
    """The boxes of each phase that are not being deleted, where there are several."""
    places = [place for place, node in enumerate(found.nodes) if node.phase and node.predicates != ("Terminating",)]
    places.sort(key=lambda place: found.nodes[place].phase)
    for phase, those in groupby(places, key=lambda place: found.nodes[place].phase):
        members = sorted(those)
        if len(members) > 1:
            yield phase, members


def _line(node: Node) -> str:
    return " ".join(filter(None, [node.phase, " or ".join(node.predicates), ", ".join(node.ready)]))


def _dot(heading: str, found: KubectlQuotient) -> Iterator[str]:
    ink, paper, muted = theme.INK.light, theme.PAPER.light, theme.MUTED.light
    yield "digraph life {"
    yield f'  graph [compound=true, newrank=true, rankdir=TB, nodesep=0.35, ranksep=0.55, bgcolor="{paper}",'
    yield f'    fontname="Helvetica", labelloc=t, fontsize=15, fontcolor="{ink}", label="{_quoted(heading)}"];'
    yield f'  node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=12, fontcolor="{ink}",'
    yield f'    color="{theme.LINE.light}", fillcolor="{paper}", margin="0.12,0.06"];'
    yield f'  edge [fontname="Helvetica", fontsize=10, fontcolor="{ink}", color="{ink}", arrowsize=0.7];'
    yield f'  start [shape=circle, label="", width=0.16, fillcolor="{ink}", color="{ink}"];'
    yield "  start -> n0;"
    for phase, members in groupby(_by_phase(found), key=lambda place: found.nodes[place].phase):
        yield from _cluster(found, phase, list(members))
    bundles, arrows = bundled(found)
    alive = dict(_alive(found))
    for bundle in bundles:
        tail = alive[bundle.phase][len(alive[bundle.phase]) // 2]
        yield _edge(bundle.arrow._replace(source=tail), f'ltail="cluster_{bundle.phase}_alive", penwidth=2')
    yield from (_edge(arrow) for arrow in arrows)
    legend = "\\l".join([*map(_quoted, LEGEND), *map(_quoted, found.notes), ""])
    yield f'  legend [shape=plaintext, style="", fontsize=11, fontcolor="{muted}", label="{legend}"];'
    yield "}"


LEGEND = (
    "box: STATUS, with READY; frame: phase; label: the events that lead on",
    "thick arrow: from every box of the dashed frame",
    "dashed: the user's doing; dotted: only by faults",
)


def _by_phase(found: KubectlQuotient) -> list[int]:
    return sorted(range(len(found.nodes)), key=lambda place: (list(FILLS).index(found.nodes[place].phase), place))


def _cluster(found: KubectlQuotient, phase: str, members: list[int]) -> Iterator[str]:
    """The frame of a phase, and within it one around the boxes that are not being deleted."""
    if not phase:
        yield from (f"  {_box(place, found.nodes[place])}" for place in members)
        return
    yield f"  subgraph cluster_{phase} {{"
    yield f'    label="phase {phase}"; labeljust=l; fontsize=13; style="rounded,filled"; margin=12;'
    yield f'    color="{theme.LINE.light}"; fillcolor="{FILLS[phase].light}";'
    alive = dict(_alive(found)).get(phase, [])
    if alive:
        yield f'    subgraph cluster_{phase}_alive {{ label=""; style="rounded,dashed"; color="{theme.LINE.light}";'
        yield from (f"      {_box(place, found.nodes[place])}" for place in alive)
        yield "    }"
    yield from (f"    {_box(place, found.nodes[place])}" for place in members if place not in alive)
    yield "  }"


def _box(place: int, node: Node) -> str:
    ready = f"\\n{_quoted(', '.join(node.ready))}" if any(node.ready) else ""
    return f'n{place} [label="{_quoted(chr(10).join(node.predicates))}{ready}"];'


def _edge(arrow: Arrow, more: str = "") -> str:
    style = "dotted" if arrow.rare else "dashed" if arrow.by_user else "solid"
    label = "\\n".join(wrap(", ".join(arrow.events), 26, break_long_words=False))
    return f'  n{arrow.source} -> n{arrow.target} [label="{label}", style={style}{", " + more if more else ""}];'


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _mermaid(heading: str, found: KubectlQuotient) -> Iterator[str]:
    if heading:
        yield from ("---", f"title: {heading}", "---")
    yield "flowchart TB"
    yield "  start((start)) --> n0"
    alive = dict(_alive(found))
    for phase, members in groupby(_by_phase(found), key=lambda place: found.nodes[place].phase):
        those = list(members)
        inside = alive.get(phase, [])
        yield from [f'  subgraph {phase}["phase {phase}"]'] if phase else []
        yield from [f'  subgraph {phase}_alive[" "]'] if inside else []
        yield from (_mermaid_box(place, found.nodes[place]) for place in inside)
        yield from ["  end"] if inside else []
        yield from (_mermaid_box(place, found.nodes[place]) for place in those if place not in inside)
        yield from ["  end"] if phase else []
    bundles, arrows = bundled(found)
    for bundle in bundles:
        yield f'  {bundle.phase}_alive ==>|"{", ".join(bundle.arrow.events)}"| n{bundle.arrow.target}'
    for arrow in arrows:
        line = "-.->" if arrow.rare or arrow.by_user else "-->"
        yield f'  n{arrow.source} {line}|"{", ".join(arrow.events)}"| n{arrow.target}'
    yield from (f"  %% {note}" for note in found.notes)


def _mermaid_box(place: int, node: Node) -> str:
    predicates = "<br>".join([*node.predicates, *([", ".join(node.ready)] if any(node.ready) else [])])
    return f'    n{place}["{predicates}"]'
