"""Pictures of machines, and of all machines of a Pod at once."""

import shutil
from itertools import pairwise

import mermaid_charts
import pytest
from mermaid import complaints
from pictures import WEB, check_labels, check_svg
from strategies import SCENARIOS

from podproof.checker.compile import Compiled
from podproof.checker.diagrams import charts, composition, machines
from podproof.checker.diagrams.columns_of_charts import draw
from podproof.checker.engines.live import LiveMachines
from podproof.checker.exploration import Options, explore
from podproof.checker.model import Bounds
from podproof.spec.notation_of_machines import transitions
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.machines import MACHINES

every_machine = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.__name__)
needs_graphviz = pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz: apt-get install graphviz")


@every_machine
def test_a_machine_as_mermaid_is_grammatical(machine):
    assert complaints(machines.mermaid(machine)) == []


@every_machine
def test_the_picture_of_a_machine_has_one_arrow_between_two_states_with_every_event(machine):
    arrows = {(arrow.source, arrow.target): arrow.events for arrow in machines.drawing(machine).arrows}
    assert len(arrows) == len(machines.drawing(machine).arrows)
    for rule in transitions(machine):
        assert charts.label(rule) in arrows[rule.source, rule.target]


def test_a_label_names_a_group_of_which_it_has_every_event():
    exits = charts.GROUPS["EXITS"]
    arrow = charts.ChartArrow("A", "B", ("kills", *exits, *(f"({event})" for event in (*exits, "dies"))))
    assert charts.words(arrow) == ("kills", "(dies)", "EXITS", "(EXITS)")
    chart = charts.Chart("M", ("A", "B"), "A", frozenset(), (arrow,))
    assert charts.groups([chart]) == [f"EXITS: {', '.join(exits)}"]


@every_machine
def test_the_table_of_a_picture_has_every_guard_and_rule_number(machine):
    rows = [" ".join(row) for row in machines.rows(machine)]
    for rule in transitions(machine):
        wanted = (charts.label(rule), rule.guard, machines.effect(rule), *rule.cites)
        assert any(all(text in row for text in wanted) for row in rows)


@every_machine
def test_the_site_draws_the_chart_that_the_mermaid_text_of_a_page_was_written_from(machine):
    drawn, text = machines.drawing(machine), machines.mermaid(machine)
    read = mermaid_charts.chart(text)
    assert [(*arrow[:2], ", ".join(charts.words(arrow))) for arrow in drawn.arrows] == [
        (*arrow[:2], *arrow.events) for arrow in read.arrows
    ]
    assert (read.initial, {*read.states}, read.final) == (drawn.initial, {*drawn.states}, drawn.final)
    assert mermaid_charts.title(text) == f"Machine {machine.__name__}"


@every_machine
def test_the_page_of_a_machine_has_every_transition(machine):
    assert machines.markdown(machine).count("\n| ") == len(transitions(machine)) + 1


@needs_graphviz
def test_the_picture_of_a_machine_is_self_contained():
    (stop,) = (machine for machine in MACHINES if machine.__name__ == "Stop")
    check_svg(machines.svg(stop))
    assert machines.svg(stop) == machines.svg(stop)
    assert machines.png(stop).startswith(b"\x89PNG")


@pytest.mark.parametrize("pod", [WEB, SCENARIOS["single-never"]], ids=lambda pod: pod.name)
def test_the_chart_of_a_pod_has_the_live_machines(pod):
    compiled = Compiled(LIFECYCLE, pod)
    drawn = {machine for machine, _ in composition.members(compiled)}
    live = LiveMachines(compiled)
    assert drawn == {
        machine
        for machine in live.machines
        if any(compiled.concerned(machine, site) for site in compiled.components_of(machine.scope))
    }


@pytest.fixture(scope="module")
def web():
    """The charts of the shipped example, without faults."""
    return composition.composition(Compiled(LIFECYCLE, WEB, ()))


def test_containers_with_equal_charts_share_a_column(web):
    assert [column.names for column in web.columns] == [(), ("wait-for-database", "migrate"), ("proxy",), ("app",)]
    assert len({column.charts for column in web.columns}) == len(web.columns)


def test_the_charts_leave_out_what_the_pod_cannot_reach(web):
    init, app = web.columns[1], web.columns[3]
    images = {chart.name: chart.states for chart in app.charts}["Image"]
    assert {"Present", "ImagePullBackOff"} < {*images} and "InvalidImageName" not in images
    assert "PostStart" not in {chart.name for chart in init.charts}
    events = {event for column in web.columns for chart in column.charts for a in chart.arrows for event in a.events}
    assert "sees_deletion" in events and not {"evicts", "kubelet_stops", "exits_ruled"} & events


def test_each_step_of_a_trace_is_an_arrow_of_the_charts():
    explored = explore(LIFECYCLE._replace(laws=()), SCENARIOS["hooks"], Options(faults=frozenset()))
    model, site = explored.compiled.model, 0
    drawn = composition.composition(explored.compiled)
    (column,) = (each for each in drawn.columns if each.names)
    arrows = {(arrow.source, arrow.target) for chart in column.charts if chart.name == "Stop" for arrow in chart.arrows}
    (stop,) = (place for place, each in enumerate(model.variables) if each.name == f"{column.names[site]}.stop")
    steps = set()
    for result in explored.situations:
        trace = explored.trace(result.question) if result.reachable else None
        if trace:
            values = [trace.start[stop], *(step.state[stop] for step in trace.steps)]
            steps |= {(one, other) for one, other in pairwise(values) if one != other}
    assert steps and steps <= arrows


def test_charts_that_are_not_explored_within_the_bound_leave_nothing_out_and_say_so(monkeypatch, web):
    monkeypatch.setattr(composition, "LONGEST", Bounds(seconds=0.0))
    whole = composition.composition(Compiled(LIFECYCLE, WEB, ()))
    assert "nothing unreachable is left out: the exploration stopped at its bound (0 seconds)" in whole.notes
    for one, other in zip(web.columns[0].charts, whole.columns[0].charts, strict=True):
        assert {*one.states} <= {*other.states} and {each[:2] for each in one.arrows} <= {a[:2] for a in other.arrows}


def test_the_charts_as_mermaid_are_grammatical_and_name_every_container():
    text = composition.mermaid(Compiled(LIFECYCLE, WEB, ()))
    assert complaints(text) == []
    assert "Runtime of wait-for-database, migrate" in text and "Runtime of app" in text


def test_the_same_charts_are_drawn_the_same():
    compiled = Compiled(LIFECYCLE, SCENARIOS["single-never"])
    assert composition.dot(compiled) == composition.dot(Compiled(LIFECYCLE, SCENARIOS["single-never"]))


@needs_graphviz
def test_the_picture_of_the_charts_is_self_contained_and_each_is_in_its_frame(web):
    canvas = draw(web, "The machines of Pod web")
    check_svg(canvas.svg("The machines of Pod web", "all of them"))
    check_labels(canvas)
