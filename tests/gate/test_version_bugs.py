"""A verdict is true of one version of Kubernetes: it names the known bugs by which this version breaks laws."""

import json
from pathlib import Path

import pytest

from podproof import explore, read
from podproof.checker.cli import main
from podproof.checker.gate.version_bugs import version_bugs
from podproof.spec.pod.state import Container, Pod, Probe
from podproof.spec.pod.versions import Version

POD = """
apiVersion: v1
kind: Pod
metadata: {name: slow}
spec:
  containers:
  - name: app
    image: registry.example/app:1
    startupProbe: {exec: {command: ["true"]}, failureThreshold: 1}
    livenessProbe: {exec: {command: ["true"]}, failureThreshold: 1}
"""

SLOW = Pod("slow", (Container("app", startup_probe=Probe("exec"), liveness_probe=Probe("exec")),))
PLAIN = Pod("plain", (Container("app"),))


@pytest.fixture
def manifest(tmp_path, monkeypatch):
    """The manifest of a Pod whose startup probe guards its liveness probe."""
    monkeypatch.chdir(tmp_path)
    Path("pod.yaml").write_text(POD, encoding="utf-8")
    return "pod.yaml"


@pytest.fixture
def answer(manifest, capsys):
    """What a command says of it, with the exit code."""

    def answer(*arguments):
        code = main([arguments[0], manifest, "--faults", "none", *arguments[1:]])
        return code, " ".join(capsys.readouterr().out.split())

    return answer


@pytest.mark.parametrize(
    ("version", "bugs"),
    [
        (Version(36), ["kubernetes#141155", "kubernetes#138889"]),
        (Version(21), ["kubernetes#101064"]),
        (Version(21, 0), ["kubernetes#101064"]),
        (Version(21, 1), []),
        (Version(28), []),
    ],
)
def test_a_version_has_the_bugs_of_its_patch_that_concern_the_pod(version, bugs):
    named = [bug.name for bug in version_bugs(SLOW._replace(kubernetes=version.minor), version, "none")]
    assert [name for name in named if name != "kubernetes#115817"] == bugs


def test_a_pod_without_probes_is_of_no_concern_to_bugs_of_probes():
    assert version_bugs(PLAIN, Version(36, 2), "none") == ()


def test_a_bug_that_needs_a_fault_is_named_only_where_the_fault_may_strike():
    assert "kubernetes#142305" not in str(version_bugs(SLOW, Version(36), "none"))
    assert "kubernetes#142305" in str(version_bugs(SLOW, Version(36), "kubelet"))


def test_a_check_names_the_bugs_of_the_version_and_does_not_fail_for_them(answer):
    code, out = answer("check", "--no-cache", "--kubernetes", "1.21.0")
    assert code == 0
    assert "laws that apply hold, except for kubernetes#101064" in out
    assert "bugs kubernetes#101064 (1.21.0): startup-before-liveness" in out


def test_a_check_of_a_patch_that_is_without_the_bug_does_not_name_it(answer):
    code, out = answer("check", "--no-cache", "--kubernetes", "1.21.1")
    assert code == 0
    assert "kubernetes#" not in out


def test_the_json_of_a_check_has_the_bugs(answer):
    _, out = answer("check", "--no-cache", "--kubernetes", "1.21.0", "--format", "json")
    (pod,) = json.loads(out)["pods"]
    assert pod["bugs"] == [{"name": "kubernetes#101064", "versions": "1.21.0", "law": "startup-before-liveness"}]


@pytest.mark.parametrize(
    ("version", "code", "said"),
    [
        ("1.21.0", 1, "by kubernetes#101064, a bug of Kubernetes 1.21.0"),
        ("1.21", 0, "except for kubernetes#101064, a bug of Kubernetes 1.21.0"),
        ("1.21.1", 0, "the one chosen law that applies holds;"),
        ("1.36", 1, "by kubernetes#141155, a bug of Kubernetes 1.35.0 and later, not fixed there yet"),
    ],
)
def test_a_law_that_is_asked_by_name_is_decided_with_the_bugs_of_the_version(answer, version, code, said):
    answered, out = answer("explore", "--law", "startup-before-liveness", "--kubernetes", version)
    assert answered == code
    assert said in out


def test_the_counterexample_of_a_version_is_one_of_its_bug(answer):
    _, out = answer("explore", "--trace", "startup-before-liveness", "--law", "startup-before-liveness")
    assert "counterexample" in out
    assert "stops app for its failed probe" in out


def test_a_bug_that_is_brought_back_stands_alone(answer):
    code, out = answer("explore", "--bug", "138889", "--law", "startup-before-liveness")
    assert code == 0
    assert "141155" not in out


def test_the_functions_give_the_verdict_of_the_version(manifest):
    (pod,) = read(manifest, kubernetes="1.21")
    explored = explore(pod, kubernetes="1.21.0", faults="none", laws=["startup-before-liveness"])
    assert [verdict.law.name for verdict in explored.violated] == ["startup-before-liveness"]
    assert "liveness probe" in str(explored.trace("startup-before-liveness"))
    assert not explored.holds
