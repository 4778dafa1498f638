"""`diff`: findings and situations gained and lost between two versions, named as git names them."""

import json
import subprocess

import pytest
from gate_manifests import CLEAN, FOUND

from podproof.checker.cli import main

AFTER = FOUND.replace("spec:\n", "spec:\n  restartPolicy: Never\n")
BEFORE = AFTER.replace("  terminationGracePeriodSeconds: 1\n", "")
BOUNDED = AFTER.replace("spec:\n", "spec:\n  activeDeadlineSeconds: 60\n")
OTHER = BEFORE.replace("hasty", "other")


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """A cache for all tests of this file: each configuration is explored once."""
    return tmp_path_factory.mktemp("answers")


def git(*arguments):
    """Run git in the working directory."""
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.fsmonitor=false", *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def versions(tmp_path, monkeypatch):
    """A git repository: on `main` a Pod without finding, on `feature` the same Pod with one, and one more file."""
    folder = tmp_path / "versions"
    (folder / "deploy").mkdir(parents=True)
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main")
    write(folder, BEFORE)
    git("add", ".")
    git("commit", "-q", "-m", "before")
    git("checkout", "-q", "-b", "feature")
    write(folder, AFTER)
    git("add", ".")
    git("commit", "-q", "-m", "after")
    return folder


def write(folder, text):
    """The Pod under test in its file, and beside it another one."""
    (folder / "deploy" / "web.yaml").write_text(text, encoding="utf-8")
    (folder / "deploy" / "other.yaml").write_text(OTHER, encoding="utf-8")


@pytest.fixture
def diff(capsys, answers):
    """A run of the verb with one law, which answers its exit code, stdout and stderr."""
    options = ("--law", "never-means-once", "--jobs", "1", "--faults", "none", "--cache-dir", str(answers))

    def diff(*operands):
        code = main(["diff", *options, *operands])
        return code, *capsys.readouterr()

    return diff


def test_two_files_differ_in_findings_and_situations_with_a_trace_for_each_gain(versions, diff):
    (versions / "old.yaml").write_text(BEFORE, encoding="utf-8")
    (versions / "new.yaml").write_text(BOUNDED, encoding="utf-8")
    code, out, _ = diff("old.yaml", "new.yaml")
    assert code == 1
    assert "Pod/hasty  old.yaml:1 → new.yaml:1" in out
    assert "  + error    no-grace-for-pre-stop  :" in out
    assert "  + can happen    DeadlineExceeded (" in out
    assert "  DeadlineExceeded: how it happens" in out
    assert "activeDeadlineSeconds exceeded" in out
    assert "WORSE: 1 finding gained, 0 lost; 1 situation gained" in out


def test_the_other_direction_is_no_worse(versions, diff):
    (versions / "old.yaml").write_text(BEFORE, encoding="utf-8")
    (versions / "new.yaml").write_text(BOUNDED, encoding="utf-8")
    code, out, _ = diff("new.yaml", "old.yaml")
    assert code == 0
    assert "  - error    no-grace-for-pre-stop" in out
    assert "  - cannot happen DeadlineExceeded" in out


def test_laws_that_apply_no_more_are_named_and_the_only_pods_of_both_sides_are_compared(versions, diff):
    (versions / "old.yaml").write_text(BEFORE, encoding="utf-8")
    (versions / "new.yaml").write_text(OTHER.replace("Never", "OnFailure"), encoding="utf-8")
    code, out, _ = diff("old.yaml", "new.yaml")
    assert code == 0
    assert "Pod/hasty → Pod/other  old.yaml:1 → new.yaml:1" in out
    assert "\n    holds → not applicable: never-means-once\n" in out


SAME = [
    ("main", "feature"),
    ("main..feature",),
    ("main...feature",),
    ("main",),
    ("main", "HEAD", "--", "deploy"),
    ("main", "deploy"),
    ("main:deploy", "feature:deploy"),
    ("main:deploy/web.yaml", "deploy/web.yaml"),
]


@pytest.mark.parametrize("operands", SAME, ids=" ".join)
def test_revisions_are_named_as_git_names_them(versions, diff, operands):
    code, out, err = diff(*operands)
    assert (code, err) == (1, "")
    assert "no-grace-for-pre-stop" in out
    assert "Pods: 1 changed" in out
    assert "other.yaml" not in out


def test_without_operands_the_working_tree_is_compared_with_the_last_commit(versions, diff):
    assert diff()[0] == 0
    (versions / "deploy" / "other.yaml").unlink()
    write_new = versions / "deploy" / "new.yaml"
    write_new.write_text(CLEAN, encoding="utf-8")
    code, out, _ = diff()
    assert code == 0
    assert "Pod/clean  deploy/new.yaml:1  added" in out
    assert "Pod/other  HEAD:deploy/other.yaml:1  removed" in out


def test_a_pod_that_moved_to_another_file_is_the_same_pod(versions, diff):
    (versions / "deploy" / "web.yaml").rename(versions / "deploy" / "moved.yaml")
    code, out, _ = diff("HEAD")
    assert (code, out.strip()) == (
        0,
        "nothing worse: 0 findings gained, 0 lost; 0 situations gained, 0 lost; Pods: 2 same",
    )


def test_json_has_every_change_with_its_traces(versions, diff):
    (versions / "deploy" / "web.yaml").write_text(BOUNDED, encoding="utf-8")
    _, out, _ = diff("main", "--format", "json")
    document = json.loads(out)
    (change,) = document["changes"]
    assert (document["code"], document["same"], change["pod"]) == (1, 1, "Pod/hasty")
    assert [each["rule"] for each in change["gained"]] == ["no-grace-for-pre-stop"]
    assert [(each["name"], bool(each["trace"])) for each in change["situationsGained"]] == [("DeadlineExceeded", True)]
    assert change["old"] == {"file": "main:deploy/web.yaml", "line": 1}


@pytest.mark.parametrize(
    ("operands", "message"),
    [
        (("nope",), "nope: no such path, and no revision of this repository"),
        (("main", "nope"), "nope: no such path, and no revision of this repository"),
        (("nope:deploy", "deploy"), "nope:deploy: no such revision of this repository"),
        (("main", "--", "nope"), "nope: no such path on either side"),
        (("main", "feature", "HEAD", "--", "deploy"), "compare two revisions, not 3; paths follow --"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_what_names_nothing_is_misuse_in_one_line(versions, diff, operands, message):
    assert diff(*operands) == (2, "", f"podproof diff: {message}\n")


def test_a_path_outside_the_repository_is_refused(versions, diff):
    for operands, path in ((("main", "--", ".."), ".."), (("main:/etc/passwd", "deploy"), "/etc/passwd")):
        code, _, err = diff(*operands)
        assert (code, err.startswith(f"podproof diff: {path} is outside the repository ")) == (2, True)


def test_a_name_that_is_both_a_path_and_a_revision_is_refused(versions, diff):
    (versions / "main").mkdir()
    code, _, err = diff("main")
    assert (code, "main is both a path and a revision" in err) == (2, True)


def test_outside_a_repository_two_paths_are_needed(tmp_path, monkeypatch, diff):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert diff("main") == (2, "", "podproof diff: there is no git repository here: name two files or folders\n")


def test_outside_a_repository_a_path_that_is_missing_is_named(tmp_path, monkeypatch, diff):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "old.yaml").touch()
    code, _, err = diff("old.yaml", "new.yaml")
    assert (code, err.startswith("podproof diff: new.yaml: no such path, and there is no git repository")) == (2, True)


def test_unreadable_input_on_either_side_is_no_comparison(versions, diff):
    (versions / "deploy" / "web.yaml").write_text(AFTER.replace("kind: Pod", "kind: Pod\nspec: ["), encoding="utf-8")
    code, _, err = diff("main")
    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith("podproof diff: deploy/web.yaml:")


def test_nothing_that_the_repository_configures_is_run(versions, diff):
    """Attributes come from the tree that is checked; the configuration stands for that of a careless user."""
    marks = [versions / name for name in ("textconv", "filter", "monitor", "hook")]
    (versions / ".gitattributes").write_text("*.yaml diff=evil filter=evil\n", encoding="utf-8")
    git("config", "diff.evil.textconv", f"touch {marks[0]}; cat")
    git("config", "filter.evil.smudge", f"touch {marks[1]}; cat")
    git("config", "core.fsmonitor", f"touch {marks[2]}")
    hook = versions / ".git" / "hooks" / "post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {marks[3]}\n", encoding="utf-8")
    hook.chmod(0o755)
    assert diff("main")[0] == 1
    assert [mark.name for mark in marks if mark.exists()] == []


def test_a_program_of_the_repository_is_never_taken_for_git(versions, diff, monkeypatch):
    fake = versions / "git"
    fake.write_text(f"#!/bin/sh\ntouch {versions}/ran\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", ".", prepend=":")
    assert diff("main")[0] == 1
    assert not (versions / "ran").exists()


def test_a_link_in_a_revision_is_not_followed(versions, diff):
    (versions / "deploy" / "link.yaml").symlink_to("/etc/passwd")
    git("add", ".")
    git("commit", "-q", "-m", "link")
    code, out, err = diff("feature", "HEAD")
    assert (code, "root:" in out + err) == (0, False)
