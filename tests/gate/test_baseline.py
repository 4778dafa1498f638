"""A baseline holds what was there and no more, and a report shows what the repository itself keeps from counting."""

import json

import pytest
from gate_manifests import CLEAN, FOUND

TYPO = CLEAN.replace("  restartPolicy: Never\n", "  restartPolicy: Never\n  hostNetwrk: true\n")
THREE = TYPO.replace("  hostNetwrk: true\n", "  hostNetwrk: true\n  dnsPolcy: Default\n  nodeNme: x\n")


@pytest.fixture
def report_of(check):
    """The report on a file as JSON, with the exit code."""

    def report_of(*arguments):
        code, out, _ = check(*arguments, "--format", "json")
        return code, json.loads(out)

    return report_of


@pytest.fixture
def with_typo(repository, check):
    """A repository whose baseline has one typo, and what was said when it was written."""
    (repository / "typo.yaml").write_text(TYPO, encoding="utf-8")
    code, _, err = check("typo.yaml", "--write-baseline", "b.json", "--fail-on", "info")
    assert (code, err) == (0, "podproof check: b.json: written with 1 result\n")
    return repository


def test_a_baseline_does_not_suppress_new_mistakes_of_the_same_kind(with_typo, report_of):
    assert report_of("typo.yaml", "--baseline", "b.json", "--fail-on", "info")[0] == 0
    (with_typo / "typo.yaml").write_text(THREE, encoding="utf-8")
    code, report = report_of("typo.yaml", "--baseline", "b.json", "--fail-on", "info")
    assert (code, [bool(each["suppressed"]) for each in report["results"]]) == (1, [True, False, False])


def test_a_result_counts_as_often_as_it_was_there(with_typo, report_of):
    twice = TYPO + "---\n" + TYPO
    (with_typo / "typo.yaml").write_text(twice, encoding="utf-8")
    code, report = report_of("typo.yaml", "--baseline", "b.json", "--fail-on", "info")
    assert (code, [bool(each["suppressed"]) for each in report["results"]]) == (1, [True, False])


def test_a_result_that_is_gone_is_reported(with_typo, report_of):
    (with_typo / "typo.yaml").write_text(CLEAN, encoding="utf-8")
    report = report_of("typo.yaml", "--baseline", "b.json")[1]
    assert report["weakened"] == ["1 result in the baseline that is gone: write it again"]
    assert report_of("hasty.yaml", "--baseline", "b.json")[1]["weakened"] == []
    (with_typo / "typo.yaml").unlink()
    assert report_of("hasty.yaml", "--baseline", "b.json")[1]["weakened"] != []


def test_a_report_shows_what_the_repository_excludes_suppresses_and_lowers(repository, check, report_of):
    (repository / "podproof.toml").write_text(
        'exclude = ["hasty.yaml"]\nfail_on = "error"\nfaults = "none"\n[severities]\nno-grace-for-pre-stop = "info"\n'
        'probes-identical = "off"\n[[containers]]\nbehavior = ["ignores-sigterm"]\n',
        encoding="utf-8",
    )
    weakened = report_of(".")[1]["weakened"]
    assert weakened == [
        "1 path excluded",
        "1 result suppressed by annotations",
        "off: probes-identical",
        "lowered: no-grace-for-pre-stop",
        "only errors fail the check",
        "only these faults: none",
        "1 behavior declared",
    ]
    for form in ("text", "github", "sarif", "tap"):
        assert "lowered: no-grace-for-pre-stop" in " ".join(check(".", "--format", form)[1].split())


def test_what_flags_leave_out_is_not_the_doing_of_the_repository(repository, report_of):
    (repository / "podproof.toml").write_text("[severities]\nunknown-field = 'off'\n", encoding="utf-8")
    flags = ("--select", "no-grace-*", "--fail-on", "error", "--faults", "none", "--exclude", "hasty.yaml")
    code, report = report_of(".", *flags)
    assert (code, report["weakened"]) == (0, ["1 result suppressed by annotations", "off: unknown-field"])


def test_a_result_is_identified_by_its_field(repository, report_of):
    (repository / "hasty.yaml").write_text(FOUND, encoding="utf-8")
    (result,) = [each for each in report_of("hasty.yaml")[1]["results"] if each["rule"] == "no-grace-for-pre-stop"]
    assert result["field"].startswith("containers[web].lifecycle.preStop")
