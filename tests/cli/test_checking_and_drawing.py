"""`check` and `diagram` from the command line."""

import shutil

import pytest
from strategies import FOLDER

from checker.cli import main
from spec.machines import MACHINES

NAMES = [machine.__name__ for machine in MACHINES]


def test_check_tells_a_line_for_each_pod(capsys):
    assert main(["check", str(FOLDER / "single-never.yaml"), str(FOLDER / "hooks.yaml")]) == 0
    first, second, last = capsys.readouterr().out.splitlines()
    assert first.startswith("ok        Pod/single-never")
    assert second.startswith("ok        Pod/hooks")
    assert last == "2 Pods, 0 with a law that is broken or open"


def test_check_without_a_path_guards_the_scenarios_of_the_specification(capsys):
    assert main(["check", "--law", "kill-after-grace", "--faults", "none"]) == 0
    assert capsys.readouterr().out.count("ok ") == len(list(FOLDER.glob("*.yaml")))


def test_check_calls_a_pod_undecided_where_a_bound_is_hit(capsys):
    assert main(["check", str(FOLDER / "hooks.yaml"), "--max-worlds", "50"]) == 3
    assert "UNDECIDED Pod/hooks" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["mermaid", "dot"])
@pytest.mark.parametrize("name", NAMES)
def test_every_machine_is_drawn_and_twice_the_same(capsys, name, form):
    assert main(["diagram", name, "--format", form]) == 0
    first = capsys.readouterr().out
    main(["diagram", name, "--format", form])
    assert first == capsys.readouterr().out
    assert all(state.id in first for machine in MACHINES if machine.__name__ == name for state in machine.states)


def test_all_machines_are_written_to_a_folder(tmp_path):
    assert main(["diagram", "all", "-o", str(tmp_path)]) == 0
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(NAMES)


def test_a_picture_needs_graphviz_and_says_so(tmp_path, capsys):
    path = tmp_path / "stop.svg"
    code = main(["diagram", "Stop", "--format", "svg", "-o", str(path)])
    if shutil.which("dot"):
        assert code == 0
        assert "<svg" in path.read_text(encoding="utf-8")
    else:
        assert code == 2
        assert "install graphviz" in capsys.readouterr().err


def test_an_unknown_machine_is_refused_with_the_nearest(capsys):
    assert main(["diagram", "Stopp"]) == 2
    assert "did you mean Stop?" in capsys.readouterr().err
