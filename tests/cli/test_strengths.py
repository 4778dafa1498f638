"""`--liveness weak-fairness`: the strength of each verdict, the lasso of a counterexample, what is left open."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
from large import large
from strategies import FOLDER

from podproof.checker.cli import main
from podproof.spec.pod.laws import LAWS

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "explore.schema.json").read_text(encoding="utf-8"))
POD = str(FOLDER / "single-never.yaml")
WEAK = ["--liveness", "weak-fairness"]
STUCK = """
from podproof.spec.notation import Law
LAWS = [Law("leads_to", "mine", "", "It comes to run again.", when="is_scheduled", then="restarted_twice",
            by="endpoints's", without="{without}", strength="{strength}")]
def restarted_twice(containers):
    return any(each.restarts == 2 for each in containers)
"""


@pytest.fixture
def law(capsys):
    """The exit code and what the JSON report says of a law."""

    def law(name: str, *arguments: str):
        code = main(["explore", *arguments, "--law", name, "--format", "json"])
        report = json.loads(capsys.readouterr().out)
        jsonschema.validate(report, SCHEMA)
        (found,) = report["pods"][0]["laws"]
        return code, found

    return law


def strengths(found) -> tuple[str, str, str | None]:
    """What became of the law, and how strongly."""
    return found["outcome"], found["strength"], found["underWeakFairness"]


def test_without_the_flag_a_law_holds_with_probability_one(law):
    code, found = law("done-leads-to-terminal-phase", POD)
    assert (code, *strengths(found)) == (0, "holds", "with probability one", None)


def test_with_the_flag_a_law_holds_under_weak_fairness_if_it_does(law):
    code, found = law("done-leads-to-terminal-phase", POD, *WEAK)
    assert (code, *strengths(found)) == (0, "holds", "under weak fairness", "holds")


def test_a_law_that_claims_no_more_holds_with_probability_one_only(law):
    code, found = law("bound-leads-to-terminal-phase", POD, *WEAK)
    assert (code, *strengths(found)) == (0, "holds", "with probability one", "violated")


def test_a_law_that_never_comes_to_pass_has_no_strength(law, tmp_path):
    (tmp_path / "mine.py").write_text(STUCK.format(without="", strength="weak fairness"), encoding="utf-8")
    code, found = law("mine", POD, *WEAK, "--laws", str(tmp_path / "mine.py"))
    assert (code, *strengths(found)) == (1, "violated", "", None)


@pytest.mark.parametrize("engine", ["explicit", "symbolic"])
def test_a_loop_is_told_line_by_line_and_counted(law, engine):
    arguments = (POD, *WEAK, "--engine", engine, "--trace", "bound-leads-to-terminal-phase")
    trace = law("bound-leads-to-terminal-phase", *arguments)[1]["trace"]
    assert [line["event"] for line in trace["lines"][-trace["loop"] :]] == [
        "pull_fails",
        "pull_backs_off",
        "pull_backoff_over",
    ]


def test_a_loop_is_told_as_a_trace_that_goes_round(capsys):
    name = "bound-leads-to-terminal-phase"
    assert main(["explore", POD, *WEAK, "--law", name, "--trace", name]) == 0
    told = capsys.readouterr().out.split(f"{name} (violation under weak fairness): ")[1]
    assert " ".join(told.split()).startswith("2 steps, then 3 steps over and over")
    before, around = told.split("From here on, over and over:")
    assert "creates the sandbox" in before and re.search(r"^ +3\. registry", around, re.MULTILINE)
    assert max(map(len, told.splitlines())) <= 80


def test_a_life_that_stops_is_told_to_stay_so(capsys, tmp_path):
    text = STUCK.format(without="", strength="probability one").replace('by="endpoints\'s"', 'by="starts"')
    (tmp_path / "mine.py").write_text(text, encoding="utf-8")
    assert main(["explore", str(FOLDER / "single-always.yaml"), *WEAK, f"--laws={tmp_path}/mine.py", "--law=mine"]) == 1
    assert "where its trace ends, it cannot come any more" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("name", "outcome"), [("held-sync-leads-to-free-sync", "undecided"), ("bound-leads-to-service", "holds")]
)
def test_what_is_not_decided_in_time_says_how_far_it_came(law, monkeypatch, name, outcome):
    monkeypatch.setattr("podproof.checker.engines.symbolic.leads_to.SECONDS_FOR_CYCLES", 0.0)
    code, found = law(name, str(FOLDER / "hooks.yaml"), *WEAK, "--engine", "symbolic")
    assert (code, *strengths(found)) == (3, outcome, "with probability one", "undecided")
    assert re.search(r"under weak fairness not decided: \S+ of \S+ states were left to judge", found["reason"])


def test_check_asks_for_weak_fairness_too(capsys, monkeypatch):
    monkeypatch.setattr("podproof.checker.engines.symbolic.leads_to.SECONDS_FOR_CYCLES", 0.0)
    arguments = ["--law", "held-sync-leads-to-free-sync", "--engine", "symbolic", "--jobs", "1"]
    assert main(["check", str(FOLDER / "hooks.yaml"), *arguments]) == 0
    assert main(["check", str(FOLDER / "hooks.yaml"), *arguments, *WEAK]) == 3


@pytest.fixture
def asked(capsys, tmp_path):
    """The laws that were decided of a Pod of five containers without faults, and those that were not asked."""

    def asked(*arguments: str):
        (tmp_path / "large.yaml").write_text(large(5), encoding="utf-8")
        code = main(["explore", str(tmp_path / "large.yaml"), "--faults", "none", "--format", "json", *arguments])
        report = json.loads(capsys.readouterr().out)
        jsonschema.validate(report, SCHEMA)
        (pod,) = report["pods"]
        assert code == 0
        return {each["name"] for each in pod["laws"]}, set(pod["unasked"])

    return asked


COMING = {law.name for law in LAWS if law.kind in ("leads_to", "always_possible")}


def test_what_comes_is_not_asked_of_a_large_pod_unless_it_is_asked_for(asked):
    decided, unasked = asked()
    assert unasked == COMING and decided == {law.name for law in LAWS} - COMING
    decided, unasked = asked("--liveness", "almost-sure")
    assert unasked == set() and decided == {law.name for law in LAWS}


def test_a_law_that_is_named_is_asked_of_a_large_pod_too(asked):
    assert asked("--law", "alive-leads-to-bound") == ({"alive-leads-to-bound"}, set())


def test_the_report_says_how_many_laws_were_not_asked_and_how_to_ask_them(capsys, tmp_path):
    (tmp_path / "large.yaml").write_text(large(5), encoding="utf-8")
    arguments = [str(tmp_path / "large.yaml"), "--faults", "none"]
    assert main(["explore", *arguments]) == main(["check", *arguments, "--fail-on", "error"]) == 0
    out = capsys.readouterr().out
    assert "what comes was not asked of 1 large Pod (--liveness almost-sure asks it)" in out
    assert f"not asked    what comes in so large a Pod: {len(COMING)}, by --liveness almost-sure" in out
