"""The exit code of a check, and the destinations of its report."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from gate_manifests import CLEAN, FOUND

ROOT = Path(__file__).parents[2]

LAW = "never-means-once"


def test_a_clean_repository_passes(repository, check):
    code, out, err = check("clean.yaml")
    assert (code, err) == (0, "")
    assert out.startswith("ok  Pod/clean  clean.yaml:1\n  no findings; the one chosen law that applies holds; ")
    assert "\nok: 1 Pod in 1 file: all laws hold, no findings\n" in out


def test_a_finding_that_counts_fails_the_check(repository, check):
    code, out, _ = check("hasty.yaml")
    assert code == 1
    assert "ERROR  no-grace-for-pre-stop  hasty.yaml:9:17" in out


@pytest.mark.parametrize(("least", "code"), [("info", 1), ("warning", 1), ("error", 0)])
def test_only_severities_from_fail_on_count(repository, check, least, code):
    assert check("final.yaml", "--fail-on", least)[0] == code


def test_a_result_that_is_suppressed_with_a_reason_does_not_count(repository, check):
    code, out, _ = check("ignored.yaml", "--fail-on", "error")
    assert code == 0
    assert "1 suppressed" in out
    assert "the proxy drains" in check("ignored.yaml", "--verbose")[1]


def test_an_unreadable_file_outranks_a_finding_and_does_not_stop_the_check(repository, check):
    (repository / "bad.yaml").write_text("kind: Pod\nspec: [", encoding="utf-8")
    code, out, _ = check(".")
    assert code == 2
    assert "ERROR  manifest/unreadable  bad.yaml:3:1" in out
    assert "UNREADABLE: 4 Pods in 5 files" in out


def test_an_undecided_result_neither_passes_nor_fails(repository, check):
    code, out, _ = check("clean.yaml", "--max-states", 3)
    assert code == 3
    assert "INCOMPLETE: 1 Pod in 1 file: 1 Pod not decided: " in out


def test_a_finding_outranks_an_undecided_result(repository, check):
    assert check("hasty.yaml", "--max-states", 3)[0] == 1


def test_exit_zero_passes_any_results_but_not_misuse(repository, check):
    assert check("hasty.yaml", "--exit-zero")[0] == 0
    assert check("hasty.yaml", "--exit-zero", "--output", "sarif")[0] == 2


def test_an_expected_violation_passes_and_its_absence_fails(repository, check):
    (repository / "podproof.toml").write_text(f'[laws.{LAW}]\nexpect = "violated"\n', encoding="utf-8")
    code, out, _ = check("clean.yaml")
    assert code == 1
    assert f"law/{LAW}" in out


def test_a_folder_without_pods_does_not_pass(repository, check):
    (repository / "service.yaml").write_text("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n", encoding="utf-8")
    code, _, err = check("service.yaml")
    assert code == 2
    assert err.startswith("podproof check: no Pod found: give it a manifest")


def test_an_unknown_key_is_reported_with_the_nearest_name(repository, check):
    (repository / "podproof.toml").write_text('fail-on = "error"\n', encoding="utf-8")
    code, _, err = check("clean.yaml")
    assert (code, err) == (2, "podproof check: podproof.toml:1: unknown key 'fail-on'; did you mean fail_on?\n")


def test_a_flag_overrides_the_environment_which_overrides_the_file(repository, check, monkeypatch):
    (repository / "podproof.toml").write_text('fail_on = "error"\n', encoding="utf-8")
    assert check("final.yaml")[0] == 0
    monkeypatch.setenv("PODPROOF_FAIL_ON", "warning")
    assert check("final.yaml")[0] == 1
    assert check("final.yaml", "--fail-on", "error")[0] == 0


def test_stdout_has_only_the_report_and_each_file_its_own(repository, check):
    code, out, err = check(".", "--format", "json", "--output", "sarif=o.sarif", "--output", "JUnit=o.xml")
    assert (code, err) == (1, "")
    assert json.loads(out)["outcome"] == "failed"
    assert json.loads((repository / "o.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (repository / "o.xml").read_text(encoding="utf-8").count("<testcase") == 5


def test_an_unknown_format_is_refused_with_the_nearest_name(repository, check):
    assert "did you mean sarif?" in check(".", "--output", "serif=a")[2]


def test_a_report_that_cannot_be_written_is_reported_in_one_line(repository, check):
    code, _, err = check("clean.yaml", "--output", "json=missing/a.json")
    assert (code, err) == (2, "podproof: No such file or directory: missing/a.json\n")


def test_with_a_baseline_only_new_results_count(repository, check):
    assert check(".", "--write-baseline", "known.json")[0] == 0
    assert check(".", "--baseline", "known.json")[0] == 0
    assert check(str(repository), "--baseline", "known.json")[0] == 0
    (repository / "new.yaml").write_text(FOUND.replace("hasty", "new"), encoding="utf-8")
    code, out, _ = check(".", "--baseline", "known.json")
    assert code == 1
    assert out.count("ERROR  no-grace-for-pre-stop") == 1


def test_the_configuration_has_the_paths_and_the_exclusions(repository, check):
    (repository / "podproof.toml").write_text('paths = ["."]\nexclude = ["h*.yaml"]\n', encoding="utf-8")
    code, out, _ = check("--exclude", "final.yaml", "--verbose")
    assert code == 0
    listed = [line.split()[2] for line in out.splitlines() if line.startswith("ok  ")]
    assert listed == ["clean.yaml:1", "ignored.yaml:1"]


def test_a_manifest_can_come_from_stdin(repository):
    command = [sys.executable, "-m", "checker", "check", "-", "--law", LAW, "--format", "json"]
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, input=CLEAN, capture_output=True, text=True, check=False, env=path)
    assert json.loads(ran.stdout)["pods"][0]["file"] == "<stdin>"


def test_a_finding_that_is_ignored_or_not_selected_is_not_reported_and_does_not_count(check, repository):
    assert check("hasty.yaml", "--select", "probe*")[0] == 0
    assert check("hasty.yaml", "--ignore", "init-*", "--ignore", "no-grace-for-pre-stop")[0] == 0
    code, out, _ = check("hasty.yaml", "--select", "no-grace-for-pre-stop")
    assert (code, "no-grace-for-pre-stop" in out) == (1, True)


def test_where_there_is_no_pod_the_report_says_so_without_an_error_in_any_file(repository, check):
    (repository / "comments.yaml").write_text("# kind: Pod\n", encoding="utf-8")
    code, out, err = check("comments.yaml", "--format", "json")
    report = json.loads(out)
    assert (code, report["outcome"], report["results"]) == (2, "unreadable", [])
    assert "no Pod found" in err
    assert "no Pod was checked" in check("comments.yaml")[1]
