"""Liveness laws: the events that they count on, and the strength that their verdicts state."""

import pytest
from strategies import COMPARED, HOLDS, SCENARIOS

from podproof.checker.exploration import Options, explore
from podproof.checker.model import Bounds
from podproof.checker.rendering.pod_traces import trace_renderer
from podproof.checker.reports import text
from podproof.checker.verify import LIVENESS_KINDS
from podproof.checker.verify.liveness import progress_actions
from podproof.spec.notation import Law
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE

LIVENESS = [law for law in LAWS if law.kind in LIVENESS_KINDS]

every_liveness_law = pytest.mark.parametrize("law", LIVENESS, ids=lambda law: law.name)


def led(machine):
    """The events that the machine leads."""
    return {each.event for each in machine.transitions if each.leading}


def test_of_all_events_of_faults_liveness_laws_count_on_the_kubelet_start_alone():
    counted_on = {
        event for each in LIFECYCLE.machines if each.fault for event in led(each) - set(each.finitely_often.split())
    }
    assert counted_on == {"kubelet_starts"}


def test_a_user_acts_finitely_often():
    users = [machine for machine in LIFECYCLE.machines if machine.actor == "user"]
    assert users
    assert all(set(user.finitely_often.split()) == led(user) for user in users)


def test_a_machine_leads_the_events_that_it_takes_finitely_often():
    assert all(set(machine.finitely_often.split()) <= led(machine) for machine in LIFECYCLE.machines)


@every_liveness_law
def test_a_liveness_law_names_only_known_events_and_actors(law):
    known = {event for machine in LIFECYCLE.machines for event in led(machine)}
    known |= {f"{machine.actor}'s" for machine in LIFECYCLE.machines if machine.actor}
    assert {*law.by.split(), *law.without.split()} <= known


@every_liveness_law
def test_no_liveness_law_counts_on_a_fault_or_on_force(reached, law):
    compiled = reached("single-always").compiled
    events = {compiled.model.actions[number].event for number in progress_actions(compiled, law)}
    assert not events & (
        {"forces"} if law.kind == "always_possible" else {"forces", "deletes", "sandbox_dies", "kubelet_stops"}
    )


@every_liveness_law
def test_a_verdict_on_a_liveness_law_states_its_strength(decide, law):
    verdict = decide(next(name for name in COMPARED if law.name in HOLDS[name]), law.name)
    assert (verdict.outcome, verdict.reason) == ("holds", LIVENESS_KINDS[law.kind])
    shown = " ".join(" ".join(line.plain.split()) for line in text.laws([verdict], verbose=True))
    assert LIVENESS_KINDS[law.kind] in shown


@pytest.mark.parametrize("engine", ["explicit", "symbolic"])
def test_a_liveness_law_is_undecided_before_all_states_are_known(engine):
    bounded = explore(LIFECYCLE, SCENARIOS["single-always"], Options(engine, bounds=Bounds(states=1000)))
    outcomes = {verdict.outcome for verdict in bounded.verdicts if verdict.law.kind in LIVENESS_KINDS}
    assert outcomes == {"undecided", "not applicable"}


def test_a_pod_that_has_lost_its_sandbox_for_good_stays_pending_and_alive(reached, decide):
    exploration, verdict = reached("two-never"), decide("two-never", "a-sandbox-can-be-lost-for-good")
    pod, _ = exploration.compiled.records(exploration.trace_of(verdict).steps[-1].state)
    assert (pod.phase, pod.deletion, pod.sandbox) == ("Pending", "Alive", "Absent")


def test_the_counterexample_of_a_liveness_law_ends_with_what_cannot_happen_any_more():
    law = Law("always_possible", "it-can-always-run", "", "The Pod can always run.", then="phase_is_running")
    exploration = explore(LIFECYCLE._replace(laws=(law,), situations=()), SCENARIOS["single-never"])
    (verdict,) = exploration.verdicts
    trace = exploration.trace_of(verdict)
    *_, last = text.of_verdict(trace_renderer(exploration.compiled), verdict, trace, width=120)
    assert last.plain.strip() == "from here on, nothing that the law counts on leads to: phase_is_running"
