"""Each law earns its place: it finds a mistake in the specification."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from seeded import SEEDED
from strategies import FOLDER, SCENARIOS
from test_record import REPRESENTATIVES

from podproof.checker.cli import main
from podproof.checker.exploration import Options, explore
from podproof.checker.formulas import evaluate
from podproof.checker.gate.findings import BEHAVING
from podproof.checker.properties import LeadsTo, Property
from podproof.checker.trace import Trace
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.lifecycle import LIFECYCLE

MUTATIONS = {mutation.law: mutation for mutation in SEEDED}

every_mutation = pytest.mark.parametrize("mutation", SEEDED, ids=lambda mutation: mutation.law)


class Result(NamedTuple):
    """The outcome of a law under its mutation, and the question of the law with its trace."""

    outcome: str
    question: Property
    trace: Trace | None


@cache
def result(law: str) -> Result:
    """The exploration with the mutation that is seeded for the law."""
    pod = SCENARIOS[MUTATIONS[law].scenario]
    exploration = explore(MUTATIONS[law].specification, pod, Options(laws=(law,)))
    (verdict,) = exploration.verdicts
    return Result(verdict.outcome, verdict.question, exploration.trace(verdict.question))


@every_mutation
def test_a_law_is_violated_by_the_mutation_that_is_seeded_for_it(mutation):
    assert result(mutation.law).outcome == "violated"


@pytest.mark.parametrize("law", [law.name for law in LAWS if law.kind != "reachable" and law.name in MUTATIONS])
def test_a_counterexample_ends_in_a_state_that_violates_the_law(law):
    question, trace = result(law).question, result(law).trace
    end = trace.end
    if isinstance(question, LeadsTo):
        assert evaluate(question.when, end) and not evaluate(question.goal, end)
    else:
        assert evaluate(question, end)


@every_mutation
def test_a_law_holds_without_its_mutation(decide, mutation):
    assert decide(mutation.scenario, mutation.law).outcome == "holds"


@every_mutation
def test_a_mutation_changes_transitions_that_exist(mutation):
    every = [(machine, each) for machine in LIFECYCLE.machines for each in LIFECYCLE.transitions(machine)]
    for change in mutation.changes:
        assert any(change.applies_to(machine, each) for machine, each in every)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_every_law_finds_a_seeded_mutation_or_a_recorded_mutant(law):
    assert law.name in MUTATIONS.keys() | REPRESENTATIVES.keys()


def test_most_mutations_violate_at_most_two_laws_besides_their_own():
    recorded = json.loads((Path(__file__).parent / "verdicts.json").read_text(encoding="utf-8"))["mutations"]
    failing = [{*each["laws"].get("violated", ()), *each["laws"].get("vacuous", ())} for each in recorded.values()]
    assert sum(len(laws) <= 3 for laws in failing) > len(SEEDED) / 2


BROKEN = MUTATIONS["kill-after-grace"]
MANIFEST = str(FOLDER / f"{BROKEN.scenario}.yaml")


def test_check_fails_with_a_broken_specification(monkeypatch, capsys):
    monkeypatch.setattr(
        "podproof.checker.gate.checking.BEHAVING", BROKEN.specification._replace(predicates=BEHAVING.predicates)
    )
    assert main(["check", MANIFEST, "--jobs", "1"]) == 1
    assert "violated: SIGKILL comes only after the stop signal" in capsys.readouterr().out


def test_explore_prints_the_counterexample_of_a_broken_specification(monkeypatch, capsys):
    monkeypatch.setattr(
        "podproof.checker.api.explorer.BEHAVING", BROKEN.specification._replace(predicates=BEHAVING.predicates)
    )
    assert main(["explore", MANIFEST, "--trace", "kill-after-grace"]) == 1
    assert "begins to stop app" in capsys.readouterr().out.split("kill-after-grace: counterexample")[1]


def test_check_passes_with_the_true_specification(capsys):
    assert main(["check", MANIFEST]) == 0
    assert "violated" not in capsys.readouterr().out
