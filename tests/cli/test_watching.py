"""`check --watch`: a check at once and after each change; files may change, appear, be deleted and be links."""

import os

import pytest

from podproof.checker.cli import main
from podproof.checker.cli.watching import stamps, watch

POD = """apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {restartPolicy: Never, containers: [{name: app, image: 'example.com/app:1'}]}
"""


def run(changes, code=0):
    """The number of checks, and the exit code, while one change after the other happens between two looks."""
    checks, waiting = [], iter(changes)

    def wait(seconds):
        change = next(waiting, None)
        if change is None:
            raise KeyboardInterrupt
        change()

    return watch(lambda: checks.append(1) or code, ["."], wait), len(checks)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory with one manifest."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(POD, encoding="utf-8")
    return tmp_path


def nothing():
    """No change."""


def test_without_a_change_there_is_one_check_and_its_exit_code_is_kept(folder):
    assert run([nothing, nothing], code=1) == (1, 1)


def test_each_kind_of_change_leads_to_a_check(folder):
    target = folder / "target.yaml"
    changes = [
        lambda: (folder / "a.yaml").write_text(POD + "# more\n", encoding="utf-8"),
        lambda: (folder / "b.yaml").write_text(POD, encoding="utf-8"),
        lambda: (folder / "b.yaml").unlink(),
        lambda: (folder / "podproof.toml").write_text("", encoding="utf-8"),
        lambda: target.write_text(POD, encoding="utf-8"),
        lambda: (folder / "link.yaml").symlink_to(target),
        lambda: target.write_text(POD + "# more\n", encoding="utf-8"),
        lambda: os.replace(folder / "a.yaml", target),
        lambda: (folder / "link.yaml").unlink(),
    ]
    assert run(changes) == (0, 1 + len(changes))


def test_a_broken_link_a_loop_and_a_link_out_of_the_folder_are_not_watched(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "x.yaml"
    outside.write_text(POD, encoding="utf-8")
    (folder / "broken.yaml").symlink_to("nowhere.yaml")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "out.yaml").symlink_to(outside)
    (folder / "again").symlink_to(".")
    assert set(stamps(["."])) == {"./a.yaml"}


def test_a_mistake_in_the_configuration_does_not_end_the_watch(folder, monkeypatch, capsys):
    (folder / "podproof.toml").write_text("fail = 1\n", encoding="utf-8")
    changes = iter([lambda: (folder / "podproof.toml").write_text("", encoding="utf-8")])

    def wait(seconds):
        change = next(changes, None)
        if change is None:
            raise KeyboardInterrupt
        change()

    monkeypatch.setattr(watch, "__defaults__", (wait,))
    assert main(["check", "--watch", "--law", "never-means-once", "--faults", "none", "--jobs", "1"]) == 0
    written = capsys.readouterr()
    assert "podproof.toml:1: unknown key 'fail'" in written.err
    assert "ok: 1 Pod in 1 file" in written.out


def test_the_standard_input_cannot_be_watched(folder, capsys):
    assert main(["check", "--watch", "-"]) == 2
    assert "--watch watches files" in capsys.readouterr().err
