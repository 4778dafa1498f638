"""The specification agrees with the rows of Kubernetes' own unit tests, and the command says so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from podproof.checker.cli import main
from podproof.checker.conformance.vectors import judged, meets, rows, text
from podproof.spec.kubernetes_tests import answer

FOLDER = Path(__file__).with_name("vectors")
FILES = sorted(path for path in FOLDER.glob("*.json") if path.name != "index.json")
ACCEPTED = {"the row expects nothing"}
"""Why a row may be not modelled."""

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def read(path):
    """The rows of a file."""
    return rows(str(path), text(str(path)))


@every_file
def test_every_row_agrees_or_has_an_accepted_reason(path):
    verdicts = [judged(row, answer) for row in read(path)]
    assert len(verdicts) >= 8
    assert [verdict for verdict in verdicts if verdict.outcome != "agreed" and verdict.reason not in ACCEPTED] == []


def others(value):
    """Values that are not the expected one, but might pass for it."""
    if isinstance(value, bool):
        return [not value, int(value)]
    if isinstance(value, int):
        return [value + 1, str(value)]
    if isinstance(value, list):
        return [[*value, 7], value[:-1]] if value else [[7]]
    return ["Elsewhere", None] if value is not None else ["Elsewhere"]


@every_file
def test_a_changed_expectation_is_never_agreed_with(path):
    missed = [
        (row["id"], name, other)
        for row in read(path)
        for name, value in row["expected"].items()
        if not isinstance(value, dict) and "AtLeast" not in name
        for other in others(value)
        if judged({**row, "expected": {**row["expected"], name: other}}, answer).outcome != "disagreed"
    ]
    assert missed == []


@every_file
def test_a_changed_input_is_read_or_refused_but_never_breaks_the_command(path):
    for row in read(path):
        for name in row["input"]:
            for other in (None, 5, "Elsewhere", [], {}, [5], {"state": 5}):
                judged({**row, "input": {**row["input"], name: other}}, answer)
            judged({**row, "input": {key: value for key, value in row["input"].items() if key != name}}, answer)


def conform(capsys, *arguments):
    """The exit code, stdout and stderr of the command."""
    code = main(["conform", "vectors", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def written(path, *those):
    """A file of these rows."""
    path.write_text(json.dumps(those), encoding="utf-8")
    return path


def tampered():
    """A row of getPhase that expects what is not so."""
    (row,) = (each for each in read(FOLDER / "phase.json") if each["id"] == "phase-003")
    return {**row, "expected": {"phase": "Succeeded"}}


def test_a_folder_is_summed_up_in_a_line_for_each_file_and_one_for_all(capsys):
    code, out, err = conform(capsys, FOLDER)
    assert (code, err) == (0, "")
    lines = [line for line in out.splitlines() if not line.startswith("  ")]
    assert [Path(line.partition(": ")[0]).name for line in lines[:-1]] == [path.name for path in FILES]
    assert lines[-1] == "297 rows, 296 agreed, 1 not modelled"


def test_a_disagreement_is_told_with_the_words_that_decided(capsys, tmp_path):
    code, out, _ = conform(capsys, written(tmp_path / "rows.json", tampered()))
    assert code == 1
    assert "DISAGREED phase-003: pkg/kubelet/kubelet_pods_test.go" in out
    assert 'phase: expected "Succeeded", got "Running"' in out
    assert "decided by counts_as_pending [1.2 1.6], counts_as_ended [1.2 1.7]" in out
    assert max(map(len, out.splitlines()[1:])) <= 80


def test_a_disagreement_about_a_probe_is_told_with_the_transition_that_decided(capsys, tmp_path):
    (row,) = (each for each in read(FOLDER / "probes.json") if each["id"] == "probe-031")
    wrong = {**row, "expected": {"results": ["Failure"] * 16}}
    code, out, _ = conform(capsys, written(tmp_path / "rows.json", wrong))
    assert code == 1
    assert "Readiness.readiness_fails: Failure -> Failure when probes_readiness [6.5]" in " ".join(out.split())


def test_the_document_has_every_verdict_and_the_same_counts(capsys, tmp_path):
    code, out, _ = conform(
        capsys, FOLDER / "restart.json", written(tmp_path / "rows.json", tampered()), "--format=json"
    )
    document = json.loads(out)
    assert code == 1
    assert document["summary"] == {"rows": 33, "agreed": 32, "disagreed": 1, "not modelled": 0, "unreadable": 0}
    (verdict,) = document["files"][1]["verdicts"]
    assert verdict["differences"][0]["name"] == "phase"
    assert verdict["differences"][0]["expected"] == "Succeeded"
    assert verdict["input"] == tampered()["input"]


def test_a_form_that_nobody_knows_is_not_modelled_and_says_so(capsys, tmp_path):
    row = {"id": "new-001", "input": {"function": "unheardOf"}, "expected": {"x": 1}}
    code, out, err = conform(capsys, written(tmp_path / "rows.json", row))
    assert (code, err) == (0, "")
    assert "not modelled: nothing in the specification is asked by a row of unheardOf: new-001" in " ".join(out.split())


def test_an_expectation_that_nobody_knows_does_not_hide_a_disagreement(tmp_path):
    row = {**tampered(), "expected": {"phase": "Succeeded", "unheardOf": 1}}
    assert judged(row, answer).outcome == "disagreed"
    row = {**row, "expected": {"phase": "Running", "unheardOf": 1}}
    assert judged(row, answer).reason == "the specification says nothing of unheardOf here"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[{]", ":1: no JSON: "),
        ("", ":1: no JSON: "),
        ('{"rows": []}', ":1: no list of rows"),
        ("[5]", ": row 1, (no id): a row is an object with id, input and expected"),
        ('[{"id": "x", "input": {}}]', ": row 1, x: a row is an object with id, input and expected"),
        (
            '[{"id": "x", "input": {"function": "TerminatePod", "containers": 5}, "expected": {"phase": "Failed"}}]',
            ": row 1, x: its input has not the form of others of its kind",
        ),
        ("[" * 100_000, ": nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_the_other_files_are_still_judged(capsys, tmp_path, content, message):
    bad = tmp_path / "bad.json"
    bad.write_text(content, encoding="utf-8")
    code, out, err = conform(capsys, bad, FOLDER / "restart.json")
    assert code == 2
    assert err.count("\n") == 1
    assert err.startswith(f"podproof conform vectors: {bad}{message}")
    assert "restart.json: 32 rows, 32 agreed" in out


def test_a_file_that_is_not_there_and_one_that_is_no_text_are_one_line_each(capsys, tmp_path):
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe")
    code, _, err = conform(capsys, tmp_path / "none.json", tmp_path / "bytes.json")
    assert code == 2
    assert [line.partition(".json: ")[2] for line in err.splitlines()] == [
        "No such file or directory; give it files of rows, or their folder",
        "byte 0 is no UTF-8; write the rows as JSON in UTF-8",
    ]


def test_the_index_has_no_rows_and_alone_is_misuse(capsys, tmp_path):
    code, _, err = conform(capsys, FOLDER / "index.json")
    assert (code, err) == (2, "podproof conform vectors: no rows found: give it files of rows, or their folder\n")
    code, _, err = conform(capsys, tmp_path)
    assert (code, err.count("\n")) == (2, 1)


def test_rows_come_from_stdin_too():
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
    assert run.stdout.splitlines()[0] == "-: 8 rows, 8 agreed"


@pytest.mark.parametrize(
    ("expected", "given", "met"),
    [
        (1, True, False),
        ("", None, False),
        ([], (), True),
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": None}, {}, True),
        ([{"type": "A"}, {"type": "B"}], [{"type": "B", "x": 1}, {"type": "A"}], True),
        ([{"name": "A"}, {"name": "B"}], [{"name": "B"}, {"name": "A"}], False),
    ],
)
def test_what_is_given_meets_what_is_expected(expected, given, met):
    assert meets(expected, given) is met
