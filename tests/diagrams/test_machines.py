"""Pictures of machines, and of all machines of a Pod at once."""

import re
import shutil

import pytest
from mermaid import complaints
from pictures import WEB, check_svg
from strategies import SCENARIOS

from podproof.checker.compile import Compiled
from podproof.checker.diagrams import composition, machines
from podproof.checker.engines.live import LiveMachines
from podproof.spec.notation import transitions
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.machines import MACHINES

every_machine = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.__name__)
needs_graphviz = pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz: apt-get install graphviz")


@every_machine
def test_a_machine_as_mermaid_is_grammatical(machine):
    assert complaints(machines.mermaid(machine)) == []


@every_machine
def test_the_picture_of_a_machine_has_every_event_and_rule_number(machine):
    text = machines.mermaid(machine)
    for rule in transitions(machine):
        assert rule.event in text
        assert all(number in text for number in rule.cites)


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


def test_the_chart_has_a_region_for_each_container():
    text = composition.mermaid(Compiled(LIFECYCLE, WEB, ()))
    assert complaints(text) == []
    assert len(re.findall(r'state "Runtime of ', text)) == len(WEB.members)
    assert 'state "Deletion" as' in text or "state Deletion {" in text


def test_the_chart_leaves_out_events_that_the_pod_cannot_have():
    text = composition.mermaid(Compiled(LIFECYCLE, SCENARIOS["single-never"], ()))
    assert "evicts" not in text and "kubelet_stops" not in text


def test_the_same_chart_is_drawn_the_same():
    compiled = Compiled(LIFECYCLE, WEB)
    assert composition.dot(compiled) == composition.dot(Compiled(LIFECYCLE, WEB))


@needs_graphviz
def test_the_picture_of_the_chart_is_self_contained():
    check_svg(composition.svg(Compiled(LIFECYCLE, SCENARIOS["single-never"], ())))
