"""An answer is decided once, and no content of the cache can make an answer wrong."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from gate_manifests import CLEAN

from podproof.checker.gate import fingerprints
from podproof.checker.gate.cache import Cache


@pytest.fixture
def kept(tmp_path):
    """The file of the cache."""
    return tmp_path / "cache" / "answers.sqlite"


@pytest.fixture
def explored(check):
    """The number of configurations that a run explores, and its exit code."""

    def explored(*arguments):
        code, out, _ = check(*arguments, "--format", "json")
        return json.loads(out)["explored"], code

    return explored


def test_the_second_run_explores_nothing_and_reports_the_same(repository, check):
    first, second = (json.loads(check(".", "--format", "json")[1]) for _ in range(2))
    assert first["explored"] == 3
    assert second["explored"] == 0
    assert first["results"] == second["results"]
    assert first["pods"] == second["pods"]


def test_equal_configurations_are_explored_once_in_a_run(repository, explored):
    for number in range(5):
        text = CLEAN.replace("clean", f"other-{number}").replace("app", f"app-{number}")
        (repository / f"{number}.yaml").write_text(text, encoding="utf-8")
    assert explored(".", "--no-cache") == (3, 1)


def test_another_question_is_decided_again(repository, explored):
    assert explored("clean.yaml")[0] == 1
    assert explored("clean.yaml", "--law", "exit-0-is-final-under-onfailure")[0] == 1
    assert explored("clean.yaml", "--kubernetes", "1.30")[0] == 1
    assert explored("clean.yaml", "--faults", "none")[0] == 1
    assert explored("clean.yaml")[0] == 0


def test_another_severity_applies_without_another_exploration(repository, explored):
    assert explored("final.yaml") == (1, 1)
    (repository / "podproof.toml").write_text('[severities]\nprobe-failure-is-final = "info"\n', encoding="utf-8")
    assert explored("final.yaml") == (0, 0)


def test_another_specification_is_another_question(repository, explored, monkeypatch):
    assert explored("clean.yaml")[0] == 1
    monkeypatch.setattr(fingerprints, "sources", lambda: b"changed")
    assert explored("clean.yaml")[0] == 1


def test_an_undecided_answer_is_not_kept(repository, explored):
    assert explored("clean.yaml", "--max-states", 3) == (1, 3)
    assert explored("clean.yaml", "--max-states", 3) == (1, 3)


def test_without_the_cache_nothing_is_kept(repository, explored, kept):
    assert explored("clean.yaml", "--no-cache")[0] == 1
    assert not kept.exists()


def test_a_damaged_cache_is_ignored_with_a_note(repository, check, kept):
    kept.parent.mkdir()
    kept.write_bytes(b"this is no database" * 1000)
    code, _, err = check("clean.yaml")
    assert code == 0
    assert err.startswith(f"podproof check: the cache {kept} cannot be used, so everything is decided again: ")
    assert check("clean.yaml")[2] == ""


def test_a_damaged_entry_is_decided_again(repository, check, kept):
    check("hasty.yaml")
    with sqlite3.connect(kept) as cache:
        cache.execute("UPDATE answers SET answer = CAST(substr(answer, 1, length(answer) - 4) || 'abcd' AS BLOB)")
    code, _, err = check("hasty.yaml")
    assert code == 1
    assert f"an entry of the cache {kept} is damaged and will be decided again" in err


def test_a_cache_that_cannot_be_written_does_not_stop_the_check(repository, check, tmp_path):
    (tmp_path / "cache").write_text("a file in its place", encoding="utf-8")
    code, _, err = check("clean.yaml")
    assert code == 0
    assert "cannot be used" in err


def test_runs_that_start_together_share_a_new_cache(tmp_path):
    def run(number):
        notes = []
        cache = Cache(tmp_path, notes.append)
        for key in range(100):
            cache.put(f"{key}".encode(), f"answer {key}".encode())
            cache.keep()
        cache.close()
        return notes

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(run, range(8))) == [[]] * 8
    assert Cache(tmp_path, print).get(b"42") == b"answer 42"


def test_an_answer_that_was_not_used_for_a_long_time_is_deleted(tmp_path):
    cache = Cache(tmp_path, print)
    cache.put(b"old", b"1")
    cache.put(b"new", b"2")
    cache.keep()
    with sqlite3.connect(tmp_path / "answers.sqlite") as other:
        other.execute("UPDATE answers SET day = 1 WHERE key = ?", (b"old",))
    cache.close()
    again = Cache(tmp_path, print)
    assert (again.get(b"old"), again.get(b"new")) == (None, b"2")


def test_a_service_in_another_file_counts_with_and_without_the_cache(tmp_path, monkeypatch, check):
    monkeypatch.chdir(tmp_path)
    workload = """apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: app, image: 'example.com/web:1', ports: [{name: http, containerPort: 8080}]}]
"""
    service = (
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n"
    )
    (tmp_path / "web.yaml").write_text(workload, encoding="utf-8")
    without = [check(".", "--verbose")[1] for _ in range(2)]
    (tmp_path / "service.yaml").write_text(service, encoding="utf-8")
    with_service = [check(".", "--verbose")[1] for _ in range(2)]
    assert ["no-readiness-probe" in out for out in (*without, *with_service)] == [False, False, True, True]
    (tmp_path / "service.yaml").write_text(service.replace("app: web", "app: other"), encoding="utf-8")
    assert "no-readiness-probe" not in check(".", "--verbose")[1]
