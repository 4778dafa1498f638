"""Without a path the gate checks the specification: each part of the self-check can fail."""

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


def test_a_changed_verdict_is_reported_with_advice(few):
    known = json.loads(expected.VERDICTS.read_text(encoding="utf-8"))
    known["scenarios"]["single-never"]["states"] += 1
    expected.VERDICTS.write_text(json.dumps(known), encoding="utf-8")
    (result,) = self_check.verdicts()
    assert (result.rule, result.severity) == ("specification/verdicts", "error")
    assert "single-never: states" in result.message


def test_a_scenario_that_is_missing_in_the_table_is_reported(few):
    shutil.copy(few / "single-never.yaml", few / "more.yaml")
    text = (few / "more.yaml").read_text(encoding="utf-8")
    (few / "more.yaml").write_text(text.replace("single-never", "more"), encoding="utf-8")
    assert [result.message for result in self_check.verdicts()] == ["scenarios: more: not in the expected table"]
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
    (result,) = self_check.mutants(1)
    assert (result.rule, result.message) == ("specification/mutants", f"no law detects {survivor}")
    monkeypatch.setattr(expected, "reviewed", lambda: expected.Reviewed({survivor: "it may"}, {}))
    assert list(self_check.mutants(1)) == []


def test_a_page_that_is_out_of_date_is_reported(tmp_path, monkeypatch):
    build = tmp_path / "docs" / "build.py"
    build.parent.mkdir()
    build.write_text("print('out of date: docs/a.md'); raise SystemExit(1)", encoding="utf-8")
    monkeypatch.setattr(self_check, "PAGES", build)
    (result,) = self_check.pages()
    assert (result.message, result.file) == ("out of date: docs/a.md", str(tmp_path / "docs/a.md"))


def test_pages_that_cannot_be_written_fail_the_gate(tmp_path, monkeypatch):
    build = tmp_path / "docs" / "build.py"
    build.parent.mkdir()
    build.write_text("raise ValueError('no')", encoding="utf-8")
    monkeypatch.setattr(self_check, "PAGES", build)
    assert [result.message for result in self_check.pages()] == ["ValueError: no"]


def test_with_other_options_the_self_check_covers_only_the_scenarios(few, monkeypatch, capsys):
    assert main(["check", "--law", "never-means-once", "--no-cache"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("ok: 1 Pod in 1 file")
    assert "only the scenarios are checked" in err
