"""Bad input from the command line: a line with what to do next, the other files all the same, exit code 2."""

import io
import re
import sys

import pytest
from strategies import FOLDER

from podproof.checker.cli import main

GOOD = (FOLDER / "single-never.yaml").read_text(encoding="utf-8")
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
CLAIM = b"# apiVersion: v1\n# kind: Pod\n"
BAD = {
    "broken.yaml": (
        b"apiVersion: v1\nkind: Pod\nspec: [",
        ":4:1: error: not YAML",
        "fix it; nothing after it was read",
    ),
    "bomb.yaml": (
        CLAIM + BOMB.encode(),
        ":8:4: error: this document has more than 1,000,000 values",
        "write the values out, or split",
    ),
    "huge.yaml": (b"#" * 50_000_000, ": error: larger than 16 MiB", "split it into several files"),
    "binary.yaml": (CLAIM + b"\x7fELF\0\1", ": error: a binary file, not a manifest", "exclude this file"),
    "latin.yaml": (CLAIM + b"name: caf\xe9\n", ":3:10: error: not UTF-8 text", "save it as UTF-8"),
}
"""A file that cannot be explored, what is wrong with it, and what to do next."""

DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      restartPolicy: POLICY
      containers: [{name: app, image: web:1}]
"""
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
POD = re.compile(r"^ok  Pod/(\S+)", re.MULTILINE)
ONE_LAW = ("--law", "kill-after-grace")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_the_other_file_is_explored(tmp_path, capsys, name):
    content, problem, advice = BAD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    assert main(["explore", str(tmp_path), "--law", "kill-after-grace"]) == 2
    out, err = capsys.readouterr()
    assert "the one chosen law that applies holds" in out
    assert len(err.splitlines()) == 1
    assert err.startswith(f"{tmp_path / name}{problem}")
    assert advice in err


def test_a_missing_file_is_one_line(capsys):
    assert main(["explore", "/nowhere/pod.yaml"]) == 2
    assert "/nowhere/pod.yaml: error: " in capsys.readouterr().err


def test_a_file_that_must_not_be_read_is_one_line(tmp_path, monkeypatch, capsys):
    # Root may read everything, so the refusal is played.
    def refuse(path: str, *_: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    (tmp_path / "secret.yaml").write_text(GOOD, encoding="utf-8")
    with monkeypatch.context() as played:
        played.setattr("podproof.spec.manifest.sources.open", refuse, raising=False)
        assert main(["explore", str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"{tmp_path}/secret.yaml: error: cannot read this file: permission denied; check the path")
    assert len(err.splitlines()) == 1


def test_a_folder_without_manifests_is_one_line(tmp_path, capsys):
    assert main(["explore", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_manifest_comes_from_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert main(["explore", "-", "--law", "kill-after-grace"]) == 0
    assert "ok  Pod/single-never  <stdin>:" in capsys.readouterr().out


@pytest.mark.parametrize("separator", ["---\n", "...\n---\n"])
def test_every_document_of_a_file_is_explored(tmp_path, capsys, separator):
    other = GOOD.replace("single-never", "another")
    (tmp_path / "all.yaml").write_text(GOOD + separator + other, encoding="utf-8")
    assert main(["explore", str(tmp_path), *ONE_LAW]) == 0
    assert POD.findall(capsys.readouterr().out) == ["single-never", "another"]


def test_every_item_of_a_list_is_explored(tmp_path, capsys):
    pod = "{apiVersion: v1, kind: Pod, metadata: {name: NAME}, spec: {containers: [{name: app, image: web:1}]}}"
    items = ", ".join(pod.replace("NAME", name) for name in ("first", "second"))
    (tmp_path / "list.yaml").write_text(f"apiVersion: v1\nkind: List\nitems: [{items}]\n", encoding="utf-8")
    assert main(["explore", str(tmp_path), *ONE_LAW]) == 0
    assert POD.findall(capsys.readouterr().out) == ["first", "second"]


def test_the_pod_of_a_workload_is_explored(tmp_path, capsys):
    (tmp_path / "web.yaml").write_text(DEPLOYMENT.replace("POLICY", "Always"), encoding="utf-8")
    assert main(["explore", str(tmp_path), *ONE_LAW]) == 0
    assert "ok  Deployment/web" in capsys.readouterr().out


def test_a_deployment_that_must_not_restart_is_refused_as_the_api_server_does(tmp_path, capsys):
    path = tmp_path / "web.yaml"
    path.write_text(DEPLOYMENT.replace("POLICY", "Never"), encoding="utf-8")
    assert main(["explore", str(path)]) == 2
    assert capsys.readouterr().err == (
        f"{path}:9:22: error: the restartPolicy of a Deployment must not be Never; write `restartPolicy: Always`\n"
    )


def test_documents_of_other_kinds_are_skipped_and_counted(tmp_path, capsys):
    (tmp_path / "all.yaml").write_text(f"{GOOD}---\n{SERVICE}---\n{SERVICE}", encoding="utf-8")
    assert main(["explore", str(tmp_path), "--law", "kill-after-grace"]) == 0
    assert "skipped: 2 Service" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["explore", "check"])
def test_input_without_any_pod_is_misuse(tmp_path, capsys, verb):
    (tmp_path / "service.yaml").write_text(SERVICE, encoding="utf-8")
    assert main([verb, str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == "" or "no Pod was checked" in out
    assert err == f"podproof {verb}: no Pod found: give it a manifest of a Pod, or of a workload with a Pod template\n"
