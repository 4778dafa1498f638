"""`conform trace --times`: what comes too early or too late in a recording."""

import json
from pathlib import Path

import jsonschema
import pytest

from podproof.checker.cli import main
from podproof.checker.conformance.instance_times import InstanceTimes
from podproof.checker.times.recorded import TimeJudge
from podproof.spec.observation.number_checks import Instance, Numbers
from podproof.spec.observation.objects import ContainerStateTerminated
from podproof.spec.pod.latencies import MEASURED
from podproof.spec.pod.state import Container, Hook, Pod, Probe

POD = Pod("p", (Container("app"),))
LIVENESS = Pod("p", (Container("app", liveness_probe=Probe("httpGet", period=10)),))


def at(seconds):
    """A time as a status writes it."""
    return f"2026-11-27T10:{seconds // 60:02}:{seconds % 60:02}Z"


def instances(*starts):
    """A container that starts at these seconds and runs for no time."""
    found = InstanceTimes()
    for number, start in enumerate(starts):
        ran = Instance(number, at(start), None, None, True)
        found.note(Numbers(at(0), 1, None, None, frozenset(), at(0), {"app": ran}))
    return found


@pytest.fixture(scope="module")
def judge():
    """The judge of a node as it was measured."""
    return TimeJudge(MEASURED)


def test_five_restarts_in_ten_seconds_are_too_early(judge):
    found = [each.text for each in judge.deviations(POD, instances(0, 2, 4, 6, 8, 10))]
    assert found[0] == "too early by 5.0 s: app: the first start to restart 2 took 4.0 s"
    assert len(found) == 4


def test_restarts_that_keep_the_back_off_are_in_time(judge):
    assert list(judge.deviations(POD, instances(0, 1, 11, 31, 71, 151))) == []


def test_a_probe_may_restart_a_container_again_and_again_without_a_wait(judge):
    assert list(judge.deviations(LIVENESS, instances(0, 20, 40, 60))) == []


def test_a_start_at_the_time_0_is_no_start(judge):
    found = InstanceTimes()
    found.note(
        Numbers(
            at(0), 1, None, None, frozenset(), at(0), {"app": Instance(0, "1970-01-01T00:00:00Z", None, None, True)}
        )
    )
    found.note(Numbers(at(0), 1, None, None, frozenset(), at(0), {"app": Instance(0, "no time", None, None, True)}))
    assert list(found.starts("app")) == []


def test_a_recording_whose_restarts_come_too_early_fails_and_says_by_how_much(tmp_path, capsys):
    recording = tmp_path / "fast.jsonl"
    recording.write_text("\n".join(json.dumps(event) for event in restarts(0, 2, 4)) + "\n")
    assert main(["conform", "trace", str(recording), "--times"]) == 1
    printed = capsys.readouterr().out
    assert "too early by 5.0 s: app: the first start to restart 2 took 4.0 s" in printed
    assert "Times: 1 too early, 0 too late for a node that restarts a container within 2.1 s" in printed


def restarts(*starts):
    """Watch events of a Pod whose container starts at these seconds, as a kubelet publishes them."""
    for number, start in enumerate(starts):
        ended = {"exitCode": 1, "reason": "Error", "startedAt": at(starts[number - 1]), "finishedAt": at(start - 1)}
        status = {"name": "app", "restartCount": number, "ready": True, "started": True, "image": "i", "imageID": "i"}
        status |= {"state": {"running": {"startedAt": at(start)}}, "lastState": {"terminated": ended} if number else {}}
        conditions = [
            {"type": each, "status": "True"} for each in ("PodScheduled", "Initialized", "ContainersReady", "Ready")
        ]
        yield {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {"name": "p", "uid": "1", "creationTimestamp": at(0), "resourceVersion": str(number + 1)},
            "spec": {"containers": [{"name": "app", "image": "i"}], "nodeName": "n"},
            "status": {
                "phase": "Running",
                "startTime": at(0),
                "conditions": conditions,
                "containerStatuses": [status],
            },
        }


def test_a_node_that_is_declared_slower_puts_a_late_restart_within_its_bounds(tmp_path, capsys):
    folder = Path(tmp_path)
    (folder / "late.jsonl").write_text("\n".join(json.dumps(event) for event in restarts(0, 9)) + "\n")
    (folder / "slow.toml").write_text('[time.node]\nrelist = "0s..8s"\n')
    judged = ["conform", "trace", str(folder / "late.jsonl"), "--fit"]
    assert main(judged) == 0
    assert main([*judged, "--config", str(folder / "slow.toml")]) == 0
    assert "0 too late for a node that restarts a container within 8.8 s" in capsys.readouterr().out


def test_the_json_of_times_is_as_its_schema_describes(tmp_path, capsys):
    recording = tmp_path / "fast.jsonl"
    recording.write_text("\n".join(json.dumps(event) for event in restarts(0, 2, 4)) + "\n")
    assert main(["conform", "trace", str(recording), "--times", "--format", "json"]) == 1
    line = json.loads(capsys.readouterr().out.splitlines()[0])
    jsonschema.validate(line, json.loads((Path(__file__).parents[2] / "docs/trace.schema.json").read_text()))
    assert line["times"] == [{"container": "app", "what": "the first start to restart 2", "seconds": 4, "by": -5}]


def late(tmp_path, name, seconds):
    """A recording in which the first restart comes so long after the exit."""
    events = list(restarts(0, 30))
    ended = events[1]["object"] if "object" in events[1] else events[1]
    ended["status"]["containerStatuses"][0]["lastState"]["terminated"]["finishedAt"] = at(30 - seconds)
    file = tmp_path / name
    file.write_text("\n".join(map(json.dumps, events)) + "\n")
    return str(file)


def test_the_node_that_fits_is_as_slow_as_the_latest_restart_of_all_recordings(tmp_path, capsys):
    files = [late(tmp_path, "very.jsonl", 12), late(tmp_path, "hardly.jsonl", 6)]
    assert main(["conform", "trace", *files, "--fit"]) == 0
    assert "Fit: a relist and a create of 11.0 s together" in capsys.readouterr().out


def test_the_node_that_fits_accepts_each_pod_as_late_as_recorded(tmp_path, capsys):
    (event,) = restarts(0)
    event["status"]["startTime"] = at(9)
    file = tmp_path / "accepted.jsonl"
    file.write_text(json.dumps(event) + "\n")
    assert main(["conform", "trace", str(file), "--fit"]) == 0
    assert "Fit: with a schedule of 8.0 s every kubelet accepts its Pod in time" in capsys.readouterr().out


def test_a_sigkill_after_a_deletion_shows_how_long_a_signal_takes(judge):
    found = InstanceTimes()
    ended = ContainerStateTerminated(exitCode=137, reason="Error", startedAt=at(0), finishedAt=at(55))
    found.note(Numbers(at(0), 2, at(50), 30, frozenset(), None, {"app": Instance(0, at(0), ended, None, False)}))
    assert judge.needed(POD, found) == {"signal": 4}
    hook = POD._replace(members=(Container("app", pre_stop=Hook("exec")),))
    assert judge.needed(hook, found) == {}
