"""The specification checks itself: each part of the self-check can fail."""

import json
import shutil

import pytest

from podproof.checker.cli import main, mutate, self_check, table
from podproof.checker.mutation import MutationCase, Terms
from podproof.checker.mutation.workers import by_name
from podproof.checker.verdict_table import to_json
from podproof.spec import expected
from podproof.spec.manifest import read
from podproof.spec.pod import scenarios
from podproof.spec.pod.lifecycle import LIFECYCLE


@pytest.fixture
def few(tmp_path, monkeypatch):
    """A specification with one scenario, and what is expected of it."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    shutil.copy(scenarios.path("single-never"), folder)
    monkeypatch.setattr(scenarios, "FOLDER", folder)
    monkeypatch.setattr(table, "BUGS", ())
    monkeypatch.setattr(expected, "VERDICTS", tmp_path / "verdicts.json")
    expected.VERDICTS.write_text(to_json(table.tables()), encoding="utf-8")
    return folder


def test_unchanged_verdicts_give_no_result(few):
    assert list(self_check.verdicts()) == []


def test_a_changed_verdict_is_reported_with_advice(few, capsys, monkeypatch):
    known = json.loads(expected.VERDICTS.read_text(encoding="utf-8"))
    known["scenarios"]["single-never"]["states"] += 1
    expected.VERDICTS.write_text(json.dumps(known), encoding="utf-8")
    monkeypatch.setattr(self_check, "mutants", lambda jobs: iter(()))
    assert main(["self-check"]) == 1
    difference, advice = capsys.readouterr().err.splitlines()
    assert difference.startswith("podproof self-check: scenarios: single-never: states")
    assert advice.endswith("if you intend these changes, record them: podproof table --write")


def test_a_mutation_of_the_specification_fails_the_self_check(few, capsys, monkeypatch):
    restarted = by_name()["Runtime.starts Exited→Running: without `start_is_due`"]
    monkeypatch.setattr(table, "LIFECYCLE", restarted.of(LIFECYCLE))
    monkeypatch.setattr(self_check, "mutants", lambda jobs: iter(()))
    assert main(["self-check"]) == 1
    assert "scenarios: single-never: never-means-once holds → violated\n" in capsys.readouterr().err


def test_without_a_difference_the_self_check_says_what_it_has_checked(few, capsys, monkeypatch):
    monkeypatch.setattr(self_check, "mutants", lambda jobs: iter(()))
    assert main(["self-check"]) == 0
    assert capsys.readouterr().out.startswith("ok: 1 scenarios and 0 known bugs have the recorded verdicts;")


def test_a_scenario_that_is_missing_in_the_table_is_reported(few):
    shutil.copy(few / "single-never.yaml", few / "more.yaml")
    text = (few / "more.yaml").read_text(encoding="utf-8")
    (few / "more.yaml").write_text(text.replace("single-never", "more"), encoding="utf-8")
    problem, _ = self_check.verdicts()
    assert problem == "scenarios: more: not in the expected table"
    assert len(read([str(few)]).pods) == 2


def test_a_mutation_that_no_law_detects_is_reported_unless_it_was_reviewed(monkeypatch, tmp_path):
    reviewed = expected.reviewed().survivors
    terms = Terms(("gates",), ("never-means-once",))
    judge = terms.judge()
    survivor = next(
        name for name, each in by_name().items() if name not in reviewed and judge(each).status == "survived"
    )
    monkeypatch.setattr(mutate, "chosen", lambda machine, sample, seed: [MutationCase(survivor)])
    monkeypatch.setattr(self_check, "Terms", lambda: terms)
    (problem,) = self_check.mutants(1)
    assert problem.startswith(f"no law detects {survivor}")
    monkeypatch.setattr(expected, "reviewed", lambda: expected.Reviewed({survivor: "it may"}, {}))
    assert list(self_check.mutants(1)) == []
