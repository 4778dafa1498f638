"""`explore` from the command line: what it prints, where, and with which exit code."""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from strategies import FOLDER

from checker.cli import main

SEEDS = Path(__file__).parent / "manifests"
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "explore.schema.json").read_text(encoding="utf-8"))
SMALL = str(FOLDER / "single-never.yaml")


def python(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    """A run of the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        **options,
    )


def test_without_an_argument_the_shipped_example_is_explored_and_proves_all_laws(capsys):
    assert main(["explore"]) == 0
    out = capsys.readouterr().out
    assert "Pod default/web" in out
    assert re.search(r"\d+ hold, \d+ not applicable\n", out)


def test_the_five_seed_manifests_are_explored_with_warnings_only(capsys):
    assert main(["explore", str(SEEDS), "--law", "kill-after-grace"]) == 0
    out, err = capsys.readouterr()
    assert out.count("1 hold") == 5
    assert "liveness-exec.yaml:15:7: warning: unknown field `initialDelaySecond`" in err
    assert "did you mean `periodSeconds`? Kubernetes ignores it: periodSeconds stays at its default 10" in err


def test_the_values_that_really_apply_are_shown(capsys):
    main(["explore", str(SEEDS / "liveness-exec.yaml"), "--settings", "--law", "kill-after-grace"])
    assert "livenessProbe.periodSeconds = 10  (default)" in capsys.readouterr().out


@pytest.mark.parametrize("engine", ["graph", "symbolic", "auto"])
def test_every_engine_gives_the_same_answer(capsys, engine):
    assert main(["explore", SMALL, "--format", "json", "--engine", engine]) == 0
    (pod,) = json.loads(capsys.readouterr().out)["pods"]
    assert [pod["size"]["worlds"], pod["size"]["transitions"]] == [3023, 14220]
    assert {law["outcome"] for law in pod["laws"]} == {"holds", "not applicable"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["explore"],
        ["explore", "--bug", "83705"],
        ["explore", "--max-worlds", "100"],
        ["explore", str(SEEDS), "--story", "Gone"],
    ],
    ids=["the example", "a violation", "a bounded run", "warnings and stories"],
)
def test_the_json_report_obeys_its_schema(capsys, arguments):
    main([*arguments, "--format", "json"])
    jsonschema.validate(json.loads(capsys.readouterr().out), SCHEMA)


def test_a_story_is_numbered_lines_in_the_words_of_kubectl(capsys):
    assert main(["explore", SMALL, "--story", "succeeded", "--faults", "none"]) == 0
    story = capsys.readouterr().out.split("Succeeded: 8 steps (shortest)")[1]
    assert re.search(r"WHO +WHAT +STATUS +READY RESTARTS", story)
    assert re.search(r"4\. kubelet +starts app +Pending +1/1", story)
    assert re.search(r"8\. kubelet +publishes the status: Succeeded", story)


def test_a_law_can_be_asked_for_its_witness(capsys):
    assert main(["explore", SMALL, "--law", "never-means-once", "--story", "kill-after-grace"]) == 0
    assert "kill-after-grace (witness)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--story", "Succeded"], "did you mean Succeeded?"),
        (["--law", "kill-after-grce"], "did you mean kill-after-grace?"),
        (["--faults", "sandbx"], "did you mean sandbox?"),
        (["--kubernetes", "1.99"], "choose from 1.20 to 1.36"),
        (["--bug", "1"], "there is no bug"),
    ],
)
def test_an_unknown_name_is_misuse_and_the_nearest_is_offered(capsys, arguments, hint):
    assert main(["explore", SMALL, *arguments]) == 2
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--kubernetes", "banana"], ["--max-worlds", "0"], ["--timeout", "-1"], ["--memory", "x"]]
)
def test_a_value_that_is_none_is_misuse(capsys, arguments):
    with pytest.raises(SystemExit, match="2"):
        main(["explore", SMALL, *arguments])
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("bound", [["--max-worlds", "100"], ["--timeout", "0.001"], ["--memory", "1M"]])
def test_a_bound_that_is_hit_is_said_and_nothing_is_called_proved(capsys, bound):
    assert main(["explore", str(FOLDER / "sidecars-hooks.yaml"), *bound]) == 3
    out = capsys.readouterr().out
    assert "NOT COMPLETE: stopped: " in out
    assert not re.search(r"^  holds +kill-after-grace", out, re.MULTILINE)


def test_without_faults_what_only_faults_bring_is_impossible(capsys):
    main(["explore", SMALL, "--faults", "none", "--format", "json"])
    (pod,) = json.loads(capsys.readouterr().out)["pods"]
    reachable = {each["name"]: each["reachable"] for each in pod["situations"]}
    assert not (reachable["KubeletDown"] or reachable["SandboxLost"] or reachable["Unknown"])


def test_an_older_kubernetes_behaves_as_it_did(capsys):
    assert main(["explore", SMALL, "--kubernetes", "1.20", "--format", "json"]) == 0
    (pod,) = json.loads(capsys.readouterr().out)["pods"]
    outcomes = {law["name"]: law["outcome"] for law in pod["laws"]}
    assert pod["kubernetes"] == "1.20"
    assert outcomes["ended-means-stopped"] == "not applicable"


def test_the_laws_and_situations_can_be_listed(capsys):
    assert main(["explore", "--list-laws"]) == 0
    out = capsys.readouterr().out
    assert "kill-after-grace" in out
    assert "CrashLoopBackOff" in out


@pytest.mark.parametrize("suffix", ["json", "graphml", "dot", "aut"])
def test_the_graph_of_a_pod_is_written_in_every_format(tmp_path, capsys, suffix):
    path = tmp_path / f"graph.{suffix}"
    assert main(["explore", SMALL, "--faults", "none", "--graph", str(path)]) == 0
    assert path.stat().st_size > 1000


def test_a_graph_that_is_too_large_says_how_to_fold_it(tmp_path, capsys):
    assert main(["explore", SMALL, "--graph", str(tmp_path / "graph.dot")]) == 2
    assert "--fold joins those that look alike" in capsys.readouterr().err


def test_a_folded_graph_shows_the_columns_of_kubectl(tmp_path, capsys):
    path = tmp_path / "graph.dot"
    assert main(["explore", SMALL, "--graph", str(path), "--fold"]) == 0
    assert "status: Completed" in path.read_text(encoding="utf-8")


def test_piped_output_has_no_colours_and_fits_eighty_columns():
    run = python("explore", SMALL, "--story", "Killed", "--story", "Gone")
    assert run.returncode == 0
    assert "\x1b" not in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 80
    assert run.stderr == ""


def test_a_reader_that_leaves_early_is_no_error():
    command = f"{sys.executable} -m checker explore --list-laws | head -1"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert run.stderr == ""


def test_help_is_there_at_once_and_for_every_verb():
    run = python("--help")
    assert run.returncode == 0
    for verb in re.findall(r"^    (\w+) ", run.stdout, re.MULTILINE):
        assert python(verb, "--help").returncode == 0


def test_the_command_line_imports_nothing_heavy_before_it_must():
    heavy = ("statemachine", "networkx", "oxidd", "rich", "yaml", "hypothesis")
    code = f"import sys, checker.cli; print([each for each in {heavy} if each in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
