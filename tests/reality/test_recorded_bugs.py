"""A recording that a known bug of its version explains is illegal, and the verdict names the bug."""

import json
from pathlib import Path

import pytest

from podproof.checker.cli import main

SHUTDOWN = Path(__file__).with_name("cases") / "10-shutdown-running-terminated" / "watch.jsonl"
"""A Pod of 1.22 that stays Running, with reason Terminated, after a shutdown of its node."""


@pytest.fixture
def judged(capsys):
    """What is said of a recording, by a version."""

    def judged(path, version, *options):
        code = main(["conform", "trace", str(path), "--kubernetes", version, *options])
        return code, capsys.readouterr().out

    return judged


@pytest.fixture
def evicted(tmp_path):
    """The same Pod, evicted: it is Failed and, a moment later, Running again."""
    events = [json.loads(line) for line in SHUTDOWN.read_text(encoding="utf-8").splitlines()]
    failed = json.loads(json.dumps(events[2]))
    status = failed["object"]["status"]
    ended = {
        "exitCode": 137,
        "reason": "Error",
        "startedAt": "2026-03-02T09:00:04Z",
        "finishedAt": "2026-03-02T09:02:53Z",
    }
    status["containerStatuses"][0] |= {"ready": False, "started": False, "state": {"terminated": ended}}
    for condition in status["conditions"]:
        if condition["type"] in ("Ready", "ContainersReady"):
            condition |= {"status": "False", "lastTransitionTime": "2026-03-02T09:02:54Z"}
    again = json.loads(json.dumps(failed))
    status |= {"phase": "Failed", "reason": "Evicted"}
    for number, event in enumerate((*events[:3], failed, again)):
        event["object"]["metadata"]["resourceVersion"] = str(1000 + number)
    path = tmp_path / "watch.jsonl"
    path.write_text("\n".join(map(json.dumps, (*events[:3], failed, again))), encoding="utf-8")
    return path


@pytest.mark.parametrize("version", ["1.22", "1.22.4", "1.23.0"])
def test_a_regression_of_a_version_explains_its_recording(judged, version):
    code, out = judged(SHUTDOWN, version)
    assert code == 1
    assert "a bug of this version: kubernetes#104531 (1.22.0 to 1.22.4, 1.23.0)" in " ".join(out.split())


@pytest.mark.parametrize("version", ["1.21", "1.22.5", "1.23.1", "1.24"])
def test_a_version_without_the_bug_is_not_excused_by_it(judged, version):
    code, out = judged(SHUTDOWN, version)
    assert code == 1
    assert "a bug of this version" not in out


def test_an_evicted_pod_that_runs_again_is_the_bug_of_its_version(judged, evicted):
    assert "kubernetes#105358" in judged(evicted, "1.22.2")[1]
    assert "kubernetes#" not in judged(evicted, "1.22.3")[1]


def test_two_bugs_explain_an_observation_that_neither_explains_alone(judged, evicted):
    """Evicted, the Pod runs again (#105358), and a shutdown leaves it Running with reason Terminated (#104531)."""
    *_, shut_down = SHUTDOWN.read_text(encoding="utf-8").splitlines()
    event = json.loads(shut_down.replace("09:02:5", "09:05:5").replace("09:00:04Z", "09:03:04Z"))
    event["object"]["metadata"]["resourceVersion"] = "1004"
    event["object"]["status"]["containerStatuses"][0]["restartCount"] = 1
    lines = evicted.read_text(encoding="utf-8").splitlines()[:4]
    evicted.write_text("\n".join((*lines, json.dumps(event))), encoding="utf-8")
    _, out = judged(evicted, "1.22.0")
    _, _, together = " ".join(out.split()).partition("bugs of this version, together: ")
    assert together.startswith("kubernetes#104531 (")
    assert " And kubernetes#105358 (" in together


def test_json_names_the_bug(judged):
    _, out = judged(SHUTDOWN, "1.22.0", "--format", "json")
    assert json.loads(out.splitlines()[0])["bugs"] == [
        [{"name": "kubernetes#104531", "versions": "1.22.0 to 1.22.4, 1.23.0"}]
    ]
