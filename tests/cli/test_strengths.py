"""`--liveness`: the strength of each verdict, the lasso of a counterexample, and what stays undecided."""

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
    """The exit code and the law in the JSON report."""

    def law(name: str, *arguments: str):
        code = main(["explore", *arguments, "--law", name, "--format", "json"])
        report = json.loads(capsys.readouterr().out)
        jsonschema.validate(report, SCHEMA)
        (result,) = report["pods"][0]["laws"]
        return code, result

    return law


def strengths(result) -> tuple[str, str, str | None]:
    """The outcome and the strengths of a law."""
    return result["outcome"], result["strength"], result["underWeakFairness"]


def test_by_default_a_liveness_law_holds_almost_surely(law):
    code, result = law("done-leads-to-terminal-phase", POD)
    assert (code, *strengths(result)) == (0, "holds", "almost surely", None)


def test_a_law_holds_under_weak_fairness_if_every_weakly_fair_run_reaches_the_goal(law):
    code, result = law("done-leads-to-terminal-phase", POD, *WEAK)
    assert (code, *strengths(result)) == (0, "holds", "under weak fairness", "holds")


def test_a_law_that_claims_only_probability_one_holds_though_a_weakly_fair_run_avoids_the_goal(law):
    code, result = law("bound-leads-to-terminal-phase", POD, *WEAK)
    assert (code, *strengths(result)) == (0, "holds", "almost surely", "violated")


def test_a_law_whose_goal_is_unreachable_has_no_strength(law, tmp_path):
    (tmp_path / "mine.py").write_text(STUCK.format(without="", strength="weak fairness"), encoding="utf-8")
    code, result = law("mine", POD, *WEAK, "--laws", str(tmp_path / "mine.py"))
    assert (code, *strengths(result)) == (1, "violated", "", None)


@pytest.mark.parametrize("engine", ["explicit", "symbolic"])
def test_json_counts_the_lines_of_the_loop_of_a_counterexample(law, engine):
    arguments = (POD, *WEAK, "--engine", engine, "--trace", "bound-leads-to-terminal-phase")
    trace = law("bound-leads-to-terminal-phase", *arguments)[1]["trace"]
    assert trace["kind"] == "counterexample"
    assert [line["event"] for line in trace["lines"][-trace["loop"] :]] == [
        "pull_fails",
        "pull_backs_off",
        "pull_backoff_over",
    ]


def test_text_marks_where_the_loop_of_a_counterexample_begins(capsys):
    name = "bound-leads-to-terminal-phase"
    assert main(["explore", POD, *WEAK, "--law", name, "--trace", name]) == 0
    trace = capsys.readouterr().out.split(f"{name}: counterexample under weak fairness, ")[1]
    assert " ".join(trace.split()).startswith("2 steps, then a loop of 3 steps")
    stem, loop = trace.split("From here the loop repeats:")
    assert "creates the sandbox" in stem and re.search(r"^ +3\. registry", loop, re.MULTILINE)
    assert max(map(len, trace.splitlines())) <= 80


def test_a_violation_names_the_unreachable_goal_as_its_reason(capsys, tmp_path):
    text = STUCK.format(without="", strength="almost sure").replace('by="endpoints\'s"', 'by="starts"')
    (tmp_path / "mine.py").write_text(text, encoding="utf-8")
    assert main(["explore", str(FOLDER / "single-always.yaml"), *WEAK, f"--laws={tmp_path}/mine.py", "--law=mine"]) == 1
    assert "the goal is unreachable from the end of the trace" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("name", "outcome"), [("held-sync-leads-to-free-sync", "undecided"), ("bound-leads-to-service", "holds")]
)
def test_a_law_that_is_not_decided_in_time_says_how_far_the_search_got(law, monkeypatch, name, outcome):
    monkeypatch.setattr("podproof.checker.engines.symbolic.leads_to.SECONDS_FOR_CYCLES", 0.0)
    code, result = law(name, str(FOLDER / "hooks.yaml"), *WEAK, "--engine", "symbolic")
    assert (code, *strengths(result)) == (3, outcome, "almost surely", "undecided")
    assert re.search(r"under weak fairness not decided: \S+ of \S+ states were left to judge", result["reason"])


def test_check_takes_the_option_too(capsys, monkeypatch):
    monkeypatch.setattr("podproof.checker.engines.symbolic.leads_to.SECONDS_FOR_CYCLES", 0.0)
    arguments = ["--law", "held-sync-leads-to-free-sync", "--engine", "symbolic", "--jobs", "1"]
    assert main(["check", str(FOLDER / "hooks.yaml"), *arguments]) == 0
    assert main(["check", str(FOLDER / "hooks.yaml"), *arguments, *WEAK]) == 3


@pytest.fixture
def few_bits(monkeypatch):
    """Pods of three containers are large already, so that the tests are fast."""
    monkeypatch.setattr("podproof.checker.exploration.QUICK", 64)


@pytest.fixture
def decide(capsys, tmp_path):
    """The laws that were decided for a Pod of some containers without faults, and those that were skipped."""

    def decide(*arguments: str, containers: int = 3):
        (tmp_path / "large.yaml").write_text(large(containers), encoding="utf-8")
        code = main(["explore", str(tmp_path / "large.yaml"), "--faults", "none", "--format", "json", *arguments])
        report = json.loads(capsys.readouterr().out)
        jsonschema.validate(report, SCHEMA)
        (pod,) = report["pods"]
        assert code == 0
        return {each["name"] for each in pod["laws"]}, set(pod["skippedLaws"])

    return decide


LIVENESS = {law.name for law in LAWS if law.kind in ("leads_to", "always_possible")}


def test_liveness_laws_of_a_large_pod_are_skipped_by_default(few_bits, decide):
    decided, skipped = decide()
    assert skipped == LIVENESS and decided == {law.name for law in LAWS} - LIVENESS
    decided, skipped = decide("--liveness", "almost-sure")
    assert skipped == set() and decided == {law.name for law in LAWS}


def test_liveness_laws_are_decided_by_default_of_as_many_containers_as_real_pods_have(decide):
    assert decide(containers=9) == ({law.name for law in LAWS}, set())


def test_a_law_that_is_named_is_decided_for_a_large_pod_too(few_bits, decide):
    assert decide("--law", "alive-leads-to-bound") == ({"alive-leads-to-bound"}, set())


def test_the_report_counts_the_skipped_laws_and_names_the_option_that_decides_them(few_bits, capsys, tmp_path):
    (tmp_path / "large.yaml").write_text(large(3), encoding="utf-8")
    arguments = [str(tmp_path / "large.yaml"), "--faults", "none"]
    check = ["--fail-on", "error", "--jobs", "1", "--no-cache"]
    assert main(["explore", *arguments]) == main(["check", *arguments, *check]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "liveness laws were skipped for 1 large Pod (--liveness almost-sure decides them)" in out
    assert f"{len(LIVENESS)} liveness laws skipped (--liveness almost-sure decides them)" in out
