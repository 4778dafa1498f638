"""Without a path the gate guards the specification: each part of it turns red where its fault is."""

import json
import shutil

import pytest

from podproof.checker.cli import main, mutate, self_check, table
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
    expected.VERDICTS.write_text(table.written(table.tables()), encoding="utf-8")
    return folder


def test_the_table_of_verdicts_is_as_it_was_written_down(few):
    assert list(self_check.verdicts()) == []


def test_a_verdict_that_changes_is_told_with_the_way_to_accept_it(few):
    known = json.loads(expected.VERDICTS.read_text(encoding="utf-8"))
    known["scenarios"]["single-never"]["states"] += 1
    expected.VERDICTS.write_text(json.dumps(known), encoding="utf-8")
    (result,) = self_check.verdicts()
    assert (result.rule, result.severity) == ("specification/verdicts", "error")
    assert "single-never: states" in result.message


def test_a_scenario_that_is_not_in_the_table_is_told(few):
    shutil.copy(few / "single-never.yaml", few / "more.yaml")
    text = (few / "more.yaml").read_text(encoding="utf-8")
    (few / "more.yaml").write_text(text.replace("single-never", "more"), encoding="utf-8")
    assert [result.message for result in self_check.verdicts()] == ["scenarios: more: not in the table"]
    assert len(read([str(few)]).pods) == 2


def test_a_seeded_fault_that_no_law_finds_is_told_unless_it_was_reviewed(monkeypatch, tmp_path):
    reviewed = expected.reviewed().survivors
    judge = mutate.Asked(["gates"], ["never-means-once"], 1).judge()
    known = list(mutate.all_mutants())
    numbers = (number for number, each in enumerate(known) if each.name not in reviewed)
    survivor = next(number for number in numbers if judge(known[number]).status == "survived")
    monkeypatch.setattr(mutate, "SCENARIOS", ("gates",))
    monkeypatch.setattr(mutate, "chosen", lambda machine, sample, seed: [survivor])
    laws = mutate.LIFECYCLE._replace(laws=tuple(law for law in mutate.LIFECYCLE.laws if law.name == "never-means-once"))
    monkeypatch.setattr(mutate, "LIFECYCLE", laws)
    (result,) = self_check.mutants(1)
    assert (result.rule, result.message) == ("specification/mutants", f"no law finds {known[survivor].name}")
    monkeypatch.setattr(expected, "reviewed", lambda: expected.Reviewed({known[survivor].name: "it may"}, {}))
    assert list(self_check.mutants(1)) == []


def test_a_page_that_is_out_of_date_is_told(tmp_path, monkeypatch):
    build = tmp_path / "docs" / "build.py"
    build.parent.mkdir()
    build.write_text("print('out of date: docs/a.md'); raise SystemExit(1)", encoding="utf-8")
    monkeypatch.setattr(self_check, "PAGES", build)
    (result,) = self_check.pages()
    assert (result.message, result.file) == ("out of date: docs/a.md", str(tmp_path / "docs/a.md"))


def test_pages_that_cannot_be_written_are_no_pass(tmp_path, monkeypatch):
    build = tmp_path / "docs" / "build.py"
    build.parent.mkdir()
    build.write_text("raise ValueError('no')", encoding="utf-8")
    monkeypatch.setattr(self_check, "PAGES", build)
    assert [result.message for result in self_check.pages()] == ["ValueError: no"]


def test_asked_in_part_the_gate_checks_the_scenarios_alone_and_says_so(few, monkeypatch, capsys):
    assert main(["check", "--law", "never-means-once", "--no-cache"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("ok: 1 Pod in 1 file")
    assert "only the scenarios are checked" in err
