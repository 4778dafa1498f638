"""The lifecycle of one Pod: its reachable states, joined where `kubectl get pods` shows the same."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from podproof.checker.diagrams import graphviz, theme
from podproof.checker.diagrams.charts import WIDEST, lines, styles
from podproof.checker.diagrams.escaping import dot_text, markdown_row, markdown_text, mermaid_text, mermaid_title
from podproof.checker.diagrams.quotient import Arrow, KubectlQuotient, Node, kubectl_quotient, sentence
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
    """The lifecycle as a picture, by Graphviz's program `dot`; FileNotFoundError where that is not installed."""
    return graphviz.svg(dot(exploration), f"The lifecycle of Pod {exploration.compiled.configuration.name}")


def png(exploration: Exploration) -> bytes:
    """The same as an image of fixed size."""
    return graphviz.picture(dot(exploration), "png")


def dot(exploration: Exploration) -> str:
    """The lifecycle in Graphviz's language."""
    return "\n".join(_dot(title(exploration), kubectl_quotient(exploration))) + "\n"


def mermaid(exploration: Exploration) -> str:
    """The lifecycle as Mermaid text, which needs no further program."""
    return "\n".join(_mermaid(title(exploration), kubectl_quotient(exploration))) + "\n"


def markdown(exploration: Exploration) -> str:
    """The lifecycle as a page: the picture as Mermaid, and every arrow in a table."""
    quotient = kubectl_quotient(exploration)
    nodes = [_line(node) for node in quotient.nodes]
    rows = (markdown_row(nodes[arrow.source], nodes[arrow.target], "; ".join(arrow.texts)) for arrow in quotient.arrows)
    picture = "\n".join(_mermaid("", quotient))
    table = ["| from | to | events |", "|---|---|---|", *rows]
    heading = markdown_text(title(exploration))
    return f"# {heading}\n\n```mermaid\n{picture}\n```\n\n" + "\n".join([*table, "", *quotient.notes, ""])


def title(exploration: Exploration) -> str:
    """The title of the picture."""
    return f"The lifecycle of Pod {exploration.compiled.configuration.name}, as kubectl get pods shows it"


def bundle_arrows(quotient: KubectlQuotient) -> tuple[list[Bundle], list[Arrow]]:
    """The arrows that all boxes of a phase share, and the other arrows."""
    bundles: list[Bundle] = []
    rest = {(arrow.source, arrow.target): arrow for arrow in quotient.arrows}
    for phase, members in _alive(quotient):
        for target in range(len(quotient.nodes)):
            shared = [rest[one, target] for one in members if (one, target) in rest]
            texts = set.intersection(*(set(arrow.texts) for arrow in shared)) if len(shared) == len(members) else set()
            if target not in members and texts:
                common = tuple(sorted(texts))
                bundles.append(Bundle(phase, shared[0]._replace(texts=common)))
                for arrow in shared:
                    left = tuple(text for text in arrow.texts if text not in texts)
                    rest[arrow.source, target] = arrow._replace(texts=left)
    return bundles, [arrow for arrow in rest.values() if arrow.texts]


def _alive(quotient: KubectlQuotient) -> Iterator[tuple[str, list[int]]]:
    """The boxes of each phase that are not being deleted, where there are several."""
    places = [place for place, node in enumerate(quotient.nodes) if node.phase and node.statuses != ("Terminating",)]
    places.sort(key=lambda place: quotient.nodes[place].phase)
    for phase, group in groupby(places, key=lambda place: quotient.nodes[place].phase):
        members = sorted(group)
        if len(members) > 1:
            yield phase, members


def _line(node: Node) -> str:
    return " ".join(filter(None, [node.phase, " or ".join(node.statuses), ", ".join(node.ready)]))


def _dot(heading: str, quotient: KubectlQuotient) -> Iterator[str]:
    ink, paper, muted = theme.INK.light, theme.PAPER.light, theme.MUTED.light
    yield "digraph lifecycle {"
    yield f'  graph [compound=true, newrank=true, rankdir=TB, nodesep=0.35, ranksep=0.55, bgcolor="{paper}",'
    yield f'    fontname="Helvetica", labelloc=t, fontsize=15, fontcolor="{ink}", label="{dot_text(heading)}"];'
    yield from styles(theme.PAPER)
    yield f'  start [shape=circle, label="", width=0.16, fillcolor="{ink}", color="{ink}"];'
    yield "  start -> n0;"
    for phase, members in groupby(_by_phase(quotient), key=lambda place: quotient.nodes[place].phase):
        yield from _cluster(quotient, phase, list(members))
    bundles, arrows = bundle_arrows(quotient)
    alive = dict(_alive(quotient))
    for bundle in bundles:
        tail = alive[bundle.phase][len(alive[bundle.phase]) // 2]
        yield _edge(bundle.arrow._replace(source=tail), f'ltail="cluster_{bundle.phase}_alive", penwidth=2')
    yield from (_edge(arrow) for arrow in arrows)
    legend = "\\l".join([*map(dot_text, LEGEND), *map(dot_text, quotient.notes), ""])
    yield f'  legend [shape=plaintext, style="", fontsize=11, fontcolor="{muted}", label="{legend}"];'
    yield "}"


PUBLISHES = sentence("kubelet", "publishes")

LEGEND = (
    "box: STATUS, with READY; frame: phase; label: events",
    f"arrow without a label: the {PUBLISHES.replace(':', '')}",
    "thick arrow: from every box of the dashed frame",
    "dashed: by the user; dotted: only by faults",
)


def _by_phase(quotient: KubectlQuotient) -> list[int]:
    return sorted(range(len(quotient.nodes)), key=lambda place: (list(FILLS).index(quotient.nodes[place].phase), place))


def _cluster(quotient: KubectlQuotient, phase: str, members: list[int]) -> Iterator[str]:
    """The frame of a phase, and within it one around the boxes that are not being deleted."""
    if not phase:
        yield from (f"  {_box(place, quotient.nodes[place])}" for place in members)
        return
    yield f"  subgraph cluster_{phase} {{"
    yield f'    label="phase {phase}"; labeljust=l; fontsize=13; style="rounded,filled"; margin=12;'
    yield f'    color="{theme.LINE.light}"; fillcolor="{FILLS[phase].light}";'
    alive = dict(_alive(quotient)).get(phase, [])
    if alive:
        yield f'    subgraph cluster_{phase}_alive {{ label=""; style="rounded,dashed"; color="{theme.LINE.light}";'
        yield from (f"      {_box(place, quotient.nodes[place])}" for place in alive)
        yield "    }"
    yield from (f"    {_box(place, quotient.nodes[place])}" for place in members if place not in alive)
    yield "  }"


def _box(place: int, node: Node) -> str:
    ready = f"\\n{dot_text(', '.join(node.ready))}" if any(node.ready) else ""
    return f'n{place} [label="{dot_text(chr(10).join(node.statuses))}{ready}"];'


def _edge(arrow: Arrow, more: str = "") -> str:
    style = "dotted" if arrow.rare else "dashed" if arrow.by_user else "solid"
    label = dot_text("\n".join(_lines(arrow)))
    return f'  n{arrow.source} -> n{arrow.target} [label="{label}", style={style}{", " + more if more else ""}];'


def _lines(arrow: Arrow) -> list[str]:
    """The label of an arrow, a line or more for each event; none for the event that most arrows have."""
    return [] if arrow.texts == (PUBLISHES,) else [line for text in arrow.texts for line in lines(text, WIDEST)]


def _mermaid(heading: str, quotient: KubectlQuotient) -> Iterator[str]:
    if heading:
        yield from ("---", f"title: {mermaid_title(heading)}", "---")
    yield "flowchart TB"
    yield "  start((start)) --> n0"
    alive = dict(_alive(quotient))
    for phase, members in groupby(_by_phase(quotient), key=lambda place: quotient.nodes[place].phase):
        boxes = list(members)
        inside = alive.get(phase, [])
        yield from [f'  subgraph {phase}["phase {phase}"]'] if phase else []
        yield from [f'  subgraph {phase}_alive[" "]'] if inside else []
        yield from (_mermaid_box(place, quotient.nodes[place]) for place in inside)
        yield from ["  end"] if inside else []
        yield from (_mermaid_box(place, quotient.nodes[place]) for place in boxes if place not in inside)
        yield from ["  end"] if phase else []
    bundles, arrows = bundle_arrows(quotient)
    for bundle in bundles:
        yield f'  {bundle.phase}_alive ==>|"{_mermaid_label(bundle.arrow)}"| n{bundle.arrow.target}'
    for arrow in arrows:
        line = "-.->" if arrow.rare or arrow.by_user else "-->"
        yield f'  n{arrow.source} {line}|"{_mermaid_label(arrow)}"| n{arrow.target}'
    yield from (f"  %% {note}" for note in quotient.notes)


def _mermaid_box(place: int, node: Node) -> str:
    statuses = "<br>".join([*node.statuses, *([", ".join(node.ready)] if any(node.ready) else [])])
    return f'    n{place}["{statuses}"]'


def _mermaid_label(arrow: Arrow) -> str:
    return "<br>".join(mermaid_text(text) for text in arrow.texts)
