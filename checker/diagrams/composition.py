"""All machines of a Pod at once: a column of charts for the Pod, and one for each container.

They are the machines that `checker.engines.live` runs.  What this Pod cannot reach is left out, and containers whose
charts are equal share a column.
"""

from collections.abc import Collection, Iterator

from podproof.checker.compile import Compiled
from podproof.checker.compile.lift import Reference
from podproof.checker.diagrams import charts
from podproof.checker.diagrams.charts import Chart
from podproof.checker.diagrams.columns_of_charts import Column, Composition, draw, sources
from podproof.checker.diagrams.escaping import markdown_text
from podproof.checker.engines.symbolic.engine import Symbolic
from podproof.checker.formulas import atom
from podproof.checker.model import Bounds
from podproof.spec.manifest.problems import printable
from podproof.spec.notation import MachineTable, Transition, takes_part
from podproof.spec.notation_of_machines import class_of

LONGEST = Bounds(seconds=60.0)
"""The bound on the exploration; beyond it nothing is left out."""

LEGEND = "charts run side by side; (event): another machine leads it; machines with one state are left out"


def composition(compiled: Compiled) -> Composition:
    """The charts of a Pod; its states are explored to leave out what is unreachable."""
    engine = Symbolic(compiled.model, LONGEST)
    bound = engine.explore().bound
    by_site: dict[int | None, list[Chart]] = {}
    for machine, site in members(compiled):
        value = compiled.scopes.at(site)[machine.field] if machine.field else None
        if isinstance(value, Reference):
            shown = _whole(compiled, machine, value) if bound else _reachable(compiled, engine, machine, value)
            by_site.setdefault(site, []).extend([shown] if len(shown.states) > 1 else [])
    sharing: dict[tuple[Chart, ...], list[str]] = {}
    for site, name in enumerate(member.name for member in compiled.configuration.members):
        sharing.setdefault(tuple(by_site.get(site, ())), []).append(name)
    columns = [Column((), tuple(by_site.get(None, ()))), *(Column(tuple(those), key) for key, those in sharing.items())]
    stopped = f"nothing unreachable is left out: the exploration stopped at its bound ({bound})"
    left_out = stopped if bound else "what this Pod cannot reach is left out"
    faults = f"faults: {', '.join(sorted(compiled.faults)) or 'none'}"
    groups = charts.groups(chart for column in columns for chart in column.charts)
    return Composition(tuple(columns), (LEGEND, *groups, left_out, faults))


def members(compiled: Compiled) -> Iterator[tuple[MachineTable, int | None]]:
    """Each machine that the Pod has, with the site where it stands."""
    for machine in compiled.specification.machines:
        if takes_part(machine, compiled.faults):
            yield from ((machine, site) for site in compiled.instances(machine))


def _reachable(compiled: Compiled, engine: Symbolic, machine: MachineTable, value: Reference) -> Chart:
    """The chart with the values that the field of the machine has in some reachable state, and the steps between."""
    feature = tuple((each, atom(value.variable, each)) for each in value.domain)
    quotient = engine.quotient([feature])
    taken = {
        (source, target, compiled.model.actions[number].event)
        for ((source,), (target,)), numbers in quotient.changes.items()
        for number in numbers
    }
    rules = [rule for rule in machine.transitions if (rule.source, rule.target, rule.event) in taken]
    return charts.chart(class_of(machine), rules, [state for (state,) in quotient.classes])


def _whole(compiled: Compiled, machine: MachineTable, value: Reference) -> Chart:
    """The chart with all events that happen in the Pod."""
    happening = {action.event for action in compiled.model.actions}
    rules = [rule for rule in machine.transitions if _moves(rule, value.domain) and rule.event in happening]
    return charts.chart(class_of(machine), rules, value.domain)


def _moves(rule: Transition, states: Collection[object]) -> bool:
    return rule.source != rule.target and {rule.source, rule.target} <= {*states}


def mermaid(compiled: Compiled) -> str:
    """The charts as Mermaid text: parallel regions of one state."""
    drawn = composition(compiled)
    lines = ["stateDiagram-v2", "direction LR", f'state "{_quoted(_title(compiled))}" as Pod {{']
    regions = [(column, place, chart) for place, column in enumerate(drawn.columns) for chart in column.charts]
    for column, place, chart in regions:
        region = f"{chart.name}_{place}"
        of = f" of {_quoted(', '.join(column.names))}" if column.names else ""
        lines += ["--"] if len(lines) > 3 else []
        lines += [f'state "{chart.name}{of}" as {region} {{', *charts.mermaid(chart, f"{region}_"), "}"]
    lines += ["}", *(f"%% {note}" for note in drawn.notes)]
    return "\n    ".join(lines) + "\n"


def _quoted(text: str) -> str:
    return printable(text).replace('"', "'")


def _title(compiled: Compiled) -> str:
    return f"The machines of Pod {compiled.configuration.name}"


def dot(compiled: Compiled) -> str:
    """The charts in Graphviz's language, a graph for each."""
    drawn = composition(compiled)
    notes = [f"// {note}\n" for note in drawn.notes]
    return "".join(
        [*notes, *(f"// {column.title}\n{source}" for column in drawn.columns for source in sources(column))]
    )


def svg(compiled: Compiled) -> str:
    """The charts as a picture, laid out by Graphviz's program `dot`; FileNotFoundError where that is not installed."""
    drawn = composition(compiled)
    names = [chart.name for column in drawn.columns for chart in column.charts]
    return draw(drawn, _title(compiled)).svg(_title(compiled), f"{', '.join(names)}; {'; '.join(drawn.notes)}")


def markdown(compiled: Compiled) -> str:
    """The charts as a page."""
    return f"# {markdown_text(_title(compiled))}\n\n```mermaid\n{mermaid(compiled)}```\n"
