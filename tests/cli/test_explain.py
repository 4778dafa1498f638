"""`explain`: everything that has a name says what it is, offline."""

import json

import pytest

from podproof.checker.cli import main
from podproof.checker.reports import topics
from podproof.spec.findings import FINDINGS
from podproof.spec.pod.known_bugs import BEYOND, BUGS
from podproof.spec.pod.laws import LAWS
from podproof.spec.pod.situations import SITUATIONS
from podproof.spec.rules import rules


@pytest.fixture
def explain(capsys):
    def explain(*arguments):
        code = main(["explain", *arguments])
        return code, *capsys.readouterr()

    return explain


def test_every_finding_law_situation_rule_and_bug_has_a_topic():
    known = {each.name for each in (*FINDINGS, *LAWS, *SITUATIONS)} | {bug.issue for bug in BUGS}
    assert known | set(rules()) | set(BEYOND) <= set(topics.names())


def test_every_topic_fits_80_columns():
    lines = [
        line for name in topics.names() for topic in topics.named(name) for line in topic._replace(trace=tuple).lines()
    ]
    assert [line for line in lines if len(line) > 80 and " " in line.strip()[12:] and "Next" not in line] == []


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("no-grace-for-pre-stop", ("finding", "Severity    error", "Raise terminationGracePeriodSeconds", "9.12", "+")),
        ("law/failed-is-final", ("law failed-is-final", "Kind        stable", "bug 58711", "--law failed-is-final")),
        ("crashloopbackoff", ("situation CrashLoopBackOff", "--trace CrashLoopBackOff")),
        ("9.12", ("rule 9.12", "kill-after-grace", "PreStopCutOff", "read in the sources of Kubernetes")),
        ("#58711", ("bug 58711", "Versions    before 1.10", "failed-is-final", "explore PATH --bug 58711")),
        (
            "kubernetes#101064",
            ("bug 101064", "1.20.6, 1.21.0", "PR 101093", "counterexample, 8 steps (most plausible)"),
        ),
        ("83705", ("bug 83705", "every version", "never-means-one-start: counterexample")),
        ("105523", ("bug 105523", "Beyond this model")),
        ("manifest/unreadable", ("A file cannot be read as Kubernetes objects.",)),
    ],
)
def test_a_name_is_explained_from_the_sources_of_the_documentation(explain, name, parts):
    code, out, _ = explain(name)
    assert [part for part in parts if part not in out] == []
    assert code == 0


@pytest.mark.parametrize(
    ("name", "close"), [("no-grace-for-prestop", "no-grace-for-pre-stop"), ("CrashLopBackOff", "CrashLoopBackOff")]
)
def test_a_mistyped_name_is_misuse_and_gets_the_nearest_name(explain, name, close):
    assert explain(name) == (2, "", f"podproof explain: unknown name {name!r}; did you mean {close}?\n")


def test_without_a_name_the_findings_are_listed(explain):
    code, out, _ = explain()
    assert code == 0
    assert [finding.name for finding in FINDINGS if f" {finding.name}\n" not in out] == []


def test_json_has_a_document_for_each_name(explain):
    _, out, _ = explain("9.12", "Killed", "--format", "json")
    assert [(topic["kind"], topic["name"]) for topic in json.loads(out)] == [("rule", "9.12"), ("situation", "Killed")]
