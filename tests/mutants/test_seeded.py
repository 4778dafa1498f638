"""Each law earns its place: it finds a mistake in the specification."""

from functools import cache
from typing import NamedTuple

import pytest
from seeded import SEEDED
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

MUTATIONS = {mutation.law: mutation for mutation in SEEDED}

every_mutation = pytest.mark.parametrize("mutation", SEEDED, ids=lambda mutation: mutation.law)


class Result(NamedTuple):
    """The verdict on every law under a mutation, and the question of its own law with the trace."""

    outcomes: dict[str, str]
    question: Property
    trace: Trace | None


@cache
def result(law: str) -> Result:
    """The exploration with the mutation that is seeded for the law."""
    exploration = explore(MUTATIONS[law].specification, SCENARIOS[MUTATIONS[law].scenario])
    (question,) = (verdict.question for verdict in exploration.verdicts if verdict.law.name == law)
    outcomes = {verdict.law.name: verdict.outcome for verdict in exploration.verdicts}
    return Result(outcomes, question, exploration.trace(question))


@every_mutation
def test_a_law_is_violated_by_the_mutation_that_is_seeded_for_it(mutation):
    assert result(mutation.law).outcomes[mutation.law] == "violated"


@pytest.mark.parametrize("law", [law.name for law in LAWS if law.kind != "reachable" and law.name in MUTATIONS])
def test_a_counterexample_ends_in_a_state_that_violates_the_law(law):
    question, trace = result(law).question, result(law).trace
    end = trace.end
    if isinstance(question, LeadsTo):
        assert evaluate(question.when, end) and not evaluate(question.goal, end)
    else:
        assert evaluate(question, end)


@every_mutation
def test_a_law_holds_without_its_mutation(explored, mutation):
    (verdict,) = (verdict for verdict in explored(mutation.scenario).verdicts if verdict.law.name == mutation.law)
    assert verdict.outcome == "holds"


@every_mutation
def test_a_mutation_changes_transitions_that_exist(mutation):
    every = [(machine, each) for machine in LIFECYCLE.machines for each in LIFECYCLE.transitions(machine)]
    for change in mutation.changes:
        assert any(change.applies_to(machine, each) for machine, each in every)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_every_law_finds_a_seeded_mutation_or_a_recorded_mutant(law):
    systematic = {kill.law for mutant in RECORDED.values() for kill in mutant.kills}
    assert law.name in MUTATIONS.keys() | systematic


def test_most_mutations_violate_at_most_one_law_besides_their_own():
    failing = [
        [outcome for outcome in result(law).outcomes.values() if outcome not in ("holds", "not applicable")]
        for law in MUTATIONS
    ]
    assert sum(len(each) <= 2 for each in failing) > len(MUTATIONS) / 2


BROKEN = MUTATIONS["kill-after-grace"]
MANIFEST = str(FOLDER / f"{BROKEN.scenario}.yaml")


def test_check_fails_with_a_broken_specification(monkeypatch, capsys):
    monkeypatch.setattr(
        "podproof.checker.cli.check.BEHAVING", BROKEN.specification._replace(predicates=BEHAVING.predicates)
    )
    assert main(["check", MANIFEST, "--jobs", "1"]) == 1
    assert "violated: SIGKILL comes only after the stop signal" in capsys.readouterr().out


def test_explore_prints_the_counterexample_of_a_broken_specification(monkeypatch, capsys):
    monkeypatch.setattr("podproof.checker.cli.explore.LIFECYCLE", BROKEN.specification)
    assert main(["explore", MANIFEST]) == 1
    assert "begins to stop app" in capsys.readouterr().out.split("kill-after-grace: counterexample")[1]


def test_check_passes_with_the_true_specification(capsys):
    assert main(["check", MANIFEST]) == 0
    assert "violated" not in capsys.readouterr().out
