"""`check` and `diagram` from the command line."""

import shutil

import pytest
from processes import python
from strategies import FOLDER

from podproof.checker.cli import main
from podproof.spec.pod.machines import MACHINES

NAMES = [machine.__name__ for machine in MACHINES]


def test_verbose_check_prints_a_line_for_each_pod(capsys):
    assert main(["check", str(FOLDER / "single-never.yaml"), str(FOLDER / "hooks.yaml"), "--verbose"]) == 0
    out = capsys.readouterr().out
    assert "ok  Pod/single-never" in out and "ok  Pod/hooks" in out
    assert "ok: 2 Pods in 2 files" in out


def test_check_without_a_path_checks_the_current_folder(tmp_path, monkeypatch, capsys):
    shutil.copy(FOLDER / "single-never.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--faults", "none", "--verbose"]) == 0
    assert "single-never.yaml" in capsys.readouterr().out


def test_check_of_a_folder_without_manifests_is_misuse(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert "no manifest in this folder" in capsys.readouterr().out


def test_check_calls_a_pod_undecided_where_a_bound_is_hit(capsys):
    assert main(["check", str(FOLDER / "hooks.yaml"), "--max-states", "50"]) == 3
    out = capsys.readouterr().out
    assert "INCOMPLETE  Pod/hooks" in out
    assert "1 Pod not decided" in out


def test_check_explores_the_good_files_beside_a_bad_one(tmp_path, capsys):
    (tmp_path / "bad.yaml").write_text("kind: Pod\nspec: [", encoding="utf-8")
    assert main(["check", str(tmp_path), str(FOLDER / "single-never.yaml"), "--verbose"]) == 2
    out = capsys.readouterr().out
    assert "ok  Pod/single-never" in out
    assert "ERROR  manifest/unreadable" in out


@pytest.mark.parametrize("form", ["mermaid", "dot"])
@pytest.mark.parametrize("name", NAMES)
def test_every_machine_is_drawn_and_twice_the_same(capsys, name, form):
    assert main(["diagram", name, "--format", form]) == 0
    first = capsys.readouterr().out
    main(["diagram", name, "--format", form])
    assert first == capsys.readouterr().out
    assert all(state.id in first for machine in MACHINES if machine.__name__ == name for state in machine.states)


def test_a_picture_does_not_depend_on_the_order_in_which_a_process_hashes():
    pictures = {python("diagram", "--format", "dot", PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
    assert len(pictures) == 1


def test_a_picture_goes_into_the_file_that_is_named(tmp_path, capsys):
    assert main(["diagram", "stop", "-o", str(tmp_path / "stop.mmd")]) == 0
    main(["diagram", "Stop"])
    assert (tmp_path / "stop.mmd").read_text(encoding="utf-8") == capsys.readouterr().out


def test_a_picture_that_cannot_be_written_is_one_line(tmp_path, capsys):
    missing = tmp_path / "missing" / "stop.mmd"
    assert main(["diagram", "Stop", "-o", str(missing)]) == 2
    assert capsys.readouterr().err == f"podproof: No such file or directory: {missing}\n"


def test_all_machines_are_written_to_a_folder(tmp_path):
    assert main(["diagram", "all", "-o", str(tmp_path)]) == 0
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(NAMES)


def test_a_picture_needs_graphviz_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["diagram", "Stop", "--format", "svg"]) == 2
    assert "svg and png of a graph need Graphviz's program `dot`" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz")
def test_a_picture_is_drawn_where_graphviz_is_installed(tmp_path):
    assert main(["diagram", "Stop", "--format", "svg", "-o", str(tmp_path / "stop.svg")]) == 0
    assert "<svg" in (tmp_path / "stop.svg").read_text(encoding="utf-8")


def test_an_unknown_machine_is_refused_with_the_nearest(capsys):
    assert main(["diagram", "Stopp"]) == 2
    assert "did you mean Stop?" in capsys.readouterr().err
