"""What the tests of the gate share: a repository with a little of everything, and a run of the gate on it."""

import pytest
from gate_manifests import CLEAN, FINAL, FOUND, IGNORED

from podproof.checker.cli import main


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("PODPROOF_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A working directory with a Pod that is clean, one with a finding, one with a trace, and a suppressed one."""
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "clean.yaml").write_text(CLEAN, encoding="utf-8")
    (folder / "hasty.yaml").write_text(FOUND, encoding="utf-8")
    (folder / "final.yaml").write_text(FINAL, encoding="utf-8")
    (folder / "ignored.yaml").write_text(FOUND.replace("metadata: {name: hasty}\n", IGNORED), encoding="utf-8")
    return folder


@pytest.fixture
def check(capsys):
    """A run of the gate with one law, which answers its exit code, stdout and stderr."""

    def check(*arguments):
        code = main(["check", *map(str, arguments), "--law", "never-means-once", "--jobs", "1"])
        return code, *capsys.readouterr()

    return check
