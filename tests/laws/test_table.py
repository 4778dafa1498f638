"""The table of verdicts: what is found is what was found before; a difference is to be understood, then written down.

`python -m checker table --write` writes the scenarios and the old bugs anew, `pytest tests/laws --regenerate` also the
seeded faults.
"""

import json
from pathlib import Path

import pytest
from strategies import SCENARIOS

from podproof.checker.cli import main
from podproof.checker.cli import table as verb
from podproof.checker.verdict_table import LUCK, Table, changes, row, written
from podproof.spec.expected import VERDICTS
from podproof.spec.pod.known_bugs import BUGS
from podproof.spec.pod.laws import LAWS

MUTANTS = Path(__file__).parent.parent / "mutants"
FAULTS = MUTANTS / "verdicts.json"
"""The verdicts on the specification with each of the seeded faults."""


@pytest.fixture(scope="session")
def found() -> dict[str, Table]:
    """The verdicts as they are today."""
    return verb.tables()


@pytest.fixture
def expected() -> dict[str, Table]:
    """The verdicts as they were written down."""
    table: dict[str, Table] = json.loads(VERDICTS.read_text(encoding="utf-8"))
    return table


def test_every_verdict_state_and_step_is_as_expected(found, request):
    if request.config.getoption("--regenerate"):
        VERDICTS.write_text(written(found), encoding="utf-8")
    assert list(changes(json.loads(VERDICTS.read_text(encoding="utf-8")), found)) == []


def test_every_seeded_fault_has_the_expected_verdicts(monkeypatch, request):
    monkeypatch.syspath_prepend(str(MUTANTS))
    from faults import FAULTS as seeded

    today = {
        fault.law: {"scenario": fault.scenario} | row(fault.specification, SCENARIOS[fault.scenario])
        for fault in seeded
    }
    if request.config.getoption("--regenerate"):
        FAULTS.write_text(written({"faults": today}), encoding="utf-8")
    assert list(changes(json.loads(FAULTS.read_text(encoding="utf-8")), {"faults": today})) == []
    assert [law for law in today if law not in today[law]["laws"]["violated"]] == []


def test_the_table_has_every_scenario_and_every_old_bug(expected):
    assert expected["scenarios"].keys() == SCENARIOS.keys()
    assert expected["bugs"].keys() == {bug.issue for bug in BUGS}


def test_no_scenario_breaks_a_law(expected):
    assert {outcome for each in expected["scenarios"].values() for outcome in each["laws"]} == {"holds"}


def test_every_law_is_in_the_table(expected):
    named = {law for each in expected["scenarios"].values() for law in each["laws"]["holds"]}
    assert {law.name for law in LAWS} == named


def test_every_old_bug_breaks_the_law_that_is_expected_to_find_it(expected):
    for each in expected["bugs"].values():
        assert each["expected"] in each["laws"]["violated"]


def test_a_changed_number_and_a_changed_verdict_are_told():
    before = {"scenarios": {"one": {"states": 1, "transitions": 2, "depth": 3, "laws": {"holds": ["law"]}}}}
    after = {"scenarios": {"one": {"states": 1, "transitions": 4, "depth": 3, "laws": {"violated": ["law"]}}}}
    told = ["scenarios: one: transitions 2 → 4", "scenarios: one: law holds → violated"]
    assert list(changes(before, after)) == told


def test_a_law_that_loses_and_one_that_gains_weak_fairness_are_told():
    size = {"states": 1, "transitions": 2, "depth": 3, "laws": {"holds": ["law", "other"]}}
    before, after = ({"scenarios": {"one": size | {LUCK: [law]}}} for law in ("law", "other"))
    told = ["scenarios: one: law only with probability one no more", "scenarios: one: other only with probability one"]
    assert list(changes(before, after)) == told


def test_every_law_that_promises_no_more_than_probability_one_needs_luck_somewhere(expected):
    needy = {law for each in expected["scenarios"].values() for law in each[LUCK]}
    modest = {law.name for law in LAWS if law.kind == "leads_to" and law.strength == "probability one"}
    assert needy <= modest and modest - needy <= {"unhealthy-leads-to-a-stop"}


def test_a_pod_too_many_and_a_pod_too_few_are_told(expected):
    scenarios = expected["scenarios"]
    one, (name, each) = {"scenarios": scenarios}, next(iter(scenarios.items()))
    other = {"scenarios": {"new": each, **{key: scenarios[key] for key in scenarios if key != name}}}
    assert set(changes(one, other)) == {
        f"scenarios: {name}: expected, but it is not there any more",
        "scenarios: new: not in the table",
    }


def test_table_prints_each_pod_and_is_green_where_all_is_as_expected(monkeypatch, capsys, expected):
    monkeypatch.setattr(verb, "tables", lambda: expected)
    assert main(["table"]) == 0
    assert "bug 58711" in capsys.readouterr().out


def test_table_is_red_and_tells_what_is_different(monkeypatch, capsys, expected):
    other = {**expected, "bugs": {}}
    monkeypatch.setattr(verb, "tables", lambda: other)
    assert main(["table"]) == 1
    assert "bugs: 58711: expected, but it is not there any more" in capsys.readouterr().err


def test_table_writes_what_it_found(monkeypatch, tmp_path, expected):
    monkeypatch.setattr(verb, "tables", lambda: expected)
    monkeypatch.setattr("podproof.spec.expected.VERDICTS", tmp_path / "verdicts.json")
    assert main(["table", "--write"]) == 0
    assert (tmp_path / "verdicts.json").read_text(encoding="utf-8") == written(expected)
