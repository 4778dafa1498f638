"""`podproof.check` is the gate as a function: the same report, the same exit code, the same formats."""

import json

import pytest

import podproof
from podproof.checker.cli import main
from podproof.spec.pod.scenarios import path

POD = str(path("single-never"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory of its own, so that no configuration above it counts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pod.yaml").write_text(path("single-never").read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def test_the_report_is_that_of_the_command(folder, capsys):
    report = podproof.check("pod.yaml", faults="none")
    code = main(["check", "pod.yaml", "--faults", "none", "--format", "json", "--no-cache", "--jobs", "1"])
    assert report.code == code
    printed, ours = json.loads(capsys.readouterr().out), json.loads(podproof.render(report, "json"))
    assert ours["files"] == printed["files"]


def test_results_have_a_rule_a_severity_and_a_line(folder):
    (folder / "pod.yaml").write_text("kind: Pod\napiVersion: v1\nmetadata: {name: a}\nspec: {containers: []}\n")
    report = podproof.check("pod.yaml")
    assert report.code == 2
    (result,) = report.results
    assert (result.rule.partition("/")[0], result.severity, result.line) == ("manifest", "error", 4)


def test_a_configuration_with_a_mistake_is_an_error_with_its_line(folder):
    (folder / "podproof.toml").write_text('faults = "kubelt"\n')
    with pytest.raises(podproof.ConfigurationError) as error:
        podproof.check("pod.yaml")
    assert error.value.lines == ("podproof.toml:1: unknown class of faults 'kubelt'; did you mean kubelet?",)


def test_an_unknown_format_is_a_usage_error(folder):
    with pytest.raises(podproof.UsageError, match="did you mean sarif"):
        podproof.render(podproof.check("pod.yaml", faults="none"), "sarf")
