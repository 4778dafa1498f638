"""The table of verdicts equals the expected one; understand a difference before you write it.

`python -m checker table --write` writes the scenarios and the known bugs, `pytest tests/laws --regenerate` also the
seeded mutations.
"""

import json
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from strategies import SCENARIOS

from podproof.checker.cli import main
from podproof.checker.cli import table as verb
from podproof.checker.verdict_table import (
    ALMOST_SURELY_ONLY,
    Table,
    changes,
    expected_tables,
    failing,
    from_json,
    row,
    to_json,
)
from podproof.spec.expected import VERDICTS
from podproof.spec.pod.known_bugs import BUGS
from podproof.spec.pod.laws import LAWS

MUTANTS = Path(__file__).parent.parent / "mutants"
SEEDED_VERDICTS = MUTANTS / "verdicts.json"
"""The laws that each seeded mutation violates; `--regenerate` decides all of them, a plain run those in the record."""


@pytest.fixture(scope="session")
def actual() -> dict[str, Table]:
    """The verdicts of today."""
    return verb.tables()


@pytest.fixture
def expected() -> dict[str, Table]:
    """The expected verdicts."""
    return expected_tables()


def test_every_verdict_and_every_count_is_as_expected(actual, request):
    if request.config.getoption("--regenerate"):
        VERDICTS.write_text(to_json(actual), encoding="utf-8")
    assert list(changes(expected_tables(), actual)) == []


def test_every_law_that_a_seeded_mutation_violates_is_as_expected(monkeypatch, request):
    monkeypatch.syspath_prepend(str(MUTANTS))
    from seeded import SEEDED

    record = json.loads(SEEDED_VERDICTS.read_text(encoding="utf-8"))["mutations"]
    actual = {}
    for mutation in SEEDED:
        asked = () if request.config.getoption("--regenerate") else chain(*record[mutation.law]["laws"].values())
        verdicts = row(mutation.specification, SCENARIOS[mutation.scenario], laws=asked)
        actual[mutation.law] = {"scenario": mutation.scenario} | failing(verdicts)
    if request.config.getoption("--regenerate"):
        SEEDED_VERDICTS.write_text(to_json({"mutations": actual}), encoding="utf-8")
    else:
        assert list(changes({"mutations": record}, {"mutations": actual})) == []
    assert [law for law in actual if law not in actual[law]["laws"]["violated"]] == []


def test_the_table_has_every_scenario_and_every_known_bug(expected):
    assert expected["scenarios"].keys() == SCENARIOS.keys()
    assert expected["bugs"].keys() == {bug.issue for bug in BUGS}


def test_no_scenario_violates_a_law(expected):
    assert {outcome for each in expected["scenarios"].values() for outcome in each["laws"]} == {"holds"}


def test_each_law_has_a_name_of_its_own():
    assert [name for name, number in Counter(law.name for law in LAWS).items() if number > 1] == []


def test_every_law_is_in_the_table(expected):
    named = {law for each in expected["scenarios"].values() for law in each["laws"]["holds"]}
    assert {law.name for law in LAWS} == named


def test_every_known_bug_violates_the_law_that_is_expected_to_find_it(expected):
    for each in expected["bugs"].values():
        assert each["expected"] in each["laws"]["violated"]


def test_the_tables_are_read_back_as_they_were_written(expected):
    assert list(changes(from_json(to_json(expected)), expected)) == []


def test_a_law_is_one_line_of_the_written_tables(expected):
    laws = {law.name for law in LAWS}
    assert sorted(line.split('"')[1] for line in to_json(expected).splitlines() if '"holds"' in line) == sorted(laws)


def test_changes_name_a_changed_count_and_a_changed_verdict():
    before = {"scenarios": {"one": {"states": 1, "transitions": 2, "depth": 3, "laws": {"holds": ["law"]}}}}
    after = {"scenarios": {"one": {"states": 1, "transitions": 4, "depth": 3, "laws": {"violated": ["law"]}}}}
    expected = ["scenarios: one: transitions 2 → 4", "scenarios: one: law holds → violated"]
    assert list(changes(before, after)) == expected


def test_changes_name_a_law_that_loses_weak_fairness_and_one_that_gains_it():
    size = {"states": 1, "transitions": 2, "depth": 3, "laws": {"holds": ["law", "other"]}}
    before, after = ({"scenarios": {"one": size | {ALMOST_SURELY_ONLY: [law]}}} for law in ("law", "other"))
    expected = ["scenarios: one: law no longer only almost surely", "scenarios: one: other only almost surely"]
    assert list(changes(before, after)) == expected


def test_every_law_that_claims_only_probability_one_fails_under_weak_fairness_in_some_scenario(expected):
    unfair = {law for each in expected["scenarios"].values() for law in each[ALMOST_SURELY_ONLY]}
    claims = {law.name for law in LAWS if law.kind == "leads_to" and law.strength == "almost sure"}
    assert unfair <= claims and claims - unfair <= {"unhealthy-leads-to-a-stop"}


def test_changes_name_an_unexpected_pod_and_a_missing_pod(expected):
    scenarios = expected["scenarios"]
    one, (name, each) = {"scenarios": scenarios}, next(iter(scenarios.items()))
    other = {"scenarios": {"new": each, **{key: scenarios[key] for key in scenarios if key != name}}}
    assert set(changes(one, other)) == {
        f"scenarios: {name}: expected, but missing",
        "scenarios: new: not in the expected table",
    }


def test_table_prints_each_pod_and_exits_0_if_all_is_as_expected(monkeypatch, capsys, expected):
    monkeypatch.setattr(verb, "tables", lambda: expected)
    assert main(["table"]) == 0
    assert "bug 58711" in capsys.readouterr().out


def test_table_exits_1_and_names_the_difference(monkeypatch, capsys, expected):
    other = {**expected, "bugs": {}}
    monkeypatch.setattr(verb, "tables", lambda: other)
    assert main(["table"]) == 1
    assert "bugs: 58711: expected, but missing" in capsys.readouterr().err


def test_table_can_write_the_expected_table(monkeypatch, tmp_path, expected):
    monkeypatch.setattr(verb, "tables", lambda: expected)
    monkeypatch.setattr("podproof.spec.expected.VERDICTS", tmp_path / "verdicts.json")
    assert main(["table", "--write"]) == 0
    assert (tmp_path / "verdicts.json").read_text(encoding="utf-8") == to_json(expected)
