"""All machines of a Pod at once, as one chart of parallel regions: those of the Pod, and those of each container.

They are the machines that `checker.engines.live` runs.
"""

from collections.abc import Collection, Iterator
from itertools import groupby

from statemachine.contrib.diagram.model import DiagramGraph, DiagramState, DiagramTransition, StateType
from statemachine.contrib.diagram.renderers.mermaid import MermaidRenderer

from podproof.checker.compile import Compiled
from podproof.checker.compile.lift import Reference
from podproof.checker.diagrams import graphviz, machines
from podproof.checker.diagrams.escaping import markdown_text
from podproof.checker.model import Value
from podproof.spec.manifest.problems import printable
from podproof.spec.notation import Machine, Transition, takes_part, transitions

LEGEND = "regions run side by side; (event): another machine leads it; machines with one state have no region"


def chart(compiled: Compiled) -> DiagramGraph:
    """The chart in the library's own form."""
    regions: list[DiagramState] = []
    arrows: list[DiagramTransition] = []
    happening = {action.event for action in compiled.model.actions}
    for machine, site in members(compiled):
        taken = _taken(compiled, machine, site)
        if len(taken) > 1:
            prefix = machine.__name__ if site is None else f"{machine.__name__}_{site}"
            where = "" if site is None else f" of {_label(compiled.configuration.members[site].name)}"
            regions.append(_region(machine, prefix, f"{machine.__name__}{where}", taken))
            arrows += _arrows(machine, prefix, taken, happening)
    name = _label(compiled.configuration.name)
    whole = DiagramState("Pod", f"Pod {name}", StateType.PARALLEL, children=regions)
    compound = {"Pod", *(region.id for region in regions)}
    return DiagramGraph(name, [whole], arrows, compound)


def _label(name: str) -> str:
    """The name as the library's renderers take it, which escape nothing in Mermaid."""
    return printable(name).replace('"', "'")


def members(compiled: Compiled) -> Iterator[tuple[type[Machine], int | None]]:
    """Each machine that the Pod has, with the site where it stands."""
    for machine in compiled.specification.machines:
        if takes_part(machine, compiled.faults):
            for site in compiled.components_of(machine.scope):
                if compiled.concerned(machine, site):
                    yield machine, site


def _taken(compiled: Compiled, machine: type[Machine], site: int | None) -> Collection[Value]:
    """The states that the machine can be in: none for one without a field, one where its field never changes."""
    value = compiled.scopes.at(site)[machine.field] if machine.field else None
    return value.domain if isinstance(value, Reference) else ()


def _region(machine: type[Machine], prefix: str, name: str, taken: Collection[Value]) -> DiagramState:
    states = [
        DiagramState(
            f"{prefix}_{state.id}",
            state.id,
            StateType.FINAL if state.final else StateType.REGULAR,
            is_initial=bool(state.initial),
        )
        for state in machine.states
        if state.id in taken
    ]
    return DiagramState(prefix, name, StateType.REGULAR, children=states, is_parallel_area=True)


def _arrows(
    machine: type[Machine], prefix: str, taken: Collection[Value], happening: Collection[str]
) -> Iterator[DiagramTransition]:
    """One arrow for each pair of states, with all events that lead along it and happen in the Pod."""

    def pair(rule: Transition) -> tuple[str, str]:
        return rule.source, rule.target

    moving = [
        rule
        for rule in transitions(machine)
        if rule.source != rule.target and rule.event in happening and {rule.source, rule.target} <= {*taken}
    ]
    for (source, target), group in groupby(sorted(moving, key=pair), pair):
        names = dict.fromkeys(rule.event if rule.leading else f"({rule.event})" for rule in group)
        yield DiagramTransition(f"{prefix}_{source}", [f"{prefix}_{target}"], ", ".join(names))


def mermaid(compiled: Compiled) -> str:
    """The chart as Mermaid text."""
    return f"{MermaidRenderer().render(chart(compiled))}".rstrip() + f"\n    %% {LEGEND}\n"


def dot(compiled: Compiled) -> str:
    """The chart in Graphviz's language."""
    graph = chart(compiled)
    for arrow in graph.transitions:
        arrow.event = machines.wrap_label(arrow.event)
    return machines.render(graph, LEGEND).replace("margin=4;", "margin=24;")  # room for labels above and below


def svg(compiled: Compiled) -> str:
    """The chart as a picture, by Graphviz's program `dot`; FileNotFoundError where that is not installed."""
    return graphviz.svg(dot(compiled), f"The machines of Pod {compiled.configuration.name}")


def png(compiled: Compiled) -> bytes:
    """The same as an image of fixed size."""
    return graphviz.picture(dot(compiled), "png")


def markdown(compiled: Compiled) -> str:
    """The chart as a page."""
    title = markdown_text(f"The machines of Pod {compiled.configuration.name}")
    return f"# {title}\n\n```mermaid\n{mermaid(compiled)}```\n"
