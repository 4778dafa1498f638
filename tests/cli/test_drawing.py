"""`diagram` from the command line: the lifecycle of a Pod, traces, recorded Pods."""

import shutil
from pathlib import Path

import pytest
import zstandard
from processes import python
from strategies import FOLDER

from podproof.checker.cli import main

TRACE = str(Path(__file__).parents[1] / "reality" / "traces" / "v1.36.2.jsonl.zst")
POD = str(FOLDER / "single-never.yaml")


@pytest.mark.parametrize("what", ["composition", "lifecycle", "sequence"])
@pytest.mark.parametrize("form", ["mermaid", "markdown"])
def test_a_pod_is_drawn_without_any_further_program(capsys, monkeypatch, tmp_path, what, form):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["diagram", what, POD, "--format", form]) == 0
    out, err = capsys.readouterr()
    assert out and not err


def test_the_name_of_the_file_says_the_format(tmp_path):
    assert main(["diagram", "sequence", POD, "-o", str(tmp_path / "end.svg")]) == 0
    assert (tmp_path / "end.svg").read_text(encoding="utf-8").startswith("<svg ")


@pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz: apt-get install graphviz")
def test_a_lifecycle_is_drawn_as_an_image_of_fixed_size(tmp_path):
    assert main(["diagram", "lifecycle", POD, "-o", str(tmp_path / "lifecycle.png")]) == 0
    assert (tmp_path / "lifecycle.png").read_bytes().startswith(b"\x89PNG")


def test_a_trace_into_a_situation_is_drawn(capsys):
    assert main(["diagram", "sequence", POD, "--trace", "killed"]) == 0
    assert "SIGKILL" in capsys.readouterr().out


def test_an_unknown_trace_is_refused_with_the_nearest(capsys):
    assert main(["diagram", "sequence", POD, "--trace", "Kiled"]) == 2
    assert "did you mean Killed?" in capsys.readouterr().err


def test_an_unreachable_situation_is_one_line(capsys):
    assert main(["diagram", "sequence", POD, "--trace", "CrashLoopBackOff"]) == 2
    assert "CrashLoopBackOff is unreachable for this Pod" in capsys.readouterr().err


def test_a_recorded_pod_is_drawn(tmp_path):
    file = tmp_path / "pod.svg"
    assert main(["diagram", "timeline", TRACE, "--pod", "del-crashloop", "-o", str(file)]) == 0
    assert "starts again, restart 2" in file.read_text(encoding="utf-8")


def test_every_pod_of_a_recording_goes_into_a_folder(tmp_path):
    assert main(["diagram", "timeline", TRACE, "-o", str(tmp_path)]) == 0
    assert len(list(tmp_path.glob("*.svg"))) == 159


def test_a_recording_of_many_pods_asks_which(capsys):
    assert main(["diagram", "timeline", TRACE]) == 2
    assert " has 159 Pods: choose one" in capsys.readouterr().err


def test_a_timeline_without_a_recording_says_what_to_record(capsys):
    assert main(["diagram", "timeline"]) == 2
    assert "kubectl get pods -w -o json" in capsys.readouterr().err


def test_a_missing_recording_is_one_line(tmp_path, capsys):
    assert main(["diagram", "timeline", str(tmp_path / "missing")]) == 2
    assert capsys.readouterr().err == f"podproof: No such file or directory: {tmp_path / 'missing'}\n"


def test_an_unreadable_recording_is_reported_with_its_line(tmp_path, capsys):
    (tmp_path / "bad.json").write_text("no JSON\n", encoding="utf-8")
    assert main(["diagram", "timeline", str(tmp_path / "bad.json")]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path / 'bad.json'}:1: error: not a JSON document\n")


def test_the_readable_part_of_a_damaged_recording_is_drawn(tmp_path, capsys):
    with open(TRACE, "rb") as stream:
        whole = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True).read()
    lines = [line for line in whole.splitlines() if b'"del-crashloop"' in line]
    (tmp_path / "bad.json").write_bytes(b"\n".join([*lines[:5], b"no JSON", *lines[5:]]))
    assert main(["diagram", "timeline", str(tmp_path / "bad.json")]) == 2
    out, err = capsys.readouterr()
    assert "starts again, restart 2" in out
    assert err == f"{tmp_path / 'bad.json'}:6: error: not a JSON document\n"


def test_an_unknown_format_of_a_diagram_is_refused_with_the_known_ones(capsys):
    assert main(["diagram", "timeline", TRACE, "--format", "png"]) == 2
    assert "timeline is not drawn as png: take one of svg, markdown" in capsys.readouterr().err


def test_a_machine_takes_no_pod(capsys):
    assert main(["diagram", "Stop", POD]) == 2
    assert "a machine is the same for every Pod" in capsys.readouterr().err


def test_a_missing_manifest_is_refused(tmp_path, capsys):
    assert main(["diagram", "lifecycle", str(tmp_path / "missing.yaml")]) == 2
    assert "missing.yaml" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["composition", "lifecycle", "sequence"])
def test_a_picture_of_a_pod_does_not_depend_on_the_order_in_which_a_process_hashes(what):
    pictures = {python("diagram", what, POD, PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
    assert len(pictures) == 1 and pictures != {""}
