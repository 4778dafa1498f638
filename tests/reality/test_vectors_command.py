"""What `conform vectors` prints, and what it says of files that it cannot read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from vector_files import FILES, FOLDER, read, tampered

from podproof.checker.cli import main
from podproof.checker.conformance.vectors import text


def conform(capsys, *arguments):
    """The exit code, stdout and stderr of the command."""
    code = main(["conform", "vectors", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def write(path, *listed):
    """A file of these cases."""
    path.write_text(json.dumps(listed), encoding="utf-8")
    return path


def test_a_file_of_rows_is_read_as_it_is(capsys, tmp_path):
    case = read(FOLDER / "podgc.json")[0]
    row = {"id": "gc", "test": "TestGC", "case": "row 0", "input": case["input"], "expect": case["expected"]}
    (tmp_path / "rows.json").write_text(json.dumps({"source": "gc_controller_test.go", "rows": [row]}))
    code, out, _ = conform(capsys, tmp_path / "rows.json")
    assert code == 0
    assert "1 test case, 1 agreed" in out


def test_a_folder_is_summed_up_in_a_line_for_each_file_and_one_for_all(capsys):
    code, out, err = conform(capsys, FOLDER)
    assert (code, err) == (0, "")
    lines = [line for line in out.splitlines() if not line.startswith("  ")]
    assert [Path(line.partition(": ")[0]).name for line in lines[:-1]] == [path.name for path in FILES]
    assert lines[-1] == "350 test cases, 349 agreed (248 by the model, 101 by arithmetic only), 1 not modeled"


def test_a_disagreement_is_reported_with_the_predicates_that_decided(capsys, tmp_path):
    code, out, _ = conform(capsys, write(tmp_path / "cases.json", tampered()))
    assert code == 1
    assert "DISAGREED phase-003: pkg/kubelet/kubelet_pods_test.go" in out
    assert 'phase: expected "Succeeded", got "Running"' in out
    assert "decided by counts_as_pending [1.2 1.6], counts_as_ended [1.2 1.7]" in out
    assert max(map(len, out.splitlines()[1:])) <= 80


def test_a_disagreement_about_a_probe_is_reported_with_the_transition_that_decided(capsys, tmp_path):
    (case,) = (each for each in read(FOLDER / "probes.json") if each["id"] == "probe-031")
    wrong = {**case, "expected": {"results": ["Failure"] * 16}}
    code, out, _ = conform(capsys, write(tmp_path / "cases.json", wrong))
    assert code == 1
    assert "Readiness.readiness_fails: Failure -> Failure when probes_readiness [6.5]" in " ".join(out.split())


def test_the_document_has_every_verdict_and_the_same_counts(capsys, tmp_path):
    code, out, _ = conform(capsys, FOLDER / "restart.json", write(tmp_path / "cases.json", tampered()), "--format=json")
    document = json.loads(out)
    assert code == 1
    assert document["summary"] == {
        "cases": 33,
        "agreed": 32,
        "disagreed": 1,
        "not modeled": 0,
        "unreadable": 0,
        "agreed by model": 27,
        "agreed by arithmetic": 5,
    }
    (verdict,) = document["files"][1]["verdicts"]
    assert verdict["differences"][0]["name"] == "phase"
    assert verdict["differences"][0]["expected"] == "Succeeded"
    assert verdict["input"] == tampered()["input"]


def test_an_unknown_form_is_not_modeled_and_says_so(capsys, tmp_path):
    case = {"id": "new-001", "input": {"function": "unheardOf"}, "expected": {"x": 1}}
    code, out, err = conform(capsys, write(tmp_path / "cases.json", case))
    assert (code, err) == (0, "")
    assert "not modeled: unknown function or form of case: unheardOf: new-001" in " ".join(out.split())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[{]", ":1: not JSON: "),
        ("", ":1: not JSON: "),
        ('{"rows": 5}', ":1: not a list of cases"),
        ("[5]", ": case 1, (no id): a case is an object with id, input and expected"),
        ('[{"id": "x", "input": {}}]', ": case 1, x: a case is an object with id, input and expected"),
        (
            '[{"id": "x", "input": {"function": "TerminatePod", "containers": 5}, "expected": {"phase": "Failed"}}]',
            ": case 1, x: its input does not have the form of its kind",
        ),
        ("[" * 100_000, ": nested too deeply"),
    ],
)
def test_an_unreadable_file_is_one_line_and_the_other_files_are_still_judged(capsys, tmp_path, content, message):
    bad = tmp_path / "bad.json"
    bad.write_text(content, encoding="utf-8")
    code, out, err = conform(capsys, bad, FOLDER / "restart.json")
    assert code == 2
    assert err.count("\n") == 1
    assert err.startswith(f"podproof conform vectors: {bad}{message}")
    assert "restart.json: 32 test cases, 32 agreed (27 by the model, 5 by arithmetic only)" in out


def test_a_missing_file_and_a_binary_file_are_one_line_each(capsys, tmp_path):
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe")
    code, _, err = conform(capsys, tmp_path / "none.json", tmp_path / "bytes.json")
    assert code == 2
    assert [line.partition(".json: ")[2] for line in err.splitlines()] == [
        "No such file or directory; give it files of test cases, or their folder",
        "byte 0 is not UTF-8; write the cases as JSON in UTF-8",
    ]


def test_the_index_has_no_cases_and_alone_is_misuse(capsys, tmp_path):
    code, _, err = conform(capsys, FOLDER / "index.json")
    assert (code, err) == (
        2,
        "podproof conform vectors: no test cases found: give it files of test cases, or their folder\n",
    )
    code, _, err = conform(capsys, tmp_path)
    assert (code, err.count("\n")) == (2, 1)


def test_cases_are_read_from_stdin_too():
    run = subprocess.run(
        [sys.executable, "-m", "checker", "conform", "vectors", "-"],
        input=text(str(FOLDER / "backoff.json")),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
        cwd=FOLDER.parents[2],
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[0] == "-: 8 test cases, 8 agreed (1 by the model, 7 by arithmetic only)"
