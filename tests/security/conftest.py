"""A repository, and the gate that checks it."""

import json

import pytest
from gate_manifests import FOUND

from podproof.checker.cli import main


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A working directory with a Pod that has a finding."""
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "pod.yaml").write_text(FOUND, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def check(capsys):
    """A run of the gate with one law, which answers its exit code, the report, and stderr."""

    def check(*arguments):
        code = main(["check", "--law", "never-means-once", "--jobs", "1", "--format", "json", *arguments])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else {}, err

    return check
