"""`conform trace` and `conform phases`, run as commands."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import zstandard
from processes import python

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/trace.schema.json").read_text(encoding="utf-8"))
RECORDED = ROOT / "tests/reality/traces/v1.36.2.jsonl.zst"


@pytest.fixture(scope="module")
def recorded():
    """The watch events of one Pod, by its name."""
    lines = zstandard.decompress(RECORDED.read_bytes()).decode().splitlines()

    def of(name):
        return [event for event in map(json.loads, lines) if event["object"]["metadata"]["name"] == name]

    return of


def write(path, events):
    path.write_text("".join(f"{json.dumps(event)}\n" for event in events), encoding="utf-8")
    return str(path)


@pytest.fixture
def legal(tmp_path, recorded):
    """A recording of a legal Pod."""
    return write(tmp_path / "legal.jsonl", recorded("del-two-mixed"))


@pytest.fixture
def illegal(tmp_path, recorded):
    """A recording of a Pod whose phase is Failed and then Running."""
    events = recorded("single-exit1-never")
    events[-1]["object"]["status"]["phase"] = "Running"
    return write(tmp_path / "illegal.jsonl", events)


def test_a_legal_recording_gets_one_line_and_exit_code_0(legal):
    run = python("conform", "trace", legal)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [
        f"legal    default/del-two-mixed {legal}: 10 observations",
        "1 Pod in 10 observations: 1 legal, 0 illegal",
    ]


def test_an_illegal_recording_gets_its_line_the_change_the_law_and_the_trace_before(illegal):
    run = python("conform", "trace", illegal)
    assert run.returncode == 1
    assert f"ILLEGAL  default/single-exit1-never {illegal}:8\n" in run.stdout
    assert "    phase: Failed → Running\n" in run.stdout
    assert "cannot be: phase Running; legal here: Failed\n" in run.stdout
    assert "law failed-is-final" in run.stdout
    assert "kubelet   publishes the status: Failed\n     seen in line 7\n" in run.stdout


def test_a_trace_explains_every_observation_of_a_legal_recording(legal):
    run = python("conform", "trace", "--explain", legal)
    assert "b exits with an error" in run.stdout
    assert [f"seen in line {line}" in run.stdout for line in (1, 5, 10)] == [True] * 3
    assert max(map(len, run.stdout.splitlines()[1:-1])) <= 80


def test_json_has_a_line_for_each_pod_and_a_summary(legal, illegal):
    run = python("conform", "trace", "--format", "json", legal, illegal)
    one, other, last = map(json.loads, run.stdout.splitlines())
    assert (one["legal"], other["legal"], other["line"], other["after"]) == (True, False, 8, 7)
    assert [(law["name"], law["rules"]) for law in other["laws"]] == [
        ("failed-is-final", ["1.13", "1.16", "11.1", "11.9a"])
    ]
    assert other["conflicts"] == [{"facts": ["phase Running"], "legal": ["Failed"]}]
    assert (last["summary"]["legal"], last["summary"]["illegal"]) == (1, 1)


def trace_json(*arguments):
    """The lines of the JSON report, each as the schema describes it."""
    run = python("conform", "trace", "--format", "json", *arguments)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    for line in lines:
        jsonschema.validate(line, SCHEMA)
    return lines


def test_json_has_the_same_reasons_as_the_text(illegal):
    found, _ = trace_json(illegal)
    assert found["changes"] == ["phase: Failed → Running"]
    assert found["blocked"][0]["conditions"] == ["publishes_running (The phase to publish is Running. [1.6 1.7 1.10])"]
    assert [each["line"] for each in found["trace"]["seen"]] == list(range(1, 8))
    assert found["trace"]["lines"][-1]["text"] == "publishes the status: Failed"
    assert found["trace"]["seen"][-1]["step"] == found["trace"]["lines"][-1]["number"]


def test_json_lists_no_transition_that_the_pod_can_never_take(tmp_path, recorded):
    events = recorded("single-exit1-never")
    for event in events[3:]:
        event["object"]["status"]["containerStatuses"][0]["state"] = {"waiting": {"reason": "InvalidImageName"}}
    found, _ = trace_json(write(tmp_path / "waiting.jsonl", events))
    assert (found["line"], found["laws"], found["blocked"]) == (4, [], [])


def test_json_names_the_numbers_that_violate_a_rule_and_has_the_trace_before(tmp_path, recorded):
    events = recorded("del-two-mixed")
    del events[-1]["object"]["metadata"]["deletionTimestamp"]
    found, _ = trace_json(write(tmp_path / "undeleted.jsonl", events))
    assert [each["rules"] for each in found["violations"]] == [["9.4", "11.9d"]]
    assert [each["name"] for each in found["laws"]] == ["deletion-is-never-undone"]
    assert found["conflicts"] == found["blocked"] == []
    assert found["trace"]["seen"][-1]["line"] == found["after"]


def test_json_has_the_trace_of_a_legal_pod_only_on_request(legal):
    explained, _ = trace_json(legal, "--explain")
    judged, _ = trace_json(legal)
    assert explained["trace"]["seen"][-1]["line"] == 10
    assert judged["trace"] is None


def test_an_illegal_first_observation_has_no_trace(tmp_path, recorded):
    (event, *_) = recorded("single-exit1-never")
    event["object"]["status"]["phase"] = "Melted"
    found, _ = trace_json(write(tmp_path / "melted.jsonl", [event]))
    assert (found["after"], found["trace"]) == (None, None)


def test_an_unreadable_document_is_reported_with_its_line_and_the_rest_is_judged(tmp_path, legal):
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"type": "MOD\n' + Path(legal).read_text(encoding="utf-8"), encoding="utf-8")
    run = python("conform", "trace", str(broken), str(tmp_path / "none"), legal)
    assert run.returncode == 2
    assert run.stderr.splitlines() == [
        f"{broken}:1: error: the JSON document ends in the middle",
        f"{tmp_path / 'none'}: error: No such file or directory",
    ]
    assert "2 Pods in 20 observations: 2 legal, 0 illegal" in run.stdout


def test_a_recording_without_a_pod_is_an_error(tmp_path):
    empty = tmp_path / "empty"
    empty.write_text("", encoding="utf-8")
    run = python("conform", "trace", str(empty))
    assert (run.returncode, "no Pod in it" in run.stderr) == (2, True)


def test_a_recording_of_another_version_than_the_one_asked_for_is_doubted(tmp_path):
    lines = zstandard.decompress(RECORDED.with_name("v1.20.2.jsonl.zst").read_bytes()).splitlines()
    old = [json.loads(line) for line in lines if b'"single-exit1-never"' in line]
    run = python("conform", "trace", write(tmp_path / "old.jsonl", old))
    assert "warning: Pods of a kubelet older than the 1.36" in run.stderr


def test_a_stream_is_judged_while_it_is_still_being_written(recorded):
    """The pipe stays open while the test waits for the verdict: only the line of the deleted Pod can cause it."""
    command = [sys.executable, "-m", "checker", "conform", "trace", "-"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        for name in ("del-two-mixed", "del-crashloop"):
            for event in recorded(name):
                run.stdin.write(f"{json.dumps(event)}\n")
            run.stdin.flush()
            verdict = run.stdout.readline()
            assert verdict == f"legal    default/{name} -: {len(recorded(name))} observations\n"
        run.stdin.close()
        assert run.stdout.read() == "2 Pods in 27 observations: 2 legal, 0 illegal\n"
    assert run.returncode == 0


POSSIBLE = {
    "Pending,Running,Failed": [],
    "Pending,Running,Succeeded": ["--policy", "OnFailure"],
    "pending,running,CrashLoopBackOff,Running,Completed": ["--policy", "OnFailure"],
    "ContainerCreating,Running,Error,Running": [],
    "Pending,Terminating": [],
}
IMPOSSIBLE = {
    "Pending,Running,Failed,Running": ("failed-is-final", []),
    "Pending,Running,Error,Running": ("start_is_due", ["--policy", "Never"]),
    "Pending,Running,Succeeded,Failed": ("succeeded-is-final", ["--policy", "OnFailure"]),
    "Pending,Running,Pending": ("publishes_pending", []),
}


@pytest.mark.parametrize("row", POSSIBLE)
def test_a_possible_sequence_of_phases_has_a_trace(row):
    run = python("conform", "phases", row, *POSSIBLE[row])
    assert run.returncode == 0
    assert run.stdout.startswith("possible ")
    assert run.stdout.count("     shows ") == row.count(",") + 1


@pytest.mark.parametrize("row", IMPOSSIBLE)
def test_an_impossible_sequence_of_phases_has_a_law_or_a_guard_that_forbids_it(row):
    reason, options = IMPOSSIBLE[row]
    run = python("conform", "phases", row, *options)
    assert (run.returncode, run.stdout.startswith("IMPOSSIBLE "), reason in run.stdout) == (1, True, True)


def test_a_sequence_of_phases_of_a_pod_in_a_file_is_answered_as_json(tmp_path):
    pod = tmp_path / "pod.yaml"
    pod.write_text(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  initContainers: [{name: i, image: i}]\n"
        "  containers: [{name: a, image: i}]\n",
        encoding="utf-8",
    )
    run = python("conform", "phases", "Init:0/1,Init:Error,Init:0/1,Running", str(pod), "--format", "json")
    answer = json.loads(run.stdout)
    assert (answer["possible"], len(answer["made"])) == (True, 4)


def test_a_misspelt_phase_is_refused_with_the_nearest_predicate():
    run = python("conform", "phases", "Pending,CrashLoopBackof")
    assert (run.returncode, "did you mean CrashLoopBackOff?" in run.stderr) == (2, True)


def test_a_folder_is_summarized_by_cluster_and_legal_pods_are_not_listed(recorded, tmp_path):
    event = {"apiVersion": "v1", "kind": "Event", "reason": "Failed", "count": 4}
    about = {"kind": "Pod", "namespace": "default", "name": "single-exit1-never"}
    for cluster in ("eu", "us"):
        (tmp_path / cluster).mkdir()
        write(tmp_path / cluster / "w.jsonl", [event | {"involvedObject": about}, *recorded("single-exit1-never")])
    asked = "--summary", f"json={tmp_path / 's.json'}", "--summary", "text"
    ran = python("conform", "trace", "-q", str(tmp_path), *asked)
    first, second, *_ = ran.stdout.splitlines()
    assert (ran.returncode, second) == (0, "Summary: 2 Pods")
    assert first == "2 Pods in 16 observations: 2 legal, 0 illegal, 2 objects of other kinds skipped"
    document = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert [(each["cluster"], each["pods"]) for each in document["groups"]] == [("eu", 1), ("us", 1)]
    assert [(each["name"], each["pods"]) for each in document["total"]["seen"]] == [("Failed", 2)]
