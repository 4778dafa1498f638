"""The traceability page shows every rule, and says which rules have no evidence."""

import runpy
from pathlib import Path

from podproof.checker.reports.traceability import Evidence, Formalization, render, trace_rule
from podproof.spec.rules import Rule, Section, rules

ROOT = Path(__file__).parents[2]
PAGES = runpy.run_path(str(ROOT / "docs" / "build.py"), run_name="build")["PAGES"]

STATEMENT = Rule("1.1", "Pods begin.", "R")
FORMAL = Formalization(
    {"Phase.begins A→B": "1.1"}, {"has_begun": "1.1", "has_ended": "2.1"}, {}, {}, {}, {}, {"seconds": "1.1"}
)
NOTHING = Evidence({}, {"v1": {}}, {}, [])


def test_every_rule_is_on_the_page():
    text = (ROOT / "docs/traceability.md").read_text(encoding="utf-8")
    assert [number for number in rules() if f"\n**{number}** " not in text] == []


def test_the_page_is_stale_when_a_citation_changes(monkeypatch):
    made = PAGES["docs/traceability.md"]
    before = made()
    monkeypatch.setitem(made.__globals__, "CHECKS", {})
    assert made() != before


def test_a_case_and_a_recording_that_exercise_a_predicate_or_a_transition_are_evidence_for_its_rules():
    evidence = Evidence(
        {"case-1": ["has_begun"], "case-2": ["has_ended"]}, {"v1": {"run": ["Phase.begins A→B"]}}, {"undo": "1.1"}, []
    )
    found = trace_rule(STATEMENT, FORMAL, evidence)
    assert (found.cases, found.recordings, found.tampered) == (["case-1"], {"v1": ["run"]}, ["undo"])
    assert found.has_evidence


def test_a_test_case_that_only_arithmetic_answers_is_counted_apart():
    found = trace_rule(
        STATEMENT, FORMAL, NOTHING._replace(cases={"case-1": ["has_begun", "seconds"], "case-2": ["seconds"]})
    )
    assert (found.cases, found.arithmetic_cases) == (["case-1"], ["case-2"])


def test_a_rule_without_evidence_says_so_and_is_listed():
    text = render([Section("Phase", "getPhase", (STATEMENT,))], FORMAL, NOTHING)
    assert "* **no external evidence**" in text
    assert "* **1.1** Pods begin.\n" in text


def test_a_rule_that_is_not_formalized_says_why():
    beyond = STATEMENT._replace(not_formalized="There is no beginning.")
    nothing = Formalization({}, {}, {}, {}, {}, {}, {})
    text = render([Section("Phase", "getPhase", (beyond,))], nothing, NOTHING)
    assert "* held by nothing: There is no beginning." in text
    assert "**no external evidence**" not in text


def test_a_rule_is_held_by_the_model_else_by_checks_else_by_arithmetic():
    without = FORMAL._replace(transitions={}, predicates={})
    held = [FORMAL, without._replace(checks={"pods begin once": "1.1"}), without, without._replace(arithmetic={})]
    assert [trace_rule(STATEMENT, each, NOTHING).held_by for each in held] == [
        "the model",
        "checks of recordings",
        "arithmetic",
        "nothing",
    ]


def test_a_rule_that_other_rules_detail_has_their_evidence():
    found = trace_rule(
        Rule("F1", "Pods are.", "D", details="1.1"), FORMAL, NOTHING._replace(cases={"case-1": ["has_begun"]})
    )
    assert found.cases == ["case-1"]
