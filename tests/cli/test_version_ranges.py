"""A range of versions: each version has its answer, and versions with the same answer have one together."""

import json
from pathlib import Path

import jsonschema
import pytest

from podproof.checker.api import explorer
from podproof.checker.cli import main

DOCS = Path(__file__).parents[2] / "docs"

PLAIN = """
apiVersion: v1
kind: Pod
metadata: {name: plain}
spec: {containers: [{name: app, image: "registry.example/app:1"}]}
"""

GUARDED = """
apiVersion: v1
kind: Pod
metadata: {name: guarded}
spec:
  containers:
  - name: app
    image: registry.example/app:1
    startupProbe: {exec: {command: ["true"]}, failureThreshold: 1}
    livenessProbe: {exec: {command: ["true"]}, failureThreshold: 1}
"""

WITH_SIDECAR = """
apiVersion: v1
kind: Pod
metadata: {name: side}
spec:
  initContainers: [{name: side, image: "registry.example/side:1", restartPolicy: Always}]
  containers: [{name: app, image: "registry.example/app:1"}]
"""


@pytest.fixture
def asked(tmp_path, capsys):
    """The exit code, stdout and stderr of a verb on a manifest for a range of versions, without faults."""

    def ask(verb, text, versions, *options):
        (tmp_path / "pod.yaml").write_text(text)
        given = [verb, str(tmp_path / "pod.yaml"), "--kubernetes", versions, "--faults", "none", *options]
        try:
            code = main(given)
        except SystemExit as ended:
            code = ended.code
        out, err = capsys.readouterr()
        return code, out, err

    return ask


def schema(name):
    """One of the published schemas."""
    return json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8"))


def headings(out):
    """The versions of each answer."""
    return [line for line in out.splitlines() if line.startswith("Kubernetes ")]


@pytest.mark.parametrize(("verb", "options"), [("explore", ()), ("check", ("--no-cache", "--jobs", "1"))])
def test_versions_with_the_same_answer_have_it_once(asked, verb, options):
    code, out, _ = asked(verb, PLAIN, "1.29-1.32", *options)
    assert code == 0
    assert headings(out) == ["Kubernetes 1.29 to 1.32"]
    assert out.endswith("the same in 4 versions of Kubernetes, 1.29 to 1.32\n")


def test_versions_whose_bugs_differ_have_an_answer_each(asked):
    code, out, _ = asked("explore", GUARDED, "1.34-1.36")
    assert code == 0
    assert headings(out) == ["Kubernetes 1.34", "Kubernetes 1.35 and 1.36"]
    assert out.count("kubernetes#141155 (") == 1
    assert "the same in" not in out


def test_a_law_that_one_version_violates_fails_the_range(asked):
    code, out, _ = asked("explore", GUARDED, "1.34-1.35", "--law", "startup-before-liveness")
    assert code == 1
    assert [line.split()[0] for line in out.splitlines() if "Pod/guarded" in line] == ["ok", "FAILED"]


def test_a_lifecycle_that_several_versions_share_is_explored_once(asked, monkeypatch):
    explored = []
    real = explorer.explore_model
    monkeypatch.setattr(explorer, "explore_model", lambda *given: explored.append(given[1].kubernetes) or real(*given))
    asked("explore", PLAIN, "1.27-1.31")
    assert explored == [28, 34]


def test_a_field_that_some_versions_ignore_fails_these_and_is_reported_once_for_all_of_them(asked):
    code, out, _ = asked("check", WITH_SIDECAR, "1.14-1.15", "--no-cache", "--jobs", "1")
    assert (code, headings(out)) == (1, ["Kubernetes 1.14 and 1.15"])
    assert out.count("Kubernetes 1.15 has no `restartPolicy`") == 1


def test_an_unreadable_document_is_reported_once_and_the_others_are_answered(asked):
    code, out, err = asked("explore", f"{PLAIN}---\nkind: Pod\nspec: [", "1.35-1.36")
    assert (code, headings(out)) == (2, ["Kubernetes 1.35 and 1.36"])
    assert err.count("\n") == 1


@pytest.mark.parametrize(("verb", "options"), [("explore", ()), ("check", ("--no-cache", "--jobs", "1"))])
def test_json_has_each_answer_with_its_versions(asked, verb, options):
    code, out, _ = asked(verb, GUARDED, "1.34-1.36", "--format", "json", *options)
    document = json.loads(out)
    jsonschema.validate(document, schema("versions"))
    assert (code, document["outcome"]) == (0, "ok")
    assert [each["versions"] for each in document["answers"]] == [["1.34"], ["1.35", "1.36"]]
    for each in document["answers"]:
        jsonschema.validate(each["answer"], schema(verb))


@pytest.mark.parametrize("verb", ["time", "fuzz", "diff"])
def test_a_verb_about_one_version_refuses_a_range_in_a_line(asked, verb):
    code, out, err = asked(verb, PLAIN, "1.34-1.36")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "1.34-1.36 is a range of versions, which explore and check answer; give one version" in err


@pytest.mark.parametrize(
    ("versions", "options", "message"),
    [
        ("1.36-1.34", (), "'1.36-1.34' is not a range of minor versions: write it like 1.34-1.36"),
        ("1.34.2-1.36", (), "is not a range of minor versions"),
        ("1.34-", (), "is not a range of minor versions"),
        ("1.34-1.99", (), "Kubernetes 1.99 is not modeled; choose from 1.13 to 1.36"),
        ("1.34-1.36", ("--list-laws",), "--list-laws is for one version"),
    ],
)
def test_what_is_no_answerable_range_is_refused_in_a_line(asked, versions, options, message):
    code, out, err = asked("explore", PLAIN, versions, *options)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err
