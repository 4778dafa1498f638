"""Each law earns its place: there is a fault in the specification that it finds."""

from functools import cache
from typing import NamedTuple

import pytest
from faults import FAULTS
from strategies import FOLDER, SCENARIOS
from test_record import RECORDED

from podproof.checker.cli import main
from podproof.checker.exploration import explore
from podproof.checker.gate.findings import BEHAVING
from podproof.checker.model import evaluate
from podproof.checker.properties import LeadsTo, Property
from podproof.checker.trace import Trace
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE

SEEDED = {fault.law: fault for fault in FAULTS}

every_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.law)


class Found(NamedTuple):
    """What the checker makes of a fault: each law's outcome, and the question of its own law with its trace."""

    outcomes: dict[str, str]
    question: Property
    trace: Trace | None


@cache
def found(law: str) -> Found:
    """The fault that is seeded for the law, explored."""
    exploration = explore(SEEDED[law].specification, SCENARIOS[SEEDED[law].scenario])
    (question,) = (verdict.question for verdict in exploration.verdicts if verdict.law.name == law)
    outcomes = {verdict.law.name: verdict.outcome for verdict in exploration.verdicts}
    return Found(outcomes, question, exploration.trace(question))


@every_fault
def test_a_law_is_violated_where_its_fault_is_seeded(fault):
    assert found(fault.law).outcomes[fault.law] == "violated"


@pytest.mark.parametrize("law", [law.name for law in LAWS if law.kind != "reachable" and law.name in SEEDED])
def test_a_violation_is_told_as_a_trace_into_a_state_that_breaks_the_law(law):
    question, trace = found(law).question, found(law).trace
    end = trace.end
    if isinstance(question, LeadsTo):
        assert evaluate(question.when, end) and not evaluate(question.goal, end)
    else:
        assert evaluate(question, end)


@every_fault
def test_a_law_holds_where_its_fault_is_not(explored, fault):
    (verdict,) = (verdict for verdict in explored(fault.scenario).verdicts if verdict.law.name == fault.law)
    assert verdict.outcome == "holds"


@every_fault
def test_a_seeded_fault_changes_rules_that_there_are(fault):
    every = [(machine, rule) for machine in LIFECYCLE.machines for rule in LIFECYCLE.transitions(machine)]
    for change in fault.changes:
        assert any(change.applies_to(machine, rule) for machine, rule in every)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_every_law_finds_some_fault(law):
    systematic = {kill.law for mutant in RECORDED.values() for kill in mutant.kills}
    assert law.name in SEEDED.keys() | systematic


def test_most_faults_break_at_most_one_law_beside_their_own():
    amiss = [
        [outcome for outcome in found(law).outcomes.values() if outcome not in ("holds", "not applicable")]
        for law in SEEDED
    ]
    assert sum(len(those) <= 2 for those in amiss) > len(SEEDED) / 2


BROKEN = SEEDED["kill-after-grace"]
MANIFEST = str(FOLDER / f"{BROKEN.scenario}.yaml")


def test_check_goes_red_for_a_broken_specification(monkeypatch, capsys):
    monkeypatch.setattr(
        "podproof.checker.cli.check.BEHAVING", BROKEN.specification._replace(predicates=BEHAVING.predicates)
    )
    assert main(["check", MANIFEST, "--jobs", "1"]) == 1
    assert "violated: SIGKILL comes only after the stop signal" in capsys.readouterr().out


def test_explore_tells_how_a_broken_specification_goes_wrong(monkeypatch, capsys):
    monkeypatch.setattr("podproof.checker.cli.explore.LIFECYCLE", BROKEN.specification)
    assert main(["explore", MANIFEST]) == 1
    assert "begins to stop app" in capsys.readouterr().out.split("kill-after-grace: counterexample")[1]


def test_check_stays_green_for_the_true_specification(capsys):
    assert main(["check", MANIFEST]) == 0
    assert "violated" not in capsys.readouterr().out
