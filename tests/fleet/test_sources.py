"""Recordings are found as they lie around, and each belongs to a cluster."""

from itertools import pairwise
from pathlib import Path

import pytest

from podproof.checker.conformance.recordings import RecordingProblem
from podproof.checker.fleet.sources import RecordingSource, open_file, sources


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in (
        "eu/audit.log",
        "eu/audit-2026-11-27T09-00-00.000.log.gz",
        "eu/audit-2026-11-26T09-00-00.000.log.gz",
        "us/deep/kube.log",
        "us/deep/kube.log.1",
        "us/deep/kube.log.10",
        "watch.jsonl.zst",
        "notes.txt",
        ".hidden.log",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_folders_below_a_given_one_are_clusters_and_rotated_logs_are_one_recording(folder):
    assert sources(["."]) == [
        RecordingSource("", ("./watch.jsonl.zst",)),
        RecordingSource(
            "eu",
            (
                "./eu/audit-2026-11-26T09-00-00.000.log.gz",
                "./eu/audit-2026-11-27T09-00-00.000.log.gz",
                "./eu/audit.log",
            ),
        ),
        RecordingSource("us", ("./us/deep/kube.log.10", "./us/deep/kube.log.1", "./us/deep/kube.log")),
    ]


def test_a_name_before_a_path_names_the_cluster(folder):
    assert sources(["prod=us/deep/kube.log", "test=eu/*-26*"]) == [
        RecordingSource("prod", ("us/deep/kube.log",)),
        RecordingSource("test", ("eu/audit-2026-11-26T09-00-00.000.log.gz",)),
    ]
    Path("a=b.log").write_text("")
    assert sources(["a=b.log"]) == [RecordingSource("", ("a=b.log",))]


def test_a_path_without_a_recording_is_a_problem_that_does_not_stop_the_others(folder):
    Path("empty").mkdir()
    *problems, found = sources(["empty", "*.none", "watch.jsonl.zst", "memory://nothing/*.log"])
    assert [problem.file for problem in problems] == ["empty", "*.none", "memory://nothing/*.log"]
    assert all(isinstance(each, RecordingProblem) for each in problems)
    assert found == RecordingSource("", ("watch.jsonl.zst",))


def test_a_link_that_leads_out_of_a_folder_is_not_read(folder):
    Path("us/secret.log").symlink_to("/etc/passwd")
    assert not any("secret" in file for source in sources(["us"]) for file in source.files)


def test_objects_of_a_store_are_read_as_files_are(folder):
    (source,) = sources([f"file://{folder}/us/deep/kube.log"])
    with open_file(source.files[0]) as stream:
        assert stream.read() == b"us/deep/kube.log"


def test_an_address_of_an_unknown_kind_is_a_problem():
    (problem,) = sources(["unknown://bucket/x.log"])
    assert "unknown" in problem.message


def test_the_parts_of_a_log_are_in_the_order_of_their_times(folder):
    (found,) = (source for source in sources(["."]) if source.cluster == "eu")
    assert all(older < newer for older, newer in pairwise(found.files[:-1]))
