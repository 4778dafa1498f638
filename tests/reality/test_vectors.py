"""The specification agrees with the test cases of Kubernetes' own unit tests, and the command says so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from podproof.checker.cli import main
from podproof.checker.conformance.vectors import cases, judge, meets, text
from podproof.spec.kubernetes_tests import FORMS, FUNCTIONS, answer
from podproof.spec.kubernetes_tests.decisions import Decider, Decision
from podproof.spec.kubernetes_tests.reads import UNASKED

FOLDER = Path(__file__).with_name("vectors")
FILES = sorted(path for path in FOLDER.glob("*.json") if path.name != "index.json")
ACCEPTED = {"the case expects nothing"}
"""Why a case may be not modeled."""

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def read(path):
    """The test cases of a file."""
    return cases(str(path), text(str(path)))


@every_file
def test_every_case_agrees_or_has_an_accepted_reason(path):
    verdicts = [judge(case, answer) for case in read(path)]
    assert len(verdicts) >= 8
    assert [verdict for verdict in verdicts if verdict.outcome != "agreed" and verdict.reason not in ACCEPTED] == []


@pytest.mark.parametrize("more", [{"hostUsers": False}, {"pod": {"containers": [{"name": "app", "stdin": True}]}}])
def test_a_case_with_a_key_that_nothing_reads_is_not_modeled(more):
    case = {"input": {"kind": "computePodActions", **more}, "expected": {"killPod": True}}
    assert judge(case, answer).outcome == "not modeled"


@pytest.mark.parametrize("phase", ["Succeeded", "Failed"])
def test_how_many_finished_pods_are_kept_is_not_modeled(phase):
    case = {"input": {"phase": phase, "nodeName": "node", "terminatedThreshold": 1}, "expected": {"deleted": True}}
    assert judge(case, answer).outcome == "not modeled"


def printed(**given):
    """The columns of a status with these regular containers, unless the case says otherwise."""
    case = {"initKinds": [], "specContainers": 2, "phase": "Running", **given}
    return {name: decided.value for name, decided in answer(case).items()}


COMPLETED = {"state": "terminated", "reason": "Completed", "exitCode": 0, "restarts": 0}
FAILED = {"state": "terminated", "reason": "", "exitCode": 3, "restarts": 4, "last": "3m20s"}
WAITING = {"state": "waiting", "reason": "AnyReasonAtAll", "restarts": 7, "last": "50s"}
RUNNING = {"state": "running", "ready": True, "restarts": 0}


@pytest.mark.parametrize(
    ("given", "columns"),
    [
        ({"containerStatuses": [COMPLETED, FAILED]}, ("0/2", "ExitCode:3", "4 (3m20s ago)")),
        ({"containerStatuses": [COMPLETED, FAILED], "kubernetes": 34}, ("0/2", "Completed", "4 (3m20s ago)")),
        ({"containerStatuses": [FAILED, WAITING]}, ("0/2", "ExitCode:3", "11 (50s ago)")),
        ({"containerStatuses": [WAITING, RUNNING]}, ("1/2", "AnyReasonAtAll", "7 (50s ago)")),
        ({"containerStatuses": [COMPLETED, RUNNING], "conditions": {"Ready": "True"}}, ("1/2", "Running", "0")),
        ({"containerStatuses": [RUNNING], "deleting": True, "statusReason": "NodeLost"}, ("1/2", "Unknown", "0")),
        ({"initKinds": ["init"], "initStatuses": [FAILED]}, ("0/2", "Init:ExitCode:3", "4 (3m20s ago)")),
        ({"conditions": {"PodScheduled": "False/SchedulingGated"}}, ("0/2", "SchedulingGated", "0")),
    ],
)
def test_any_status_is_printed_as_kubectl_prints_it(given, columns):
    assert tuple(printed(**given)[name] for name in ("ready", "status", "restarts")) == columns


def decides(**decisions):
    """A question that has these answers."""
    return lambda case: decisions


def test_an_answer_that_nothing_decides_is_no_agreement():
    case = {"input": {}, "expected": {"killed": []}}
    assert judge(case, decides(killed=Decision([], ()))).outcome == "not modeled"


@pytest.mark.parametrize(
    ("expected", "outcome"), [(["a", "b"], "agreed"), (["b", "a"], "not modeled"), (["a", "c"], "disagreed")]
)
def test_an_order_that_nothing_decides_is_not_modeled(expected, outcome):
    by = (Decider("any predicate [1.2]"),)
    case = {"input": {}, "expected": {"killed": expected}}
    assert judge(case, decides(killed=Decision(["a", "b"], by, in_order=False))).outcome == outcome


def test_a_file_of_rows_is_read_as_it_is(capsys, tmp_path):
    case = read(FOLDER / "podgc.json")[0]
    row = {"id": "gc", "test": "TestGC", "case": "row 0", "input": case["input"], "expect": case["expected"]}
    (tmp_path / "rows.json").write_text(json.dumps({"source": "gc_controller_test.go", "rows": [row]}))
    code, out, _ = conform(capsys, tmp_path / "rows.json")
    assert code == 0
    assert "1 test case, 1 agreed" in out


def test_only_known_forms_have_keys_on_which_an_answer_does_not_depend():
    assert UNASKED.keys() - {""} <= (FUNCTIONS | FORMS).keys()


@every_file
def test_a_case_of_any_form_with_a_further_key_is_not_modeled(path):
    agreed = [case for case in read(path) if judge(case, answer).outcome == "agreed"]
    for case in agreed:
        more = {**case, "input": {**case["input"], "unheardOf": 1}}
        assert judge(more, answer).reason == "nothing reads unheardOf of such a case"


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
        (case["id"], name, other)
        for case in read(path)
        for name, value in case["expected"].items()
        if not isinstance(value, dict) and "AtLeast" not in name
        for other in others(value)
        if judge({**case, "expected": {**case["expected"], name: other}}, answer).outcome != "disagreed"
    ]
    assert missed == []


@every_file
def test_a_changed_input_is_read_or_refused_but_never_breaks_the_command(path):
    for case in read(path):
        for name in case["input"]:
            for other in (None, 5, "Elsewhere", [], {}, [5], {"state": 5}):
                judge({**case, "input": {**case["input"], name: other}}, answer)
            judge({**case, "input": {key: value for key, value in case["input"].items() if key != name}}, answer)


def conform(capsys, *arguments):
    """The exit code, stdout and stderr of the command."""
    code = main(["conform", "vectors", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def write(path, *listed):
    """A file of these cases."""
    path.write_text(json.dumps(listed), encoding="utf-8")
    return path


def tampered():
    """A case of getPhase with a wrong expectation."""
    (case,) = (each for each in read(FOLDER / "phase.json") if each["id"] == "phase-003")
    return {**case, "expected": {"phase": "Succeeded"}}


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


def test_an_unknown_expectation_does_not_hide_a_disagreement(tmp_path):
    case = {**tampered(), "expected": {"phase": "Succeeded", "unheardOf": 1}}
    assert judge(case, answer).outcome == "disagreed"
    case = {**case, "expected": {"phase": "Running", "unheardOf": 1}}
    assert judge(case, answer).reason == "the specification says nothing about unheardOf here"


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


@pytest.mark.parametrize(("inits", "started"), [([], [0, 1, 2]), ([{"name": "init"}], [])])
def test_a_new_sandbox_starts_what_exited_under_its_own_never_unless_an_init_container_comes_first(inits, started):
    (case,) = (case for case in read(FOLDER / "actions.json") if case["id"] == "act-083")
    pod = case["input"]["pod"]
    pod["initContainers"], pod["containers"][1]["restartPolicy"] = inits, "Never"
    answered = answer(case["input"])
    assert answered["createSandbox"].value
    assert answered["containersToStart"].value == started
    assert answered["initContainersToStart"].value == [0] * len(inits)


def test_a_pod_whose_containers_all_restart_gets_the_sandbox_that_it_lost_even_under_never():
    (case,) = (case for case in read(FOLDER / "actions.json") if case["id"] == "act-025")
    case["input"]["pod"]["restartPolicy"] = "Never"
    case["input"]["status"]["sandbox"] |= {"state": "NOTREADY", "attempt": 1}
    answered = answer(case["input"])
    assert (answered["killPod"].value, answered["createSandbox"].value) == (True, True)
    assert [each["name"] for each in answered["containersToReset"].value] == [
        each["name"] for each in case["expected"]["containersToReset"]
    ]


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
