"""Bad input from the command line: a line with what to do next, the other files all the same, exit code 2."""

import io
import sys

import pytest
from strategies import FOLDER

from checker.cli import main

GOOD = (FOLDER / "single-never.yaml").read_text(encoding="utf-8")
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
BAD = {
    "broken.yaml": b"apiVersion: v1\nkind: Pod\nspec: [",
    "empty.yaml": b"",
    "helm.yaml": b"apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n",
    "bomb.yaml": BOMB.encode(),
    "huge.yaml": b"#" * 50_000_000,
    "binary.yaml": bytes(range(256)),
    "values.yaml": b"replicas: 3\n",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_the_other_file_is_explored(tmp_path, capsys, name):
    (tmp_path / name).write_bytes(BAD[name])
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    assert main(["explore", str(tmp_path), "--law", "kill-after-grace"]) == 2
    out, err = capsys.readouterr()
    assert "1 hold" in out
    assert len(err.splitlines()) == 1
    assert f"{name}" in err
    assert ": error: " in err
    assert "Traceback" not in err


def test_a_missing_file_is_one_line(capsys):
    assert main(["explore", "/nowhere/pod.yaml"]) == 2
    assert "/nowhere/pod.yaml: error: " in capsys.readouterr().err


def test_a_folder_without_manifests_is_one_line(tmp_path, capsys):
    assert main(["check", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_manifest_comes_from_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert main(["explore", "-", "--law", "kill-after-grace"]) == 0
    assert "Pod default/single-never" in capsys.readouterr().out


def test_other_kinds_are_passed_over_and_counted(tmp_path, capsys):
    service = "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
    (tmp_path / "all.yaml").write_text(GOOD + service * 2, encoding="utf-8")
    assert main(["explore", str(tmp_path), "--law", "kill-after-grace"]) == 0
    assert "passed over: 2 Service" in capsys.readouterr().out


def test_input_without_any_pod_is_misuse(tmp_path, capsys):
    (tmp_path / "service.yaml").write_text("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n", encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 2
    assert "no Pod" in capsys.readouterr().err
