"""What a run believes: a cache only where this user wrote it, and no address from a repository."""

import sqlite3

import pytest
from gate_manifests import FOUND

from podproof.checker.gate.cache import SECRET, Cache, open_cache


def forge(folder):
    """Copy the answer to one question to all others: each keeps a seal that is right somewhere else."""
    with sqlite3.connect(folder / "answers.sqlite") as cache:
        (answer,) = cache.execute("SELECT answer FROM answers LIMIT 1").fetchone()
        cache.execute("UPDATE answers SET answer = ?", (answer,))


def test_a_cache_in_the_checked_folder_is_not_believed(repository, check):
    code, _, err = check(".", "--cache-dir", ".cache")
    assert (code, "is not trusted" in err) == (1, True)
    assert not (repository / ".cache").exists()


@pytest.mark.parametrize("target", ["inside", "../outside"])
def test_a_link_in_the_checked_folder_is_no_cache(repository, check, target):
    (repository / target).mkdir()
    (repository / ".cache").symlink_to(target)
    assert "is not trusted" in check(".", "--cache-dir", ".cache")[2]
    assert not list((repository / target).iterdir())


@pytest.mark.parametrize("named", ["{}", "eu={}"])
def test_a_cache_in_a_folder_that_is_named_is_not_believed(tmp_path, named):
    notes = []
    open_cache(tmp_path / "cache", [named.format(tmp_path)], notes.append).put(b"key", b"answer")
    assert ["is not trusted" in note for note in notes] == [True]
    assert not (tmp_path / "cache").exists()


def test_with_a_secret_of_the_runner_a_cache_may_lie_anywhere(repository, check, monkeypatch):
    monkeypatch.setenv(SECRET, "of the runner")
    assert [check(".", "--cache-dir", ".cache")[1]["explored"] for _ in range(2)] == [1, 0]
    monkeypatch.setenv(SECRET, "of a stranger")
    code, report, err = check(".", "--cache-dir", ".cache")
    assert (code, report["explored"], "is damaged" in err) == (1, 1, True)


def test_an_answer_counts_only_for_its_own_question(repository, check, tmp_path):
    (repository / "other.yaml").write_text(FOUND.replace("web", "other").replace(": 1\n", ": 30\n"), encoding="utf-8")
    first = check(".", "--cache-dir", str(tmp_path / "cache"))[1]
    forge(tmp_path / "cache")
    _, second, err = check(".", "--cache-dir", str(tmp_path / "cache"))
    assert second["results"] == first["results"]
    assert "is damaged" in err


def test_a_table_that_answers_without_end_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr("podproof.checker.gate.cache.PATIENCE", 100_000)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    with sqlite3.connect(tmp_path / "answers.sqlite") as cache:
        cache.execute(f"CREATE VIEW answers AS {endless} SELECT i AS key, i AS answer, 1 AS day FROM n")
    notes = []
    assert Cache(tmp_path, notes.append).get(b"key") is None
    assert "cannot be used" in notes[0]


def test_the_key_of_a_cache_is_for_its_user_only(tmp_path):
    Cache(tmp_path / "cache", print).close()
    assert (tmp_path / "cache" / "key").stat().st_mode & 0o77 == 0


def test_a_repository_cannot_name_the_cluster_that_runs_a_check(repository, check, monkeypatch):
    (repository / "podproof.toml").write_text('cluster = "tcp://192.0.2.1:8786"\n')
    monkeypatch.setenv("PODPROOF_CLUSTER", "tcp://192.0.2.1:8786")
    code, _, err = check("--no-cache")
    assert (code, "unknown key 'cluster'" in err) == (2, True)
    (repository / "podproof.toml").unlink()
    assert check("--no-cache")[0] == 1
