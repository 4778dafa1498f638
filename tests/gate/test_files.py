"""No file in a repository is lost, whatever it is, and every result has its position."""

import json
import os

import pytest
from gate_manifests import CLEAN, FOUND


@pytest.fixture
def report_of(check):
    """The report on the working directory as JSON, with the exit code."""

    def report_of(*arguments):
        code, out, _ = check(*(arguments or ["."]), "--format", "json")
        return code, json.loads(out)

    return report_of


def test_one_unreadable_file_is_reported_and_the_others_are_checked(tmp_path, monkeypatch, report_of):
    monkeypatch.chdir(tmp_path)
    for number in range(400):
        (tmp_path / f"{number:03}.yaml").write_text(CLEAN.replace("clean", f"pod-{number}"), encoding="utf-8")
    (tmp_path / "200.yaml").write_text("kind: Pod\n\tbad: tab\n", encoding="utf-8")
    code, report = report_of()
    assert code == 2
    assert len(report["pods"]) == 399
    assert report["unreadable"] == ["200.yaml"]
    assert [(each["file"], each["line"]) for each in report["results"]] == [("200.yaml", 2)]


def test_cyclic_links_are_followed_once(tmp_path, monkeypatch, report_of):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "pod.yaml").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "inner" / "round").symlink_to(tmp_path)
    (tmp_path / "self.yaml").symlink_to(tmp_path / "self.yaml")
    code, report = report_of()
    assert [pod["file"] for pod in report["pods"]] == ["inner/pod.yaml"]
    assert (code, report["unreadable"]) == (2, ["self.yaml"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_reported(tmp_path, monkeypatch, report_of):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pod.yaml").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "closed").mkdir(mode=0)
    code, report = report_of()
    assert (code, report["unreadable"], len(report["pods"])) == (2, ["closed"], 1)


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path, monkeypatch, report_of):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pod.yaml").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "closed").mkdir()
    listed = os.listdir

    def refusing(path):
        if os.path.basename(path) == "closed":
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "listdir", refusing)
    code, report = report_of()
    assert (code, report["unreadable"], len(report["pods"])) == (2, ["closed"], 1)


@pytest.mark.parametrize("name", ["with space.yaml", "quote'\".yaml", "new\nline.yaml", "ünï-☃.yaml", "%41#?.yaml"])
def test_a_file_of_any_name_is_checked_and_named(tmp_path, monkeypatch, report_of, check, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(FOUND, encoding="utf-8")
    for _ in range(2):
        code, report = report_of()
        assert code == 1
        assert [each["file"] for each in report["results"]] == [name.replace("\n", "\\n")]
    (run,) = json.loads(check(".", "--format", "sarif")[1])["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert not set(uri) & set(' \n#?"')


def test_a_file_whose_name_is_not_text_is_checked_and_named(tmp_path, monkeypatch, report_of, check):
    monkeypatch.chdir(tmp_path)
    (tmp_path / os.fsdecode(b"caf\xe9.yaml")).write_text(FOUND, encoding="utf-8")
    for _ in range(2):
        assert [each["file"] for each in report_of()[1]["results"]] == ["caf\\udce9.yaml"]
    assert "caf%E9.yaml" in check(".", "--format", "sarif")[1]
    for form in ("text", "junit", "github", "tap"):
        assert "caf\\udce9.yaml" in check(".", "--format", form)[1].replace("\\\\", "\\")
    assert check(".", "--write-baseline", "known.json")[0] == 0
    assert check(".", "--baseline", "known.json")[0] == 0


def test_a_file_that_is_not_utf_8_is_reported_at_its_first_bad_byte(tmp_path, monkeypatch, report_of):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "latin.yaml").write_bytes(CLEAN.encode() + b"# caf\xe9\n")
    (tmp_path / "marked.yaml").write_text(CLEAN, encoding="utf-8-sig")
    (tmp_path / "wide.yaml").write_text(CLEAN, encoding="utf-16")
    code, report = report_of()
    (result,) = report["results"]
    assert (code, result["file"], result["line"], result["column"]) == (2, "latin.yaml", 7, 6)
    assert len(report["pods"]) == 2


def test_each_pod_of_a_file_has_its_own_position(tmp_path, monkeypatch, report_of):
    monkeypatch.chdir(tmp_path)
    texts = [FOUND.replace("hasty", f"pod-{number}") for number in range(3)]
    (tmp_path / "all.yaml").write_text("---\n".join(texts), encoding="utf-8")
    _, report = report_of()
    assert [each["line"] for each in report["results"]] == [9, 19, 29]
    assert [pod["line"] for pod in report["pods"]] == [1, 11, 21]


def test_traces_of_equal_configurations_have_the_names_of_each_pod(tmp_path, monkeypatch, report_of):
    monkeypatch.chdir(tmp_path)
    for name in ("first", "second"):
        text = FOUND.replace("hasty", name).replace("web", f"{name}-server").replace("Seconds: 1", "Seconds: 30")
        (tmp_path / f"{name}.yaml").write_text(text.replace("exec: {command: [/drain]}", "sleep: {seconds: 30}"))
    _, report = report_of()
    assert report["explored"] == 1
    for each in report["results"]:
        assert f"starts {each['pod']}-server" in "\n".join(each["trace"])


def test_what_is_no_manifest_is_counted_in_one_line_and_is_an_error_only_if_the_user_is_strict(repository, check):
    (repository / "values.yaml").write_text("replicas: 3\n", encoding="utf-8")
    (repository / "service.yaml").write_text("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n", encoding="utf-8")
    (repository / "latin.json").write_bytes(b'{"caf\xe9": 1}')
    (repository / "comments.yaml").write_text("# kind: Pod\n", encoding="utf-8")
    code, out, _ = check(".", "--fail-on", "error", "--exclude", "hasty.yaml")
    assert code == 0
    assert "  skipped: 2 other documents, 1 Service" in out
    code, out, _ = check(".", "--strict")
    assert code == 2
    assert "values.yaml:1:1" in out and "latin.json:1:6" in out and "comments.yaml" not in out
